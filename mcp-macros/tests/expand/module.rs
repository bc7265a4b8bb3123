#[tools(prefix = "admin", tags("admin"), visible_when = super::is_beta)]
mod admin {
    //! What only administrators do.

    use super::Database;

    /// Forget everything
    #[tool(destructive, visible_when = |viewer| viewer.principal().is_some(), icons("https://example.com/bomb.svg"), meta = serde_json::json!({ "cost": 3 }))]
    pub async fn purge(State(database): State<Database>) {
        database.purge().await;
    }
}

#[tools(prefix = "admin", tags("admin"))]
mod admin {
    //! What only administrators do.

    use super::Database;

    /// Forget everything
    #[tool(destructive, icons("https://example.com/bomb.svg"), meta = serde_json::json!({ "cost": 3 }))]
    pub async fn purge(State(database): State<Database>) {
        database.purge().await;
    }
}

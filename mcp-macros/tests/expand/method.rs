#[tools(prefix = "tracker", scopes("tracker"))]
impl Tracker {
    /// List the issues of a project
    #[tool(read_only)]
    async fn list_issues(
        &self,
        State(limits): State<Limits>,
        /// Project key, e.g. `CORE`
        project: &str,
        /// Only issues in this state
        status: Option<Status>,
        #[arg(default, name = "type", pattern = "^[a-z]+$", secret)] kind: String,
    ) -> Result<Json<Page>, TrackerError> {
        todo!()
    }

    fn no_tool(&self) {}
}

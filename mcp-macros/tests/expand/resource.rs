/// One issue
#[resource("tracker://{project}/issues/{id}{#part}", mime = "application/json")]
async fn issue(
    #[arg(complete = projects)] project: &str,
    id: u64,
    #[arg(name = "part", parse)] section: Option<Section>,
    database: Database,
    State(limits): State<Limits>,
) -> Option<Json<Issue>> {
    todo!()
}

#[tools(prefix = "tracker", tags("web"))]
mod files {
    /// Anything below the root
    #[resource("file:///{+path}", hidden, timeout = "5s")]
    pub async fn file(path: PathBuf) -> Result<Vec<u8>, ToolError> {
        todo!()
    }

    /// What this is
    #[resource("tracker://readme", size = 5, audience("user"), priority = 1)]
    pub fn readme() -> &'static str {
        "hello"
    }
}

#[tools]
impl Tracker {
    /// The newest issue
    #[resource("tracker://issues/newest")]
    fn newest(&self) -> String {
        todo!()
    }
}

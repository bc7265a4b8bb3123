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

/// A project
#[resource("tracker://projects/{key}", list = database::projects)]
fn project(key: String) -> String {
    todo!()
}

#[tools]
impl Tracker {
    /// A team
    #[resource("tracker://teams/{key}", list = Self::teams)]
    fn team(&self, key: String) -> String {
        todo!()
    }

    async fn teams(&self, State(limits): State<Limits>, database: &Database) -> Vec<Listed> {
        todo!()
    }

    /// The newest issue
    #[resource("tracker://issues/newest")]
    fn newest(&self) -> String {
        todo!()
    }
}

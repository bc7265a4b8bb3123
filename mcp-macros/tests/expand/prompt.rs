/// Sort an issue in
#[prompt(name = "sort", title = "Sort", scopes("read"))]
async fn triage(
    /// Key of the project
    #[arg(complete = projects)]
    project: &str,
    #[arg(title = "Tone", complete = ["calm", "stern"], default)] tone: Tone,
    #[arg(parse, name = "since")] date: Option<Date>,
    State(database): State<Database>,
) -> Vec<Message> {
    todo!()
}

#[tools(prefix = "tracker", tags("web"))]
impl Tracker {
    /// Greet somebody
    #[prompt]
    fn greet(&self, #[arg(complete = Self::names)] name: String, context: &Context) -> String {
        todo!()
    }

    async fn names(&self, typed: Typed) -> Vec<String> {
        todo!()
    }

    /// Say hello
    #[prompt(blocking)]
    fn hello() -> impl IntoPrompt {
        "hello"
    }
}

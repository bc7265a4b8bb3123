//! What becomes of a function with `#[prompt]`: its definition, what it says, and its completions.

use std::sync::Arc;
use std::time::Duration;

use mcp_server::jsonrpc::ErrorCode;
use mcp_server::model::{Icon, Message};
use mcp_server::peer::{ContextParts, StateMap};
use mcp_server::text::Typed;
use mcp_server::{
    Context, Prompt, PromptSet, Rejection, State, ToolError, ToolSet, prompt, prompts, tools,
};

#[derive(Clone, Copy, Debug, Default, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Tone {
    #[default]
    Calm,
    Stern,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Even(u8);

impl std::str::FromStr for Even {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = text.parse().map_err(|_| "expected a number")?;
        match number % 2 {
            0 => Ok(Self(number)),
            _ => Err("expected an even number"),
        }
    }
}

/// Sort an issue in
///
/// Asks for a label.
#[prompt(
    title = "Triage",
    scopes("read"),
    tags("web"),
    icons("https://a.example/i.svg"),
    timeout = "5s"
)]
async fn triage(
    /// Key of the project
    #[arg(complete = keys, title = "Project")]
    project: &str,
    #[arg(default)] tone: Tone,
    #[arg(name = "most", parse, default = Even(4))] most: Even,
    #[arg(parse)] least: Option<Even>,
    #[arg(complete = ["bug", "Build", "docs"])] label: Option<String>,
    State(database): State<String>,
    context: &Context,
) -> Result<Vec<Message>, ToolError> {
    if project == "none" {
        return Err(ToolError::new("no project `none`"));
    }
    let _ = context.is_cancelled();
    Ok(vec![
        Message::user(format!("{project} {tone:?} {most:?} {least:?} {label:?}")),
        Message::assistant(database.as_str()),
    ])
}

async fn keys(typed: Typed) -> Vec<String> {
    typed.filter(["CORE", "WEB"])
}

/// Say hello
#[prompt(name = "hello", hidden, blocking, meta = serde_json::json!({ "cost": 1 }))]
fn greet() -> &'static str {
    "Hello!"
}

struct Tracker(&'static str);

const LEVELS: [&str; 2] = ["low", "high"];

#[tools(prefix = "tracker", tags("block"), scopes("all"))]
impl Tracker {
    const KINDS: &'static [&'static str] = &["bug", "wish"];

    /// Ask about something
    #[prompt]
    fn ask(
        &self,
        #[arg(complete = Self::topics)] about: String,
        #[arg(complete = Self::people)] who: Option<String>,
        #[arg(complete = Self::places)] place: Option<String>,
        #[arg(complete = Self::KINDS)] kind: Option<String>,
        #[arg(complete = LEVELS)] level: Option<String>,
        #[arg(complete = Self::days)] day: Option<String>,
    ) -> String {
        format!(
            "{} {about} {who:?} {place:?} {kind:?} {level:?} {day:?}",
            self.0
        )
    }

    async fn topics(&self, typed: Typed) -> Vec<String> {
        vec![format!("{}{}", typed.value, self.0)]
    }

    fn people(&self) -> [&'static str; 2] {
        ["Ada", self.0]
    }

    async fn places(&self, context: Context, typed: Typed) -> Vec<&'static str> {
        assert!(!context.is_cancelled());
        match typed.argument("about") {
            Some("x") => vec!["here"],
            _ => vec![],
        }
    }

    fn days() -> Vec<&'static str> {
        vec!["Monday", "Tuesday"]
    }

    /// Say nothing
    #[prompt(name = "nothing")]
    async fn silent() -> Vec<Message> {
        Vec::new()
    }

    /// Count
    #[tool]
    fn count(&self) -> u8 {
        1
    }
}

#[tools(prefix = "admin")]
mod admin {
    /// Ask for permission
    #[prompt]
    pub fn permit() -> String {
        "May I?".to_owned()
    }

    /// Forget everything
    #[tool]
    pub fn purge() {}
}

fn context() -> Context {
    let mut state = StateMap::default();
    state.insert("db".to_owned());
    Context::new(ContextParts {
        state: Arc::new(state),
        ..ContextParts::default()
    })
}

fn only(set: impl PromptSet) -> Prompt {
    let mut prompts: Vec<_> = set.into_prompts().into_iter().collect();
    assert_eq!(prompts.len(), 1);
    prompts.remove(0)
}

fn block(set: impl ToolSet) -> Vec<Prompt> {
    let (_, prompts, _) = set.into_tools().into_parts();
    prompts.into_iter().collect()
}

async fn said(prompt: &Prompt, given: &[(&'static str, &str)]) -> Vec<Message> {
    let outcome = prompt.get(context(), given.iter().copied()).await;
    outcome.expect("messages").messages
}

async fn refused(prompt: &Prompt, given: &[(&'static str, &str)]) -> (ErrorCode, String) {
    match prompt.get(context(), given.iter().copied()).await {
        Err(Rejection::Error(error)) => (error.code, error.message.into_owned()),
        other => panic!("no error of the protocol: {other:?}"),
    }
}

async fn completed(prompt: &Prompt, argument: &str, typed: Typed) -> Vec<String> {
    let values = prompt.complete(argument, context(), typed);
    values.expect("a completer").await.expect("values").values
}

#[test]
fn the_definition_says_what_the_attribute_says() {
    let prompt = only(prompts![triage]);
    let definition = prompt.definition();
    assert_eq!(definition.name, "triage");
    assert_eq!(definition.title.as_deref(), Some("Triage"));
    let description = "Sort an issue in\n\nAsks for a label.";
    assert_eq!(definition.description.as_deref(), Some(description));
    assert_eq!(definition.icons, [Icon::from("https://a.example/i.svg")]);
    assert_eq!(prompt.scopes().collect::<Vec<_>>(), ["read"]);
    assert_eq!(prompt.tags().collect::<Vec<_>>(), ["web"]);
    assert_eq!(prompt.timeout(), Some(Duration::from_secs(5)));
    assert!(!prompt.is_hidden());
    assert_eq!(prompt.fault(), None);
    assert!(only(prompts![greet]).is_hidden());
    let meta = only(prompts![greet]).definition().meta.clone();
    assert_eq!(meta.expect("an object").get(), r#"{"cost":1}"#);
}

#[test]
fn the_arguments_are_told_in_order_and_extractors_are_none() {
    let prompt = only(prompts![triage]);
    let arguments = &prompt.definition().arguments;
    let told = arguments
        .iter()
        .map(|argument| (argument.name.as_ref(), argument.required));
    let expected = [
        ("project", true),
        ("tone", false),
        ("most", false),
        ("least", false),
        ("label", false),
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
    assert_eq!(arguments[0].title.as_deref(), Some("Project"));
    let description = arguments[0].description.as_deref();
    assert_eq!(description, Some("Key of the project"));
}

#[test]
fn a_prompt_knows_where_its_function_is_and_what_state_it_needs() {
    let prompt = only(prompts![triage]);
    let (file, line) = prompt.place().rsplit_once(':').expect("file:line");
    assert!(file.ends_with("prompts.rs"));
    let line: usize = line.parse().expect("a number");
    let written = include_str!("prompts.rs").lines().nth(line - 1);
    assert_eq!(written, Some("async fn triage("));
    let missing = prompt.missing_state(&StateMap::default());
    assert_eq!(missing, Some(std::any::type_name::<String>()));
}

#[tokio::test]
async fn the_function_stays_what_it_was() {
    assert_eq!(greet(), "Hello!");
    assert_eq!(Tracker("x").people(), ["Ada", "x"]);
    assert_eq!(admin::permit(), "May I?");
}

#[tokio::test]
async fn arguments_are_read_from_their_text() {
    let prompt = only(prompts![triage]);
    let given = [
        ("project", "CORE"),
        ("tone", "stern"),
        ("most", "8"),
        ("least", "2"),
        ("label", "bug"),
    ];
    let text = r#"CORE Stern Even(8) Some(Even(2)) Some("bug")"#;
    let expected = [Message::user(text), Message::assistant("db")];
    assert_eq!(said(&prompt, &given).await, expected);
}

#[tokio::test]
async fn a_default_stands_for_what_is_missing_or_empty() {
    let prompt = only(prompts![triage]);
    let expected = Message::user("CORE Calm Even(4) None None");
    assert_eq!(said(&prompt, &[("project", "CORE")]).await[0], expected);
    let given = [
        ("project", "CORE"),
        ("tone", ""),
        ("most", ""),
        ("least", ""),
    ];
    assert_eq!(said(&prompt, &given).await[0], expected);
}

#[tokio::test]
async fn all_that_is_wrong_with_the_arguments_is_in_one_error() {
    let given = [
        ("tone", "loud"),
        ("most", "3"),
        ("context", "x"),
        ("lable", "x"),
    ];
    let (code, message) = refused(&only(prompts![triage]), &given).await;
    assert_eq!(code, ErrorCode::INVALID_PARAMS);
    for part in [
        "`project` is missing",
        "`tone` expected one of `calm`, `stern`",
        "`most` expected an even number",
        "`context` is no argument",
        "did you mean `label`?",
    ] {
        assert!(message.contains(part), "{part}: {message}");
    }
}

#[tokio::test]
async fn a_failure_of_the_function_is_an_error_of_the_protocol() {
    let (code, message) = refused(&only(prompts![triage]), &[("project", "none")]).await;
    assert_eq!(code, ErrorCode::INTERNAL_ERROR);
    assert_eq!(message, "no project `none`");
}

#[tokio::test]
async fn arguments_are_completed_by_functions_lists_and_enums() {
    let prompt = only(prompts![triage]);
    let typed = || Typed::new("b");
    assert_eq!(completed(&prompt, "label", typed()).await, ["bug", "Build"]);
    assert_eq!(
        completed(&prompt, "project", Typed::new("w")).await,
        ["WEB"]
    );
    assert_eq!(
        completed(&prompt, "tone", Typed::new("")).await,
        ["calm", "stern"]
    );
    assert!(prompt.complete("least", context(), typed()).is_none());
}

#[tokio::test]
async fn arguments_are_completed_by_what_belongs_to_the_block() {
    let prompts = block(Tracker("T"));
    let ask = &prompts[0];
    assert_eq!(completed(ask, "about", Typed::new("a")).await, ["aT"]);
    assert_eq!(completed(ask, "who", Typed::new("a")).await, ["Ada"]);
    assert_eq!(completed(ask, "kind", Typed::new("w")).await, ["wish"]);
    assert_eq!(completed(ask, "level", Typed::new("h")).await, ["high"]);
    assert_eq!(completed(ask, "day", Typed::new("t")).await, ["Tuesday"]);
    let typed = Typed::new("").with("about", "x");
    assert_eq!(completed(ask, "place", typed).await, ["here"]);
    assert!(completed(ask, "place", Typed::new("")).await.is_empty());
}

#[tokio::test]
async fn methods_share_their_value_and_follow_their_block() {
    let prompts = block(Tracker("T"));
    let names: Vec<_> = prompts
        .iter()
        .map(|prompt| prompt.definition().name.as_ref())
        .collect();
    assert_eq!(names, ["tracker_ask", "tracker_nothing"]);
    assert_eq!(prompts[0].tags().collect::<Vec<_>>(), ["block"]);
    assert_eq!(prompts[0].scopes().collect::<Vec<_>>(), ["all"]);
    let given = [("about", "x"), ("level", "low")];
    let expected = Message::user(r#"T x None None None Some("low") None"#);
    assert_eq!(said(&prompts[0], &given).await, [expected]);
    assert_eq!(said(&prompts[1], &[]).await, []);
    assert_eq!(Tracker("T").into_tools().iter().count(), 1);
}

#[tokio::test]
async fn a_module_lists_its_prompts_beside_its_tools() {
    let prompts = block(admin::tools());
    assert_eq!((admin::tools().iter().count(), prompts.len()), (1, 1));
    assert_eq!(prompts[0].definition().name, "admin_permit");
    assert_eq!(said(&prompts[0], &[]).await, [Message::user("May I?")]);
}

#[tokio::test]
async fn a_function_that_blocks_runs_elsewhere() {
    let prompt = only(prompts![greet]);
    assert_eq!(prompt.definition().name, "hello");
    assert_eq!(said(&prompt, &[]).await, [Message::user("Hello!")]);
}

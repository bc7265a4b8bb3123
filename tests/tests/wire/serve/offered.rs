//! A server with a prompt and a resource for each thing that one can do.

use std::time::Duration;

use mcp_server::jsonrpc::ErrorCode;
use mcp_server::model::{Annotations, Completion};
use mcp_server::prelude::*;
use mcp_server::text::Typed;
use mcp_server::{Builder, FromContext, PromptResult};
use mcp_tests::Probe;

/// The server.
pub(super) fn server() -> Builder {
    watched(&Probe::default())
}

/// The same with somebody who watches what waits.
pub(super) fn watched(probe: &Probe) -> Builder {
    Server::builder(("everything", "1"))
        .state(probe.clone())
        .tool_timeout(Duration::from_secs(20))
        .tools(toolset![add])
        .prompts(prompts![
            greet, show, secret, reports, breaks, fails, refuses, late, waits
        ])
        .resources(resources![
            today, icon, whispered, broken, failing, tardy, note, archive, special, waiting
        ])
}

/// Add two numbers
#[tool]
pub(super) fn add(a: i64, b: i64) -> i64 {
    a + b
}

/// Greet somebody
#[prompt(
    title = "Greeting",
    icons("https://example.com/hand.png"),
    meta = serde_json::json!({ "cost": 1 })
)]
pub(super) fn greet(
    /// Whom to greet
    #[arg(title = "Name", complete = ["Ada", "Alan", "Bob"])]
    name: String,
    #[arg(complete = tones)] tone: Option<String>,
    #[arg(complete = numbers)] number: Option<u32>,
    #[arg(complete = counted)] counted: Option<u32>,
    #[arg(complete = unlucky)] unlucky: Option<u32>,
    #[arg(complete = silent)] silent: Option<u32>,
    loud: Option<bool>,
) -> String {
    let _ = (number, counted, unlucky, silent);
    let tone = tone.unwrap_or_else(|| "calm".to_owned());
    let end = if loud == Some(true) { "!" } else { "." };
    format!("Hello, {name}{end} I am {tone}")
}

fn tones(typed: Typed) -> Vec<String> {
    let who = typed.argument("name").unwrap_or("nobody").to_owned();
    typed.filter([format!("calm with {who}"), format!("stern with {who}")])
}

fn numbers() -> Vec<String> {
    (0..1_000).map(|number| number.to_string()).collect()
}

async fn counted(_typed: Typed) -> Completion {
    Completion::from(vec!["1".to_owned(), "2".to_owned()]).of(5_000)
}

async fn unlucky(_typed: Typed) -> Result<Vec<String>, ToolError> {
    Err(std::io::Error::other("password=hunter2"))?
}

async fn silent(_typed: Typed) -> Vec<String> {
    panic!("password=hunter2")
}

/// Show one block of each kind
#[prompt]
fn show() -> PromptResult {
    let dated = Content::Text {
        text: "dated".into(),
        annotations: Some(Annotations {
            priority: Some(1.0),
            last_modified: Some("2025-01-01T00:00:00Z".to_owned()),
            ..Annotations::default()
        }),
    };
    let messages = vec![
        Message::user("text"),
        Message::assistant(Content::image(b"image", "image/png")),
        Message::user(Content::audio(b"sound", "audio/wav")),
        Message::user(Content::resource("note://1", "text/plain", "embedded")),
        Message::user(Content::link("note://1", "note")),
        Message::user(dated),
    ];
    PromptResult::from(messages).description("Of each kind one")
}

/// Do not tell
#[prompt(hidden)]
fn secret() -> &'static str {
    "hush"
}

/// Tell how far it is
#[prompt]
async fn reports(progress: Progress, context: Context) -> &'static str {
    progress.report(1).of(2).await;
    context.log(Level::Warning, "half way").await;
    progress.report(2).of(2).await;
    "done"
}

/// Break
#[prompt]
async fn breaks() -> &'static str {
    panic!("password=hunter2")
}

/// Fail with a secret
#[prompt]
async fn fails() -> Result<String, ToolError> {
    Err(std::io::Error::other("password=hunter2"))?
}

/// Refuse by a code of its own
#[prompt]
async fn refuses() -> Result<String, ToolError> {
    Err(ToolError::new("not today").code(ErrorCode(-31_000)))
}

/// Take too long
#[prompt(timeout = "10ms")]
async fn late() -> &'static str {
    std::future::pending().await
}

/// Wait until nobody waits for it
#[prompt(hidden)]
async fn waits(#[arg(complete = forever)] what: Option<String>, probe: State<Probe>) -> String {
    let _ = what;
    wait(&probe).await
}

async fn forever(context: Context, _typed: Typed) -> Vec<String> {
    let probe: State<Probe> = FromContext::from_context(&context).expect("it is given");
    vec![wait(&probe).await]
}

/// Wait until nobody waits for it
#[resource("note://waiting", hidden)]
async fn waiting(probe: State<Probe>) -> String {
    wait(&probe).await
}

pub(super) async fn wait(probe: &Probe) -> String {
    struct Dropped(Probe);
    impl Drop for Dropped {
        fn drop(&mut self) {
            self.0.dropped.raise();
        }
    }
    let _dropped = Dropped(probe.clone());
    probe.started.raise();
    std::future::pending().await
}

/// What today brings
#[resource(
    "note://today",
    title = "Today",
    mime = "text/plain",
    size = 5,
    audience("user"),
    priority = 0.5,
    icons("https://example.com/day.png"),
    meta = serde_json::json!({ "cost": 1 })
)]
fn today() -> &'static str {
    "today"
}

/// A picture
#[resource("note://icon", mime = "image/png")]
fn icon() -> Vec<u8> {
    vec![0, 255]
}

/// Do not tell
#[resource("note://whispered", hidden)]
fn whispered() -> &'static str {
    "hush"
}

/// Break
#[resource("note://broken")]
async fn broken() -> String {
    panic!("password=hunter2")
}

/// Fail with a secret
#[resource("note://failing")]
async fn failing() -> Result<String, ToolError> {
    Err(std::io::Error::other("password=hunter2"))?
}

/// Take too long
#[resource("note://tardy", timeout = "10ms")]
async fn tardy() -> String {
    std::future::pending().await
}

/// A note of a year
#[resource("note://{year}/{name}", title = "Note", mime = "text/markdown")]
async fn note(
    #[arg(complete = ["2024", "2025"])] year: u16,
    #[arg(complete = names)] name: String,
    progress: Progress,
) -> Option<String> {
    progress.report(1).await;
    (year < 2026).then(|| format!("# {name} of {year}"))
}

fn names(typed: Typed) -> Vec<String> {
    let year = typed.argument("year").unwrap_or("no year");
    typed.filter([format!("first-of-{year}")])
}

/// Two parts
#[resource("note://archive/{+path}")]
fn archive(path: String) -> Vec<Contents> {
    let part = |name: &str| Contents::text(name).at(format!("note://archive/{path}/{name}"));
    match &*path {
        "empty" => Vec::new(),
        _ => vec![part("a"), part("b")],
    }
}

/// One that fits a template too
#[resource("note://2025/special")]
fn special() -> &'static str {
    "special"
}

//! What the attributes write passes every lint: this file uses each attribute and each key, and
//! `cargo clippy` finds nothing in it.
#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications,
    clippy::pedantic,
    clippy::nursery
)]
#![forbid(unsafe_code)]

use std::sync::Arc;
use std::time::Duration;

use mcp_server::prelude::*;
use mcp_server::{Audio, FromContext, IntoToolResult, Rejection, ToolSet};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

const MOST: u32 = 50;
const NAME: usize = 20;
const RATIO: f32 = 0.5;
const WAIT: Duration = Duration::from_secs(5);
const ORDERS: [&str; 2] = ["new", "old"];
const SCHEMA: &str = r#"{"type":"object"}"#;
const ICON: &str = "https://example.com/icon.png";

/// An issue.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
pub struct Issue {
    /// What it is about.
    pub title: String,
    /// How much it matters.
    pub priority: Option<Priority>,
}

/// How much something matters.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, JsonSchema)]
pub enum Priority {
    /// Not much.
    #[default]
    Low,
    /// Very much.
    High,
}

/// Why a tool fails.
#[derive(Debug, thiserror::Error, ToolError)]
pub enum TrackerError {
    /// Nothing is called so.
    #[error("no issue `{0}`")]
    #[tool_error(hint = "call `list` first")]
    NoIssue(String),
    /// The disk.
    #[error("the disk fails")]
    #[tool_error(internal)]
    Disk(#[from] std::io::Error),
    /// The program.
    #[error("bad cursor")]
    #[tool_error(protocol = -32602)]
    Cursor,
    /// The framework.
    #[error("other")]
    #[tool_error(transparent)]
    Other(std::convert::Infallible),
}

/// The language of whoever asks.
#[derive(Clone, Debug)]
pub struct Language(String);

impl FromContext for Language {
    fn from_context(_: &Context) -> Result<Self, Rejection> {
        Ok(Self("en".to_owned()))
    }
}

/// A tracker.
#[derive(Debug)]
pub struct Tracker<T> {
    issues: Vec<T>,
}

#[tools(prefix = "issue", tags("issues"), scopes("issues:read"), crate = mcp_server)]
impl<T> Tracker<T>
where
    T: Clone + Serialize + JsonSchema + Send + Sync + 'static,
{
    const PAGE: u32 = 20;

    /// List issues
    ///
    /// # Errors
    /// The page is nowhere.
    #[tool(
        title = "List",
        read_only,
        destructive = false,
        idempotent = true,
        open_world,
        scopes("issues:list"),
        tags = ["lists"],
        icons(ICON),
        meta = json!({ "example.com/since": 1 }),
        hidden = false,
        timeout = WAIT,
    )]
    pub async fn list(
        &self,
        /// Where to begin
        #[arg(default)]
        from: usize,
        /// How many
        #[arg(default = Self::PAGE, min = 1, max = MOST)]
        limit: u32,
    ) -> Result<Json<Vec<T>>, TrackerError> {
        tokio::task::yield_now().await;
        let limit = usize::try_from(limit).map_err(|_| TrackerError::Cursor)?;
        let issues = self.issues.iter().skip(from).take(limit);
        Ok(Json(issues.cloned().collect()))
    }

    /// Count issues where it may take its time
    #[tool(blocking, timeout = "30s")]
    fn count(&self, State(most): State<usize>) -> usize {
        self.issues.len().min(*most)
    }

    /// Hand the tracker on
    #[tool(hidden)]
    async fn share(self: Arc<Self>) -> usize {
        tokio::task::yield_now().await;
        self.issues.len()
    }

    /// Tell the version
    #[tool(name = "version")]
    #[must_use]
    pub const fn written() -> &'static str {
        "1"
    }
}

/// Tools for those who may.
#[tools(prefix = "admin", tags("admin"), scopes("admin"))]
pub mod admin {
    use super::{Issue, Language, Value};
    use mcp_server::{Context, Progress};

    /// Forget an issue
    #[tool(destructive, scopes("admin:write"))]
    pub async fn forget(
        progress: Progress,
        #[ctx] language: Language,
        context: &Context,
        issue: &Issue,
    ) -> String {
        progress.report(1).of(1).await;
        format!("{} {} {}", issue.title, language.0, context.is_cancelled())
    }

    /// Say the same
    #[tool]
    const fn echo(value: Value) -> Value {
        value
    }
}

/// Send money
#[tool]
#[must_use]
pub fn send(
    /// To whom
    #[arg(name = "to", min_length = 1, max_length = NAME, pattern = "^[a-z]+$", example = "ada")]
    whom: &str,
    #[arg(exclusive_min = 0, max = 1e6, multiple_of = 0.01)] amount: f64,
    #[arg(default = 3, min = -1, exclusive_max = 10)] priority: i8,
    #[arg(one_of = ORDERS, default = "old", header = "Order")] order: &str,
    #[arg(max = RATIO, default = RATIO / 2.0)] ratio: f32,
    #[arg(default = "main")] branch: String,
) -> String {
    branch + &format!("{whom} {amount} {priority} {order} {ratio}")
}

/// Send more
#[tool(input_schema = SCHEMA)]
fn send_more(
    #[arg(format = "date", deprecated)] on: Option<String>,
    #[arg(min_items = 0, max_items = 3, unique, default)] notes: Vec<String>,
    #[arg(secret)] pin: Option<String>,
    #[arg(one_of(1, 2, 3))] mut power: Option<u8>,
) -> String {
    power = power.or(Some(1));
    let notes = notes.into_iter().chain(on).chain(pin);
    notes.chain(power.map(|power| power.to_string())).collect()
}

/// Search
#[tool]
fn search(Args(issue): Args<Issue>, _: Progress) -> (String, Json<Issue>) {
    (issue.title.clone(), Json(issue))
}

/// Draw
#[tool]
fn draw() -> (Image, Audio) {
    (Image::png(b"\x89PNG"), Audio::wav(b"RIFF"))
}

/// Whatever
#[tool]
async fn whatever() -> impl IntoToolResult {
    tokio::task::yield_now().await;
}

#[test]
fn a_server_has_all_of_it() {
    let tracker = Tracker {
        issues: vec![Issue::default()],
    };
    let tools = toolset![send, send_more, search, draw, whatever];
    let server = Server::builder(server_info!())
        .state(1_usize)
        .tools(tracker)
        .tools(admin::tools().and(tools));
    assert!(server.build().is_ok());
    let names = admin::tools().into_tools().into_iter();
    let names: Vec<String> = names.map(|tool| tool.name().to_owned()).collect();
    assert_eq!(names, ["admin_forget", "admin_echo"]);
}

//! The tools that are called, and a server of many.

use std::hint::black_box;

use mcp_server::{Json, Progress, Server, ToolSet as _, Tools, server_info, tools};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many times the server has all tools of [`Tracker`]: forty in all.
const TIMES: usize = 8;

/// How many issues `issues` answers: about 4 kB.
const ISSUES: u32 = 32;

/// An argument that is an object.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Filter {
    /// One of few words.
    pub status: Status,
    /// A list.
    #[schemars(length(max = 5))]
    pub labels: Vec<String>,
    /// A number within limits.
    #[schemars(range(min = 1, max = 100))]
    pub limit: u32,
}

/// A member of few words.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Not yet done.
    Open,
    /// Done.
    Closed,
}

/// One of many in an answer.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Issue {
    key: &'static str,
    rank: u32,
    title: &'static str,
    closed: bool,
}

/// Tools that all answer alike, but for one, so that what is measured differs in one thing only.
#[derive(Debug)]
pub struct Tracker;

#[tools]
impl Tracker {
    /// Take nothing
    #[tool]
    async fn nothing(&self) -> &'static str {
        "done"
    }

    /// List issues of a project
    #[tool(read_only)]
    async fn four(
        &self,
        /// Project key
        project: &str,
        /// Only this state
        status: Option<String>,
        /// Most issues
        #[arg(default = 20, min = 1, max = 100)]
        limit: u32,
        /// Also closed ones
        #[arg(default)]
        closed: bool,
    ) -> &'static str {
        black_box((project, status, limit, closed));
        "done"
    }

    /// List issues that match
    #[tool(read_only)]
    async fn nested(
        &self,
        /// Project key
        #[arg(min_length = 1, max_length = 20)]
        project: &str,
        /// Which issues
        filter: Filter,
    ) -> &'static str {
        black_box((project, filter.status, filter.labels, filter.limit));
        "done"
    }

    /// List all issues
    #[tool(read_only)]
    async fn issues(&self) -> Json<Vec<Issue>> {
        let issue = |rank| Issue {
            key: "CORE-API-42",
            rank,
            title: "The importer drops rows without a date",
            closed: false,
        };
        Json((0..ISSUES).map(issue).collect())
    }

    /// Tell once how far it is
    #[tool]
    async fn report(&self, progress: Progress) -> &'static str {
        progress.report(1).of(2).await;
        "done"
    }
}

/// A server whose first tools are those of [`Tracker`], under their own names.
///
/// # Panics
/// Never: its tools are the ones above.
#[must_use]
pub fn server() -> Server {
    let more = (1..TIMES).map(|project| Tracker.into_tools().prefix(&format!("project_{project}")));
    let tools = more.fold(Tracker.into_tools(), Tools::and);
    let server = Server::builder(server_info!()).tools(tools).build();
    server.expect("no name stands twice")
}

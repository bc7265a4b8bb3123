//! What a call costs inside the process, beside plain serde_json on the same bytes.
#![allow(missing_docs, reason = "criterion's macros write public items")]

use std::collections::HashMap;
use std::hint::black_box;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Poll, Waker};

use criterion::{Criterion, criterion_group, criterion_main};
use mcp_server::model::ClientCapabilities;
use mcp_server::peer::{ContextParts, Peer, StateMap};
use mcp_server::tool::{Policy, Prepared};
use mcp_server::{Context, ToolResult, ToolSet, tools};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

const NOTHING: &str = "{}";
const FOUR: &str = r#"{"project":"CORE-API-42","status":"open","limit":50,"closed":false}"#;
const WRONG: &str = r#"{"project":"CORE-API-42","status":"open","limit":500,"closed":false}"#;
const NESTED: &str =
    r#"{"project":"CORE-API-42","filter":{"status":"open","labels":["bug","ui"],"limit":50}}"#;

/// The baseline of [`FOUR`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Four {
    project: String,
    status: Option<String>,
    #[serde(default = "twenty")]
    limit: u32,
    #[serde(default)]
    closed: bool,
}

fn twenty() -> u32 {
    20
}

/// The baseline of [`NESTED`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nested {
    project: String,
    filter: Filter,
}

#[derive(Deserialize, JsonSchema)]
struct Filter {
    status: Status,
    #[schemars(length(max = 5))]
    labels: Vec<String>,
    #[schemars(range(min = 1, max = 100))]
    limit: u32,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Status {
    Open,
    Closed,
}

struct Tracker;

/// All answer alike, so that the benchmarks differ in the arguments only.
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
}

/// The tools by name, and what every call shares.
struct Server {
    tools: HashMap<String, Prepared>,
    peer: Arc<Peer>,
    state: Arc<StateMap>,
}

impl Server {
    fn new() -> Self {
        let tools = Tracker.into_tools().into_iter();
        let tools = tools.map(|tool| {
            let tool = tool.prepare(&Policy::default());
            tool.expect("its schema and its limits fit")
        });
        Self {
            tools: tools
                .map(|tool| (tool.definition().name.to_string(), tool))
                .collect(),
            peer: Arc::new(Peer::new(None, ClientCapabilities::default(), None)),
            state: Arc::default(),
        }
    }

    /// Find the tool, call it, and take its answer.
    fn call(&self, name: &str, arguments: &'static str) -> ToolResult {
        let tool = self.tools.get(name).expect("one of the tools above");
        let context = Context::new(ContextParts {
            arguments: arguments.into(),
            headers: Default::default(),
            peer: Arc::clone(&self.peer),
            progress_token: None,
            state: Arc::clone(&self.state),
        });
        let mut call = pin!(tool.call(context));
        match call
            .as_mut()
            .poll(&mut std::task::Context::from_waker(Waker::noop()))
        {
            Poll::Ready(Ok(result)) => result,
            Poll::Ready(Err(mcp_server::Rejection::Answer(result))) => result,
            other => panic!("no answer at once but {other:?}"),
        }
    }
}

fn four(criterion: &mut Criterion) {
    let server = Server::new();
    assert!(!server.call("four", FOUR).is_error);
    let mut group = criterion.benchmark_group("four arguments");
    group.bench_function("bytes to struct", |bencher| {
        bencher.iter(|| serde_json::from_slice::<Four>(black_box(FOUR.as_bytes())).map(used_four));
    });
    group.bench_function("bytes to Value to struct", |bencher| {
        bencher.iter(|| {
            let value: Value = serde_json::from_slice(black_box(FOUR.as_bytes()))?;
            serde_json::from_value::<Four>(value).map(used_four)
        });
    });
    group.bench_function("whole call", |bencher| {
        bencher.iter(|| server.call(black_box("four"), black_box(FOUR)));
    });
    group.bench_function("whole call without arguments", |bencher| {
        bencher.iter(|| server.call(black_box("nothing"), black_box(NOTHING)));
    });
    group.finish();
}

fn wrong(criterion: &mut Criterion) {
    let server = Server::new();
    assert!(server.call("four", WRONG).is_error);
    let mut group = criterion.benchmark_group("a wrong argument");
    group.bench_function("whole call", |bencher| {
        bencher.iter(|| server.call(black_box("four"), black_box(WRONG)));
    });
    group.finish();
}

fn nested(criterion: &mut Criterion) {
    let server = Server::new();
    assert!(!server.call("nested", NESTED).is_error);
    let mut group = criterion.benchmark_group("a nested argument");
    group.bench_function("bytes to struct", |bencher| {
        bencher.iter(|| {
            serde_json::from_slice::<Nested>(black_box(NESTED.as_bytes())).map(used_nested)
        });
    });
    group.bench_function("bytes to Value to struct", |bencher| {
        bencher.iter(|| {
            let value: Value = serde_json::from_slice(black_box(NESTED.as_bytes()))?;
            serde_json::from_value::<Nested>(value).map(used_nested)
        });
    });
    group.bench_function("whole call", |bencher| {
        bencher.iter(|| server.call(black_box("nested"), black_box(NESTED)));
    });
    group.finish();
}

/// What the tool `four` does with its arguments.
fn used_four(four: Four) {
    black_box((four.project, four.status, four.limit, four.closed));
}

/// What the tool `nested` does with its arguments.
fn used_nested(Nested { project, filter }: Nested) {
    black_box((project, filter.status, filter.labels, filter.limit));
}

criterion_group!(benches, four, wrong, nested);
criterion_main!(benches);

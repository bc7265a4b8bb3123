//! What an operator reads in the log of a call that fails, and of what its function logs itself.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use mcp_server::prelude::*;
use serde_json::{Value, json};
use tracing::{Dispatch, dispatcher};

use crate::support::client::Client;
use crate::support::log;
use crate::support::wires::WIRES;

/// The log, as a program prints it.
#[derive(Clone, Default)]
struct Printed(Arc<Mutex<Vec<u8>>>);

impl Write for &Printed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Printed {
    /// The line that has a word.
    #[track_caller]
    fn line(&self, word: &str) -> String {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        let line = text.lines().find(|line| line.contains(word));
        line.unwrap_or_else(|| panic!("no {word} in {text}"))
            .to_owned()
    }
}

/// Fail at a file
#[tool(name = "lost_tool")]
async fn lost_tool() -> Result<String, ToolError> {
    tracing::warn!("before the tool waits");
    tokio::task::yield_now().await;
    tracing::warn!("after the tool waited");
    Err(io::Error::other("the tool's disk"))?
}

/// Fail at a file, on a thread of its own, which has to be told what logs
#[tool(blocking)]
fn lost_aside(State(log): State<Dispatch>) -> Result<String, ToolError> {
    dispatcher::with_default(&log, || Err(io::Error::other("the other thread's disk"))?)
}

/// Panic
#[tool]
async fn lost_head() -> String {
    panic!("the tool's panic")
}

/// Fail at a file
#[prompt]
async fn lost_prompt() -> Result<String, ToolError> {
    Err(io::Error::other("the prompt's disk"))?
}

/// Fail at a file
#[resource("lost://{path}")]
async fn lost_resource(#[arg(complete = lost_values)] path: String) -> Result<String, ToolError> {
    Err(io::Error::other(format!("the disk of {path}")))?
}

fn lost_values(_typed: Typed) -> Result<Vec<String>, ToolError> {
    Err(io::Error::other("the values' disk"))?
}

fn completion() -> Value {
    json!({
        "ref": { "type": "ref/resource", "uri": "lost://{path}" },
        "argument": { "name": "path", "value": "" },
    })
}

#[tokio::test]
async fn a_line_of_the_log_says_which_call_it_belongs_to() {
    log::share();
    let log = Arc::new(Printed::default());
    let printing = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(Arc::clone(&log));
    let printing = Dispatch::new(printing.finish());
    let _logging = dispatcher::set_default(&printing);
    for (transport, revision) in WIRES {
        log.0.lock().unwrap().clear();
        let add = |builder: mcp_server::Builder| {
            builder
                .state(printing.clone())
                .tools(toolset![lost_tool, lost_aside, lost_head])
                .prompts(prompts![lost_prompt])
                .resources(resources![lost_resource])
        };
        let mut client = Client::connect_to(transport, revision, add).await;
        for (method, name, params, words) in [
            (
                "tools/call",
                "lost_tool",
                json!({ "name": "lost_tool" }),
                &[
                    "before the tool waits",
                    "after the tool waited",
                    "the tool's disk",
                ][..],
            ),
            (
                "tools/call",
                "lost_aside",
                json!({ "name": "lost_aside" }),
                &["the other thread's disk"],
            ),
            (
                "tools/call",
                "lost_head",
                json!({ "name": "lost_head" }),
                &["the tool's panic"],
            ),
            (
                "prompts/get",
                "lost_prompt",
                json!({ "name": "lost_prompt" }),
                &["the prompt's disk"],
            ),
            (
                "resources/read",
                "lost://{path}",
                json!({ "uri": "lost://sea" }),
                &["the disk of sea"],
            ),
            (
                "completion/complete",
                "lost://{path}",
                completion(),
                &["the values' disk"],
            ),
        ] {
            client.ask(method, params).await;
            for word in words {
                let line = log.line(word);
                for part in [
                    format!("call{{method=\"{method}\" "),
                    format!("name=\"{name}\""),
                    "id=".to_owned(),
                ] {
                    assert!(line.contains(&part), "{transport:?} {revision}: {line}");
                }
            }
        }
    }
}

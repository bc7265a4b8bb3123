//! What arguments are held to, and what a model is told about those that do not fit.

mod limits;
mod nested;
mod secrets;
mod shape;
mod spelled;

use mcp_server::model::Content;
use mcp_server::peer::ContextParts;
use mcp_server::prelude::*;
use mcp_server::tool::{Policy, Prepared};
use mcp_server::{Rejection, ToolSet, Tools};

fn prepared(tools: Tools, lenient: bool) -> Prepared {
    let policy = Policy {
        lenient,
        ..Policy::default()
    };
    let mut tools = tools.into_tools().into_iter();
    let tool = tools.next().expect("one tool");
    tool.prepare(&policy).expect("a tool")
}

async fn result(tool: &Prepared, arguments: &str) -> (bool, String) {
    let context = Context::new(ContextParts {
        arguments: arguments.to_owned().into(),
        ..ContextParts::default()
    });
    let result = match tool.call(context).await {
        Ok(result) | Err(Rejection::Answer(result)) => result,
        Err(other) => panic!("no answer but {other:?}"),
    };
    let texts = result.content.iter().map(|content| match content {
        Content::Text { text, .. } => text.as_ref(),
        other => panic!("no text but {other:?}"),
    });
    (result.is_error, texts.collect())
}

/// The answer, which is one.
async fn answer(tools: Tools, arguments: &str) -> String {
    let (is_error, text) = result(&prepared(tools, true), arguments).await;
    assert!(!is_error, "{arguments}: {text}");
    text
}

/// The complaint, which it is.
async fn complaint(tools: Tools, arguments: &str) -> String {
    let (is_error, text) = result(&prepared(tools, true), arguments).await;
    assert!(is_error, "{arguments}: {text}");
    text
}

/// What is said of each place.
fn faults(complaint: &str) -> Vec<(&str, &str)> {
    let lines = complaint
        .lines()
        .filter_map(|line| line.strip_prefix("- `"));
    lines.filter_map(|line| line.split_once("` ")).collect()
}

async fn only_fault(tools: Tools, arguments: &str) -> (String, String) {
    let complaint = complaint(tools, arguments).await;
    let faults = faults(&complaint);
    assert_eq!(faults.len(), 1, "{arguments}: {complaint}");
    (faults[0].0.to_owned(), faults[0].1.to_owned())
}

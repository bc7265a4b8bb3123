//! What a tool can limit by what it takes as a parameter, and what is told of one that knows no
//! limit.

use std::time::Duration;

use mcp_server::peer::Peer;
use mcp_server::prelude::*;
use mcp_server::{FromContext, Rejection};
use mcp_tests::Probe;
use serde_json::json;

use crate::support::client::Client;
use crate::support::log::Log;
use crate::support::wires::WIRES;

/// A place among the first three calls.
struct Place;

impl FromContext for Place {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        let _: &Peer = context.peer();
        let probe = context.state::<Probe>().expect("the server has a probe");
        probe.started.raise();
        if probe.started.times() > 3 {
            let late = ToolResult::error("three calls are enough; come back in a minute");
            return Err(Rejection::Answer(late));
        }
        Ok(Self)
    }
}

/// Count, three times
#[tool]
fn limited(_place: Place, State(probe): State<Probe>) -> u64 {
    probe.counted.raise();
    probe.counted.times()
}

/// Rows: TL-26.
#[tokio::test]
async fn a_tool_can_refuse_to_be_called_too_often() {
    for (transport, revision) in WIRES {
        let add = |builder: mcp_server::Builder| builder.tools(toolset![limited]);
        let mut client = Client::connect_to(transport, revision, add).await;
        for number in 1..=3 {
            let heard = client.call("limited", json!({})).await;
            assert_eq!(heard.text(), number.to_string());
        }
        for _ in 0..3 {
            let heard = client.call("limited", json!({})).await;
            assert_eq!(heard.result()["isError"], true, "{transport:?} {revision}");
        }
        assert_eq!(client.probe.counted.times(), 3);
    }
}

/// Keep the thread for itself
#[tool]
async fn hog() -> &'static str {
    tokio::task::yield_now().await;
    std::thread::sleep(Duration::from_millis(150));
    "done"
}

/// Wait without keeping the thread
#[tool]
async fn wait_politely() -> &'static str {
    tokio::time::sleep(Duration::from_millis(150)).await;
    "done"
}

/// Keep a thread that may be kept
#[tool(blocking)]
fn wait_aside() -> &'static str {
    std::thread::sleep(Duration::from_millis(150));
    "done"
}

#[tokio::test]
async fn a_tool_that_holds_up_its_thread_is_named_in_the_log() {
    let log = Log::start();
    let (transport, revision) = WIRES[0];
    let add =
        |builder: mcp_server::Builder| builder.tools(toolset![hog, wait_politely, wait_aside]);
    let mut client = Client::connect_to(transport, revision, add).await;
    for (tool, is_named) in [
        ("hog", true),
        ("wait_politely", false),
        ("wait_aside", false),
    ] {
        assert_eq!(client.call(tool, json!({})).await.text(), "done");
        let named = log.text().contains(&format!("tool=\"{tool}\""));
        assert_eq!(named, is_named && cfg!(debug_assertions), "{tool}");
    }
}

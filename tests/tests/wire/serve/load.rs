//! A server that changes while many call it.

use std::future::IntoFuture as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

/// Says which of two it is.
#[tool(name = "which")]
fn one() -> &'static str {
    "one"
}

/// Says which of two it is; the list tells them apart.
#[tool(name = "which")]
fn other() -> &'static str {
    "other"
}

/// Never changes
#[prompt]
fn still() -> &'static str {
    "still"
}

fn server() -> Server {
    let server = Server::builder(("everything", "1")).tools(toolset![one]);
    server.prompts(prompts![still]).build().unwrap()
}

/// Changes the server back and forth until it is told to stop; gives how often.
fn swapping(server: &Server, stop: &Arc<AtomicBool>) -> std::thread::JoinHandle<u64> {
    let (server, stop) = (server.clone(), Arc::clone(stop));
    std::thread::spawn(move || {
        let mut swaps = 0;
        while !stop.load(Ordering::Relaxed) {
            let swapped = server.change(|change| {
                change.remove_tool("which");
                match swaps % 2 {
                    0 => change.tools(toolset![other]),
                    _ => change.tools(toolset![one]),
                };
            });
            swapped.expect("both fit");
            swaps += 1;
        }
        swaps
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_is_never_missing_while_it_passes_on() {
    let server = server();
    let stop = Arc::new(AtomicBool::new(false));
    let swaps = swapping(&server, &stop);
    let seen = Arc::new([AtomicU64::new(0), AtomicU64::new(0)]);
    let callers: Vec<_> = ["2024-11-05", "2025-11-25", "2026-07-28"]
        .into_iter()
        .map(|revision| {
            let (server, seen) = (server.clone(), Arc::clone(&seen));
            tokio::spawn(async move {
                let client = Client::with_revision(&server, revision).await.unwrap();
                while seen.iter().any(|seen| seen.load(Ordering::Relaxed) < 100) {
                    let result = client.call("which", json!({})).await.expect("it is there");
                    match &*result.text() {
                        "one" => seen[0].fetch_add(1, Ordering::Relaxed),
                        "other" => seen[1].fetch_add(1, Ordering::Relaxed),
                        text => panic!("neither: {text}"),
                    };
                    let tools = client.tools().await.expect("a list");
                    assert_eq!(tools.len(), 1);
                    assert_eq!(client.prompts().await.expect("a list").len(), 1);
                }
            })
        })
        .collect();
    for caller in callers {
        caller.await.unwrap();
    }
    stop.store(true, Ordering::Relaxed);
    assert!(swaps.join().unwrap() > 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changes_at_the_same_time_are_all_made() {
    let server = server();
    let changers: Vec<_> = (0..8)
        .map(|index| {
            let server = server.clone();
            std::thread::spawn(move || {
                let definition = |name: String| {
                    let mut definition = mcp_server::model::ToolDefinition::new(name, "does");
                    let schema = json!({ "type": "object" });
                    definition.input_schema = serde_json::value::to_raw_value(&schema).unwrap();
                    definition
                };
                for round in 0..10 {
                    let tool = mcp_server::Tool::raw(
                        definition(format!("t{index}-{round}")),
                        |_context| Box::pin(async { Ok(ToolResult::default()) }),
                    );
                    server
                        .change(|change| {
                            change.tools(tool);
                        })
                        .unwrap();
                }
            })
        })
        .collect();
    for changer in changers {
        changer.join().unwrap();
    }
    let client = Client::connect(&server).await.unwrap();
    assert_eq!(client.tools().await.unwrap().len(), 81);
}

struct Gate {
    begun: tokio::sync::Notify,
    open: tokio::sync::Notify,
}

/// Waits until it may go on
#[tool]
async fn slow(State(gate): State<Gate>) -> &'static str {
    gate.begun.notify_one();
    gate.open.notified().await;
    "as it was"
}

/// Changes the server while a call waits in it
#[tool]
async fn meanwhile(State(gate): State<Gate>, server: Server) -> Result<(), ToolError> {
    gate.begun.notified().await;
    server.change(|change| {
        change.remove_tool("slow");
    })?;
    gate.open.notify_one();
    Ok(())
}

#[tokio::test]
async fn a_running_call_keeps_what_it_began_with() {
    let gate = Gate {
        begun: tokio::sync::Notify::new(),
        open: tokio::sync::Notify::new(),
    };
    let server = Server::builder(("everything", "1")).tools(toolset![slow, meanwhile]);
    let server = server.state(gate).build().unwrap();
    let client = Client::connect(&server).await.unwrap();
    let (slow, meanwhile) = tokio::join!(
        client.call("slow", json!({})).into_future(),
        client.call("meanwhile", json!({})).into_future(),
    );
    assert!(!meanwhile.unwrap().is_error);
    assert_eq!(slow.unwrap().text(), "as it was");
    let error = client.call("slow", json!({})).await.unwrap_err();
    assert_eq!(error.code(), Some(-32602));
}

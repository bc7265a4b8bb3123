//! What is kept for clients that do not read.

use std::time::Duration;

use mcp_server::event_store::MemoryStore;
use serde_json::json;
use tokio::time::timeout;

use super::{Visitor, counted, tools};
use crate::support::envelope::V11;
use crate::support::served::Served;

/// Rows: SH-30.
#[tokio::test]
async fn a_call_that_says_too_much_to_nobody_keeps_its_latest_events() {
    const MANY: u64 = 3000;
    let served = Served::with(tools).await;
    let visitor = Visitor::begin(&served, V11).await;
    let mut events = visitor
        .stream(7, "flood", json!({ "to": MANY, "width": 1 }))
        .await;
    let (first, _) = visitor.number(&mut events).await;
    drop(events);
    served.probe.counted.reached(1).await;
    // The answer is told to be lost, not passed off with a gap before it.
    let mut events = visitor.resume(&first).await;
    let event = events.next().await.expect("the client is told");
    let message: serde_json::Value = serde_json::from_str(&event.data).unwrap();
    assert_eq!(event.id, None);
    assert_eq!(
        (&message["id"], &message["error"]["code"]),
        (&json!(7), &json!(-32603))
    );
    assert_eq!(message["error"]["data"]["reason"], "events_lost");
    assert!(events.any().await.is_none());
    // Whoever knows more than what is gone gets the rest.
    let stream = first.strip_suffix("-1").unwrap();
    let mut events = visitor.resume(&format!("{stream}-{:x}", MANY - 100)).await;
    let (numbers, text) = visitor.rest(&mut events).await;
    assert_eq!((numbers.len(), text), (100, counted(MANY)));
}

#[tokio::test]
async fn a_store_may_keep_less() {
    let store = MemoryStore::new().stream_events(2);
    let served = Served::with(|builder| tools(builder).event_store(store)).await;
    let visitor = Visitor::begin(&served, V11).await;
    for _ in 0..5 {
        served.probe.opened.raise();
    }
    let mut events = visitor.stream(1, "tick", json!({ "to": 5 })).await;
    let (first, _) = visitor.number(&mut events).await;
    let rest = visitor.rest(&mut events).await;
    assert_eq!(rest.0.len(), 4, "whoever stays hears everything");
    let mut events = visitor.resume(&first).await;
    assert!(events.next().await.unwrap().data.contains("events_lost"));
    let fourth = format!("{}-4", first.strip_suffix("-1").unwrap());
    let mut events = visitor.resume(&fourth).await;
    assert_eq!(visitor.rest(&mut events).await.0, [json!(5)]);
}

/// Rows: SH-30.
#[tokio::test]
async fn a_client_that_does_not_read_holds_up_its_own_call_only() {
    let served = Served::with(tools).await;
    let visitor = Visitor::begin(&served, V11).await;
    let flood = json!({ "to": 5000, "width": 5000 });
    let mut stalled = visitor.stream(1, "flood", flood).await;
    let (first, _) = visitor.number(&mut stalled).await;
    served.probe.started.reached(1).await;
    // Twenty-five megabytes: more than what any socket takes in, so this call waits.
    let quick = async {
        for call in 2..5 {
            let mut events = visitor
                .stream(call, "flood", json!({ "to": 100, "width": 1 }))
                .await;
            assert_eq!(visitor.rest(&mut events).await.1, counted(100));
        }
    };
    timeout(Duration::from_secs(10), quick)
        .await
        .expect("other streams go on");
    assert_eq!(served.probe.counted.times(), 3, "the first one waits");
    // Its client gives up on the connection, and comes back with another.
    let newer = visitor.resume(&first).await;
    drop((stalled, newer));
    served.probe.counted.reached(4).await;
}

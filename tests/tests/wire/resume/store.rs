//! A store of the server's owner: what it is given, and what it is spared.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use mcp_server::event_store::{Bytes, Event, EventStore, Lost, Reading, StreamId};
use serde_json::json;

use super::{Visitor, counted, numbers, tools};
use crate::support::envelope::{V11, V26, request};
use crate::support::post::Post;
use crate::support::served::Served;

/// A store that can be looked into.
#[derive(Clone, Default)]
struct Open(Arc<Mutex<Streams>>);

type Streams = BTreeMap<StreamId, Vec<Bytes>>;

impl Open {
    fn streams(&self) -> Streams {
        self.0.lock().unwrap().clone()
    }
}

impl EventStore for Open {
    fn append(&self, stream: StreamId, number: u64, message: Bytes) {
        let mut streams = self.0.lock().unwrap();
        let messages = streams.entry(stream).or_default();
        messages.push(message);
        assert_eq!(messages.len() as u64, number, "no event is left out");
    }

    /// Answers late, and with one event at a time.
    fn read(&self, stream: StreamId, after: u64) -> Reading<'_> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            let streams = self.0.lock().unwrap();
            let messages = streams.get(&stream).ok_or(Lost)?;
            let message = messages.get(usize::try_from(after).unwrap());
            let event = message.map(|message| Event {
                number: after + 1,
                message: message.clone(),
            });
            Ok(event.into_iter().collect())
        })
    }

    fn forget(&self, stream: StreamId) {
        self.0.lock().unwrap().remove(&stream);
    }
}

async fn serve() -> (Served, Open) {
    let store = Open::default();
    let owned = store.clone();
    let served = Served::with(|builder| tools(builder).event_store(owned)).await;
    (served, store)
}

#[tokio::test]
async fn a_store_that_is_elsewhere_and_slow_does_as_well() {
    let (served, store) = serve().await;
    let visitor = Visitor::begin(&served, V11).await;
    served.probe.opened.raise();
    let mut events = visitor.stream(1, "tick", json!({ "to": 3 })).await;
    let (first, _) = visitor.number(&mut events).await;
    drop(events);
    let mut events = visitor.resume(&first).await;
    served.probe.opened.raise();
    served.probe.opened.raise();
    let rest = visitor.rest(&mut events).await;
    assert_eq!(rest, (numbers([2, 3]), counted(3)));
    let kept: Vec<_> = store.streams().into_values().collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].len(), 4);
    assert!(kept[0][3].starts_with(br#"{"jsonrpc":"2.0","id":1,"result":"#));
    let mut delete = visitor.get();
    delete.method = "DELETE";
    assert_eq!(served.send(&delete).await.head.status, 204);
    drop(events);
    assert!(store.streams().is_empty(), "nothing outlives its session");
}

#[tokio::test]
async fn what_is_no_stream_with_ids_is_not_kept() {
    let (served, store) = serve().await;
    let visitor = Visitor::begin(&served, V11).await;
    let echo = visitor
        .call(1, "echo", json!({ "text": "a" }))
        .await
        .response()
        .await;
    assert_eq!(echo.head.status, 200);
    let (_, mut listening) = served.open(&visitor.get()).await;
    assert!(listening.chunk().await.is_some());
    let params = json!({ "name": "steps", "arguments": {}, "_meta": { "progressToken": 1 } });
    let steps = request(V26, &json!(1), "tools/call", &params);
    let response = served.send(&Post::message(V26, None, &steps)).await;
    assert!(response.head.is_stream());
    assert!(store.streams().is_empty());
}

//! A server that ends while streams are open.

use std::pin::pin;
use std::time::Duration;

use serde_json::json;
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::{Visitor, WITH_IDS, counted, numbers, tools};
use crate::support::envelope::{V11, V24};
use crate::support::served::Served;
use mcp_tests::Probe;

const HOUR: Duration = Duration::from_secs(3600);

async fn serve() -> (Served, oneshot::Sender<()>) {
    serve_within(Duration::from_secs(25)).await
}

/// A server that waits so long for its calls, and says nothing meanwhile.
async fn serve_within(drain: Duration) -> (Served, oneshot::Sender<()>) {
    let probe = Probe::default();
    let builder = tools(mcp_tests::watched(&probe)).drain(drain);
    let server = builder.keep_alive(HOUR).build().unwrap();
    let (end, ended) = oneshot::channel();
    let ended = async { drop(ended.await) };
    (Served::until(server, probe, ended).await, end)
}

#[tokio::test]
async fn streams_end_with_the_time_to_come_back() {
    for revision in WITH_IDS {
        let (served, end) = serve().await;
        let visitor = Visitor::begin(&served, revision).await;
        let (_, mut connection) = served.open(&visitor.get()).await;
        assert_eq!(connection.chunk().await.unwrap(), b": open\n\n");
        end.send(()).unwrap();
        assert_eq!(connection.chunk().await.unwrap(), b"retry: 1000\n\n");
        assert!(connection.chunk().await.is_none());
        served.ended().await;
    }
}

#[tokio::test]
async fn nobody_is_sent_away_who_could_not_come_back() {
    let (served, end) = serve().await;
    let visitor = Visitor::begin(&served, V11).await;
    let mut leaving = visitor.stream(1, "leave", json!({ "to": 1 })).await;
    let primed = leaving.any().await.unwrap().id.unwrap();
    assert!(leaving.any().await.is_none(), "it is sent away");
    let mut events = visitor.resume(&primed).await;
    // Nothing runs in that session, so its stream shows that the end has begun.
    let other = Visitor::begin(&served, V11).await;
    let (_, mut listener) = served.open(&other.get()).await;
    end.send(()).unwrap();
    while listener.chunk().await.is_some() {}
    served.probe.opened.raise();
    let rest = visitor.rest(&mut events).await;
    assert_eq!(rest, (numbers([1]), counted(1)));
}

#[tokio::test]
async fn a_stream_ends_as_soon_as_the_last_call_of_its_session_does() {
    for streamed in [false, true] {
        let (served, end) = serve_within(HOUR).await;
        let visitor = Visitor::begin(&served, V11).await;
        let (_, mut listener) = served.open(&visitor.get()).await;
        assert_eq!(listener.chunk().await.unwrap(), b": open\n\n");
        if streamed {
            served.probe.opened.raise();
        }
        let _call = visitor.call(1, "tick", json!({ "to": 2 })).await;
        served.probe.started.reached(1).await;
        served.probe.counted.reached(u64::from(streamed)).await;
        end.send(()).unwrap();
        let early = timeout(Duration::from_millis(50), listener.chunk()).await;
        assert!(early.is_err(), "the call could still say something");
        served.probe.opened.raise();
        served.probe.opened.raise();
        assert_eq!(listener.chunk().await.unwrap(), b"retry: 1000\n\n");
        assert!(listener.chunk().await.is_none());
        served.ended().await;
    }
}

#[tokio::test]
async fn streams_without_ids_just_end() {
    let (served, end) = serve().await;
    let visitor = Visitor::begin(&served, V24).await;
    let (_, mut connection) = served.open(&visitor.get()).await;
    assert_eq!(connection.chunk().await.unwrap(), b": open\n\n");
    end.send(()).unwrap();
    assert!(connection.chunk().await.is_none());
    served.ended().await;
}

#[tokio::test]
async fn whoever_came_back_for_a_call_is_still_answered() {
    let (served, end) = serve().await;
    let visitor = Visitor::begin(&served, V11).await;
    served.probe.opened.raise();
    let mut events = visitor.stream(1, "tick", json!({ "to": 2 })).await;
    let (first, _) = visitor.number(&mut events).await;
    drop(events);
    let mut events = visitor.resume(&first).await;
    end.send(()).unwrap();
    served.probe.opened.raise();
    let rest = visitor.rest(&mut events).await;
    assert_eq!(rest, (numbers([2]), counted(2)));
}

#[tokio::test]
async fn a_call_whose_client_is_gone_is_waited_for() {
    for streamed in [false, true] {
        let (served, end) = serve().await;
        let probe = served.probe.clone();
        let visitor = Visitor::begin(&served, V11).await;
        let call = json!({ "to": 2 });
        if streamed {
            probe.opened.raise();
            let mut events = visitor.stream(1, "tick", call).await;
            visitor.number(&mut events).await;
        } else {
            let connection = visitor.call(1, "tick", call).await;
            probe.started.reached(1).await;
            drop(connection);
            probe.opened.raise();
        }
        probe.counted.reached(1).await;
        end.send(()).unwrap();
        let mut ended = pin!(served.ended());
        let early = timeout(Duration::from_millis(50), &mut ended).await;
        assert!(early.is_err(), "nobody waited for the call");
        assert_eq!(probe.counted.times(), 1);
        probe.opened.raise();
        ended.await;
        assert_eq!(probe.counted.times(), 2, "it went on to its end");
    }
}

#[tokio::test]
async fn a_call_whose_client_is_gone_is_not_waited_for_without_end() {
    let (served, end) = serve_within(Duration::from_millis(50)).await;
    let visitor = Visitor::begin(&served, V11).await;
    let connection = visitor.call(1, "tick", json!({ "to": 1 })).await;
    served.probe.started.reached(1).await;
    drop(connection);
    end.send(()).unwrap();
    served.ended().await;
}

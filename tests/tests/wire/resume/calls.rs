//! Calls whose client comes back.

use std::collections::BTreeSet;

use serde_json::json;

use super::{Visitor, WITH_IDS, counted, numbers, tools};
use crate::support::envelope::V11;
use crate::support::served::Served;

/// Rows: SH-16, SH-21.
#[tokio::test]
async fn a_client_that_comes_back_in_the_middle_of_a_call_misses_nothing() {
    for revision in WITH_IDS {
        let served = Served::with(tools).await;
        let visitor = Visitor::begin(&served, revision).await;
        served.probe.opened.raise();
        let mut events = visitor.stream(1, "tick", json!({ "to": 5 })).await;
        let (first, number) = visitor.number(&mut events).await;
        assert_eq!(number, 1);
        served.probe.opened.raise();
        visitor.number(&mut events).await;
        drop(events);
        served.probe.opened.raise();
        served.probe.counted.reached(3).await;
        let mut events = visitor.resume(&first).await;
        assert_eq!(visitor.number(&mut events).await.1, 2);
        assert_eq!(visitor.number(&mut events).await.1, 3);
        served.probe.opened.raise();
        assert_eq!(visitor.number(&mut events).await.1, 4, "it is live");
        served.probe.opened.raise();
        let rest = visitor.rest(&mut events).await;
        assert_eq!(rest, (numbers([5]), counted(5)), "{revision}");
    }
}

/// Rows: SH-09, SH-16.
#[tokio::test]
async fn a_client_that_comes_back_after_a_call_gets_its_answer() {
    for revision in WITH_IDS {
        let served = Served::with(tools).await;
        let visitor = Visitor::begin(&served, revision).await;
        served.probe.opened.raise();
        let mut events = visitor.stream(1, "tick", json!({ "to": 3 })).await;
        let (first, _) = visitor.number(&mut events).await;
        drop(events);
        served.probe.opened.raise();
        served.probe.opened.raise();
        served.probe.counted.reached(3).await;
        // Again and again, as often as it likes.
        for _ in 0..2 {
            let mut events = visitor.resume(&first).await;
            let rest = visitor.rest(&mut events).await;
            assert_eq!(rest, (numbers([2, 3]), counted(3)), "{revision}");
        }
    }
}

#[tokio::test]
async fn a_stream_that_was_heard_to_its_end_has_nothing_more() {
    let served = Served::with(tools).await;
    let visitor = Visitor::begin(&served, V11).await;
    served.probe.opened.raise();
    let mut events = visitor.stream(1, "tick", json!({ "to": 1 })).await;
    visitor.number(&mut events).await;
    let (answer, _) = visitor.hear(&mut events).await.unwrap();
    let mut events = visitor.resume(&answer).await;
    assert!(events.any().await.is_none());
}

/// Rows: SH-15, SH-16, SH-25.
#[tokio::test]
async fn streams_of_one_session_do_not_mix_and_no_two_events_have_one_id() {
    let served = Served::with(tools).await;
    let visitor = Visitor::begin(&served, V11).await;
    served.probe.opened.raise();
    let (mut ids, mut firsts) = (BTreeSet::new(), Vec::new());
    for call in 1..=4 {
        let mut events = visitor.stream(call, "tick", json!({ "to": 2 })).await;
        let primed = events.any().await.unwrap();
        let (first, _) = visitor.number(&mut events).await;
        ids.extend([primed.id.unwrap(), first.clone()]);
        firsts.push((call, first));
    }
    served.probe.opened.raise();
    for (call, first) in firsts {
        let mut events = visitor.resume(&first).await;
        let (second, number) = visitor.number(&mut events).await;
        assert_eq!(number, 2);
        let (last, answer) = visitor.hear(&mut events).await.unwrap();
        assert_eq!(answer["id"], call);
        assert!(events.any().await.is_none());
        ids.extend([second, last]);
    }
    assert_eq!(ids.len(), 16);
}

/// Rows: SH-16.
#[tokio::test]
async fn a_client_that_is_cut_off_three_times_hears_each_event_once() {
    const MANY: u64 = 200;
    for revision in WITH_IDS {
        let served = Served::with(tools).await;
        let visitor = Visitor::begin(&served, revision).await;
        let mut events = visitor
            .stream(1, "flood", json!({ "to": MANY, "width": 1 }))
            .await;
        let (mut last, mut heard) = (String::new(), Vec::new());
        for cut in [3, 50, 90] {
            while heard.len() < cut {
                let (id, number) = visitor.number(&mut events).await;
                last = id;
                heard.push(number);
            }
            drop(events);
            events = visitor.resume(&last).await;
        }
        let (rest, text) = visitor.rest(&mut events).await;
        heard.extend(rest);
        let expected: Vec<_> = (1..=MANY).map(|number| json!(number.to_string())).collect();
        assert_eq!(heard, expected);
        assert_eq!(text, counted(MANY));
    }
}

#[tokio::test]
async fn of_two_that_show_a_stream_the_older_ends() {
    let served = Served::with(tools).await;
    let visitor = Visitor::begin(&served, V11).await;
    served.probe.opened.raise();
    let mut posted = visitor.stream(1, "tick", json!({ "to": 3 })).await;
    let (first, _) = visitor.number(&mut posted).await;
    // The connection of the call itself, which the client may know to be dead before the server.
    let mut older = visitor.resume(&first).await;
    assert!(posted.next().await.is_none());
    let mut newer = visitor.resume(&first).await;
    assert!(older.next().await.is_none());
    served.probe.opened.raise();
    served.probe.opened.raise();
    let rest = visitor.rest(&mut newer).await;
    assert_eq!(rest, (numbers([2, 3]), counted(3)));
}

#[tokio::test]
async fn the_end_of_a_session_ends_who_came_back() {
    let served = Served::with(tools).await;
    let visitor = Visitor::begin(&served, V11).await;
    served.probe.opened.raise();
    let mut events = visitor.stream(1, "tick", json!({ "to": 2 })).await;
    let (first, _) = visitor.number(&mut events).await;
    drop(events);
    let mut events = visitor.resume(&first).await;
    let mut delete = visitor.get();
    delete.method = "DELETE";
    assert_eq!(served.send(&delete).await.head.status, 204);
    assert!(events.next().await.is_none());
    assert_eq!(visitor.refused(&first).await.head.status, 404);
}

//! Records on their way to the sink: what is lost, what is waited for, and for how long.

use std::future::{pending, poll_fn, ready};
use std::sync::Mutex;

use mcp_core::Principal;
use mcp_core::jsonrpc::RequestId;
use serde_json::json;

use super::*;
use crate::recorder::{Ending, Name};

/// A sink that keeps all records, and does with the next what it is told to.
#[derive(Default)]
pub(super) struct Memory {
    records: Mutex<Vec<AuditRecord>>,
    way: Mutex<Way>,
}

/// What a sink does with a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Way {
    #[default]
    Keeps,
    Fails,
    Panics,
    PanicsLater,
    Hangs,
}

impl Memory {
    fn goes(way: Way) -> Arc<Self> {
        Arc::new(Self {
            way: Mutex::new(way),
            ..Self::default()
        })
    }

    fn outcomes(&self) -> Vec<Outcome> {
        let records = self.records.lock().unwrap();
        records.iter().map(|record| record.outcome).collect()
    }
}

impl AuditSink for Memory {
    fn write(&self, record: AuditRecord) -> Writing<'_> {
        let way = *self.way.lock().unwrap();
        match way {
            Way::Keeps => self.records.lock().unwrap().push(record),
            Way::Fails => return Box::pin(ready(Err("the sink is full".into()))),
            Way::Panics => panic!("the sink is broken"),
            Way::PanicsLater => return Box::pin(async { panic!("the sink is broken") }),
            Way::Hangs => return Box::pin(pending()),
        }
        Box::pin(ready(Ok(())))
    }
}

pub(super) fn follow(audit: &Audit, arguments: &str) -> Box<dyn Trail> {
    audit.follow(&Called {
        principal: Some(&Principal::new("https://id", "ann").with_client("cli")),
        session: Some(0x5e55_1014),
        request: &RequestId::from(7),
        method: "tools/call",
        name: Name::Given("close"),
        tells: Some(&|name| name != "pin"),
        arguments,
    })
}

async fn starts(trail: &mut Box<dyn Trail>) -> bool {
    poll_fn(|cx| trail.poll_start(cx)).await
}

const BOUND: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_call_has_one_record_of_its_end_and_where_it_must_one_of_its_start() {
    for (required, outcomes) in [
        (false, vec![Outcome::Ok]),
        (true, vec![Outcome::Started, Outcome::Ok]),
    ] {
        let sink = Memory::goes(Way::Keeps);
        let audit = Audit::new(Arc::clone(&sink), required);
        let mut trail = follow(&audit, r#"{"id":1,"pin":2}"#);
        assert!(starts(&mut trail).await);
        assert_eq!(
            sink.outcomes(),
            outcomes[..outcomes.len() - 1],
            "as soon as it starts"
        );
        trail.end(Ending::of(Outcome::Ok));
        trail.end(Ending::of(Outcome::TimedOut));
        drop(trail);
        assert!(audit.flush(BOUND).await);
        assert_eq!(sink.outcomes(), outcomes);
        let records = sink.records.lock().unwrap();
        let [first, .., last] = &records[..] else {
            let [only] = &records[..] else { panic!() };
            assert!(only.duration.is_some());
            continue;
        };
        assert_eq!((&first.id, first.time), (&last.id, last.time));
        assert!(first.duration.is_none() && last.duration.is_some());
        assert_eq!(last.arguments, json!({ "id": 1, "pin": "[redacted]" }));
    }
}

#[tokio::test]
async fn a_call_that_nobody_waits_for_was_cancelled() {
    let sink = Memory::goes(Way::Keeps);
    let audit = Audit::best_effort(Arc::clone(&sink));
    drop(follow(&audit, "{}"));
    assert!(audit.flush(BOUND).await);
    assert_eq!(sink.outcomes(), [Outcome::Cancelled]);
}

#[tokio::test(start_paused = true)]
async fn no_call_starts_that_must_be_recorded_and_is_not() {
    for way in [Way::Fails, Way::Panics, Way::PanicsLater, Way::Hangs] {
        let audit = Audit::required(Memory::goes(way));
        let begun = tokio::time::Instant::now();
        let mut trail = follow(&audit, "{}");
        assert!(!starts(&mut trail).await, "{way:?}");
        assert!(begun.elapsed() <= Duration::from_secs(3), "{way:?}");
        drop(trail);
        assert!(audit.flush(BOUND).await, "{way:?}");
        assert_eq!(audit.lost(), 2, "{way:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_never_waits_for_a_record_that_need_not_be_there() {
    for way in [Way::Fails, Way::Panics, Way::PanicsLater, Way::Hangs] {
        let audit = Audit::best_effort(Memory::goes(way));
        let begun = tokio::time::Instant::now();
        let mut trail = follow(&audit, "{}");
        assert!(starts(&mut trail).await);
        trail.end(Ending::of(Outcome::Ok));
        assert_eq!(begun.elapsed(), Duration::ZERO);
        assert!(audit.flush(BOUND).await, "{way:?}");
        assert_eq!(audit.lost(), 1, "{way:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_sink_that_hangs_holds_a_bounded_number_of_records() {
    let audit = Audit::best_effort(Memory::goes(Way::Hangs));
    for _ in 0..5000 {
        drop(follow(&audit, "{}"));
    }
    assert_eq!(audit.lost(), 5000 - 4096);
    assert!(!audit.flush(Duration::from_secs(1)).await);
    assert!(audit.flush(BOUND).await);
    assert_eq!(audit.lost(), 5000);
}

#[tokio::test]
async fn a_sink_that_works_again_gets_records_again() {
    let sink = Memory::goes(Way::Fails);
    let audit = Audit::required(Arc::clone(&sink));
    assert!(!starts(&mut follow(&audit, "{}")).await);
    assert!(audit.flush(BOUND).await);
    *sink.way.lock().unwrap() = Way::Keeps;
    assert!(starts(&mut follow(&audit, "{}")).await);
    assert!(audit.flush(BOUND).await);
    assert_eq!(audit.lost(), 2);
    assert_eq!(sink.outcomes(), [Outcome::Started, Outcome::Cancelled]);
}

#[test]
fn where_there_is_no_runtime_records_are_lost_and_nothing_else() {
    let audit = Audit::best_effort(Memory::goes(Way::Keeps));
    drop(follow(&audit, "{}"));
    assert_eq!(audit.lost(), 1);
}

#[tokio::test]
async fn a_session_has_one_name_that_is_not_its_id() {
    let sink = Memory::goes(Way::Keeps);
    let audit = Audit::best_effort(Arc::clone(&sink));
    drop(follow(&audit, "{}"));
    drop(follow(&audit, "{}"));
    assert!(audit.flush(BOUND).await);
    let records = sink.records.lock().unwrap();
    assert_eq!(records[0].session, records[1].session);
    assert_eq!(records[0].session.as_ref().unwrap().len(), 16);
    let written = serde_json::to_string(&*records).unwrap();
    assert!(
        !written.contains("5e551014") && !written.contains("1582632980"),
        "{written}"
    );
}

#[tokio::test]
async fn of_what_does_not_exist_nothing_is_told_but_a_name() {
    let sink = Memory::goes(Way::Keeps);
    let audit = Audit::best_effort(Arc::clone(&sink));
    let name = "x".repeat(1000);
    drop(audit.follow(&Called {
        principal: None,
        session: None,
        request: &RequestId::from(1),
        method: "tools/call",
        name: Name::Made(&name),
        tells: None,
        arguments: r#"{"pin":1234}"#,
    }));
    assert!(audit.flush(BOUND).await);
    let records = sink.records.lock().unwrap();
    assert_eq!(records[0].arguments, "[12 bytes for what does not exist]");
    assert!(records[0].name.len() < 540 && records[0].name.starts_with("xxx"));
    assert_eq!(records[0].session, None);
}

/// A record for tests of sinks.
pub(super) fn record(number: i64) -> AuditRecord {
    AuditRecord {
        id: format!("{number:08}").into(),
        time: std::time::UNIX_EPOCH,
        principal: Some((&Principal::new("https://id", "ann")).into()),
        session: None,
        request: RequestId::from(number),
        method: "tools/call",
        name: "close".into(),
        arguments: json!({ "text": "a line\nand another" }),
        outcome: Outcome::Ok,
        code: Some(-32602),
        message: Some("a word".into()),
        duration: Some(Duration::from_micros(1500)),
    }
}

/// A folder of a test's own, which goes with it.
pub(super) struct Folder(std::path::PathBuf);

impl Folder {
    pub(super) fn new() -> Self {
        let name = record::id(std::time::SystemTime::now());
        let path = std::env::temp_dir().join(format!("mcp-audit-{name}"));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(super) fn file(&self, name: &str) -> std::path::PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Hands many records in at once, each in a task of its own.
pub(super) async fn write_many(sink: &Arc<impl AuditSink>, numbers: std::ops::Range<i64>) {
    let writing: Vec<_> = numbers
        .map(|number| {
            let sink = Arc::clone(sink);
            tokio::spawn(async move { sink.write(record(number)).await })
        })
        .collect();
    for written in writing {
        written.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn the_id_of_a_request_tells_no_secret() {
    let sink = Memory::goes(Way::Keeps);
    let audit = Audit::best_effort(Arc::clone(&sink));
    for id in ["use Bearer hunter2", "seven"] {
        drop(audit.follow(&Called {
            principal: None,
            session: None,
            request: &RequestId::from(id),
            method: "tools/call",
            name: Name::Given("close"),
            tells: None,
            arguments: "{}",
        }));
    }
    assert!(audit.flush(BOUND).await);
    let records = sink.records.lock().unwrap();
    let mut ids: Vec<_> = records.iter().map(|record| &record.request).collect();
    ids.sort_by_key(|id| format!("{id:?}"));
    assert_eq!(ids, [&"seven".into(), &"use Bearer [redacted]".into()]);
}

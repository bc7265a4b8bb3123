//! What a session keeps while nothing goes on in it, and what it has to remember.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::task::{Context as Task, Poll, Waker};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::HeaderMap;
use mcp_core::model::Announcement;
use mcp_core::peer::{ContextParts, Peer};
use mcp_core::{Context, Era, Revision};

use super::super::{Carrier, Greeting, Limits, Refused, Session, Sessions};
use super::*;
use crate::event_store::MemoryStore;

mod crowd;

const KEPT: Duration = Duration::from_secs(60);
const TOOLS: Announcement = Announcement::ToolsChanged;
const PROMPTS: Announcement = Announcement::PromptsChanged;

fn sessions() -> Sessions {
    let limits = Limits {
        idle: Duration::from_secs(30 * 60),
        most: 10,
        listeners: 1,
    };
    Sessions::new(limits).resumable(Arc::new(MemoryStore::new()), KEPT)
}

fn open(sessions: &Sessions) -> Arc<Session> {
    let session = sessions.open(Carrier::Streamable, None).unwrap();
    let greeting = Greeting {
        revision: Revision::latest(Era::Handshake),
        peer: peer(),
    };
    assert!(session.greet(greeting));
    session.settle();
    session
}

fn peer() -> Arc<Peer> {
    Arc::new(Peer::new(None, Default::default(), None))
}

fn call() -> Context {
    Context::new(ContextParts {
        arguments: Bytes::new(),
        headers: HeaderMap::new(),
        peer: peer(),
        principal: None,
        progress_token: None,
        state: Arc::default(),
        host: Arc::new(()),
    })
}

/// All that the newest of its streams has to tell.
fn told(session: &Arc<Session>) -> Vec<Announcement> {
    let mut reader = session.reader();
    let mut cx = Task::from_waker(Waker::noop());
    let next = || match reader.poll_next(&mut cx) {
        Poll::Ready(next) => next,
        Poll::Pending => None,
    };
    std::iter::from_fn(next).collect()
}

/// Whether a sweep leaves nothing but the record.
fn rests(session: &Session) -> bool {
    session.sweep(0);
    session.state().activity.is_none()
}

#[test]
#[cfg(target_pointer_width = "64")]
fn the_record_of_an_idle_session_is_small() {
    assert!(size_of::<Session>() <= 112, "{}", size_of::<Session>());
    assert!(size_of::<Peer>() <= 64, "{}", size_of::<Peer>());
}

#[tokio::test]
async fn whoever_shakes_hands_and_asks_for_little_is_a_record_and_no_more() {
    let sessions = sessions();
    let session = open(&sessions);
    session.cancel(&1.into());
    session.unsubscribe("a:1");
    assert!(
        sessions
            .find(session.id(), Carrier::Streamable, None)
            .is_some()
    );
    sessions.announce_for(&TOOLS, &|_| true);
    sessions.drain();
    assert!(session.state().activity.is_none());
}

#[tokio::test]
async fn what_is_over_is_not_kept() {
    let sessions = sessions();
    let session = open(&sessions);
    let running = session
        .enter(&1.into(), &call())
        .unwrap_or_else(|_| panic!());
    assert!(!rests(&session));
    drop(running);
    assert!(rests(&session));
    let stream = session.attach().unwrap();
    assert!(!rests(&session));
    drop(stream);
    assert!(rests(&session));
    let unsent = session.reserve().unwrap();
    assert!(!rests(&session));
    drop(unsent);
    assert!(rests(&session));
    session.subscribe("a:1").unwrap();
    assert!(!rests(&session));
    session.unsubscribe("a:1");
    assert!(rests(&session));
}

#[tokio::test]
async fn the_sweep_of_a_server_finds_what_is_over() {
    tokio::time::pause();
    let sessions = sessions();
    let session = open(&sessions);
    drop(session.enter(&1.into(), &call()));
    assert!(session.state().activity.is_some());
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert!(session.state().activity.is_none());
}

#[tokio::test]
async fn what_was_told_and_what_is_owed_outlast_the_mailbox() {
    let sessions = sessions();
    let session = open(&sessions);
    sessions.board().announce(&TOOLS);
    assert_eq!(told(&session), [TOOLS]);
    assert!(rests(&session));
    assert_eq!(told(&session), []);
    assert!(rests(&session));
    sessions.announce_for(&PROMPTS, &|_| true);
    assert!(session.state().activity.is_none());
    assert_eq!(told(&session), [PROMPTS]);
    sessions.announce_for(&PROMPTS, &|_| true);
    sessions.board().announce(&TOOLS);
    assert!(rests(&session));
    assert_eq!(told(&session), [TOOLS, PROMPTS]);
}

#[tokio::test]
async fn who_is_told_is_decided_by_what_was_proven_last_with_and_without_a_mailbox() {
    let sessions = sessions();
    let ann = Principal::new("id", "ann");
    let session = sessions.open(Carrier::Streamable, Some(&ann)).unwrap();
    session.settle();
    let able = ann.clone().with_scopes(["x"]);
    let tell = || {
        let has_scope = |who: Option<&Principal>| who.is_some_and(|who| who.has_scope("x"));
        sessions.announce_for(&TOOLS, &has_scope);
    };
    for begin in [
        |_: &Arc<Session>| {},
        |session: &Arc<Session>| drop(session.reader()),
    ] {
        for (who, expected) in [(&ann, &[][..]), (&able, &[TOOLS])] {
            assert!(rests(&session));
            begin(&session);
            sessions
                .find(session.id(), Carrier::Streamable, Some(who))
                .unwrap();
            tell();
            assert_eq!(told(&session), expected);
        }
    }
}

#[tokio::test]
async fn what_waits_for_a_client_is_kept_until_it_is_read() {
    let sessions = sessions();
    let session = open(&sessions);
    let board = sessions.board();
    session.subscribe("a:1").unwrap();
    board.announce(&Announcement::ResourceUpdated("a:1".to_owned()));
    assert!(!rests(&session));
    assert_eq!(told(&session).len(), 1);
    session.unsubscribe("a:1");
    assert!(rests(&session));
    assert!(session.send_to("page"));
    assert!(!rests(&session), "its visitor may be done");
    assert!(board.complete("page"));
    assert!(!rests(&session), "and the client is to hear of it");
}

#[tokio::test]
async fn streams_with_ids_are_numbered_on_however_long_ago_the_last_one_was() {
    let sessions = sessions();
    let session = open(&sessions);
    let histories = sessions.histories().unwrap();
    let id = || {
        let mut id = Vec::new();
        let seat = session.log_call(histories, None).unwrap();
        seat.write_id(0, &mut id);
        seat.finish();
        id
    };
    let first = id();
    let later = u64::try_from(10 * KEPT.as_millis()).unwrap();
    let (outdated, _) = session.sweep(later).unwrap();
    assert_eq!(outdated.len(), 1);
    assert_ne!(first, id());
}

#[tokio::test]
async fn nothing_is_let_in_once_the_session_is_over() {
    let sessions = sessions();
    let session = open(&sessions);
    session.close();
    let entered = session.enter(&1.into(), &call());
    assert!(matches!(entered, Err(Refused::Closed)));
    assert!(session.attach().is_none());
    assert!(session.reserve().is_some(), "what it is for is refused");
    session.subscribe("a:1").unwrap();
    assert!(session.send_to("page"));
    session.settle();
    assert!(!sessions.board().complete("page"));
    assert_eq!(sessions.board().topics(), 0);
    let mut cx = Task::from_waker(Waker::noop());
    assert_eq!(session.reader().poll_next(&mut cx), Poll::Ready(None));
    assert!(session.state().activity.is_none());
}

#[tokio::test]
async fn whatever_begins_while_a_session_ends_is_refused_or_ended() {
    for _ in 0..500 {
        let sessions = sessions();
        let session = open(&sessions);
        let ((call, entered), stream) = std::thread::scope(|scope| {
            scope.spawn(|| {
                session.sweep(0);
                session.close();
            });
            scope.spawn(|| session.subscribe("a:1").unwrap());
            let entered = scope.spawn(|| {
                let call = call();
                let entered = session.enter(&1.into(), &call);
                (call, entered)
            });
            let stream = scope.spawn(|| session.attach());
            (entered.join().unwrap(), stream.join().unwrap())
        });
        assert_eq!(call.is_cancelled(), entered.is_ok());
        if let Some(mut stream) = stream {
            let mut cx = Task::from_waker(Waker::noop());
            assert_eq!(stream.poll_next(&mut cx), Poll::Ready(None));
        }
        assert_eq!(sessions.board().topics(), 0);
        assert!(session.state().activity.is_none());
    }
}

#[tokio::test]
async fn a_sweep_takes_nothing_from_those_who_come_meanwhile() {
    let sessions = sessions();
    let session = open(&sessions);
    let updated = Announcement::ResourceUpdated("a:1".to_owned());
    std::thread::scope(|scope| {
        let using = scope.spawn(|| {
            for round in 0..2_000 {
                let call = call();
                let running = session.enter(&round.into(), &call);
                session.cancel(&round.into());
                assert!(running.is_ok() && call.is_cancelled());
                session.subscribe("a:1").unwrap();
                sessions.board().announce(&updated);
                sessions.announce_for(&TOOLS, &|_| true);
                assert_eq!(told(&session).len(), 2, "{round}");
                session.unsubscribe("a:1");
            }
        });
        while !using.is_finished() {
            session.sweep(0);
        }
    });
}

#[test]
fn what_was_proven_last_is_one_thing_whoever_asks() {
    let sessions = sessions();
    let session = open(&sessions);
    drop(session.reader());
    let [ann, able] = [&[][..], &["x"]].map(|scopes| {
        let ann = Principal::new("id", "ann");
        ann.with_scopes(scopes.iter().copied())
    });
    let has_scope = |who: &Option<Principal>| who.as_ref().is_some_and(|who| who.has_scope("x"));
    let agree = || {
        let mut state = session.state();
        let by_mailbox = state.known_mailbox().and_then(|known| known.mail().who());
        has_scope(&state.who) == has_scope(&by_mailbox)
    };
    let (begun, end) = (
        AtomicU32::new(0),
        Instant::now() + Duration::from_millis(200),
    );
    std::thread::scope(|scope| {
        let others = scope.spawn(|| {
            let mut round = 0;
            while Instant::now() < end {
                if begun.load(Ordering::Acquire) == round + 1 {
                    session.is_seen_as(&able);
                    round += 2;
                    begun.store(round, Ordering::Release);
                }
            }
        });
        let mut round = 0;
        while !others.is_finished() {
            begun.store(round + 1, Ordering::Release);
            session.is_seen_as(&ann);
            round += 2;
            while begun.load(Ordering::Acquire) != round && !others.is_finished() {
                std::hint::spin_loop();
            }
            assert!(agree());
        }
    });
}

//! Questions of one session, from the asking to what becomes of them.

use std::task::{Context as Task, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use mcp_core::peer::{Asking, ContextParts, Peer};

use super::super::{Carrier, Limits, Sessions};
use super::*;

fn session() -> Arc<Session> {
    let session = unsettled();
    session.settle();
    session
}

/// The same whose client has not said yet that it is initialized.
fn unsettled() -> Arc<Session> {
    let limits = Limits {
        idle: Duration::from_secs(60),
        most: 10,
        listeners: 1,
    };
    let sessions = Sessions::new(limits).ask_within(Duration::from_secs(5));
    sessions.open(Carrier::Streamable, None).unwrap()
}

fn call(session: &Arc<Session>) -> Context {
    let parts = ContextParts {
        arguments: Bytes::new(),
        headers: HeaderMap::new(),
        peer: Arc::new(Peer::new(None, Default::default(), None)),
        principal: None,
        progress_token: None,
        state: Arc::default(),
        host: Arc::new(()),
    };
    Context::with_asking(parts, Asking::Live(Arc::clone(session) as Arc<dyn Asker>))
}

fn ask(session: &Arc<Session>, context: &Context) -> Reply {
    let question = Arc::new(Question::Roots);
    Arc::clone(session).ask(context.clone(), question)
}

fn poll(reply: &mut Reply) -> Poll<Outcome> {
    reply.as_mut().poll(&mut Task::from_waker(Waker::noop()))
}

/// The id of the question that a call says next.
fn asked(context: &Context) -> RequestId {
    match context.updates().try_next() {
        Some(Update::Question { id, .. }) => id,
        other => panic!("{other:?}"),
    }
}

fn withdrawn(context: &Context) -> Option<RequestId> {
    match context.updates().try_next() {
        Some(Update::Withdrawn { id, .. }) => Some(id),
        None => None,
        other => panic!("{other:?}"),
    }
}

fn gone(outcome: &Poll<Outcome>) -> bool {
    matches!(outcome, Poll::Ready(Err(AskError::Gone)))
}

#[tokio::test]
async fn an_answer_goes_to_its_question_once() {
    let session = session();
    let context = call(&session);
    let (mut first, mut second) = (ask(&session, &context), ask(&session, &context));
    assert!(poll(&mut first).is_pending() && poll(&mut second).is_pending());
    let (one, two) = (asked(&context), asked(&context));
    assert_ne!(one, two);
    let result: Box<RawValue> = serde_json::from_str("{}").unwrap();
    for _ in 0..2 {
        session.answer(
            &Response {
                id: two.clone(),
                outcome: Ok(&result),
            },
            Bytes::new(),
        );
    }
    assert!(poll(&mut first).is_pending());
    assert!(matches!(poll(&mut second), Poll::Ready(Ok(_))));
    drop(second);
    assert_eq!(
        withdrawn(&context),
        None,
        "what is answered is not withdrawn"
    );
    drop(first);
    assert_eq!(withdrawn(&context), Some(one));
}

#[tokio::test]
async fn no_two_questions_have_one_number_however_quiet_it_was_between_them() {
    let session = session();
    let context = call(&session);
    let numbers = [(); 2].map(|()| {
        let mut reply = ask(&session, &context);
        assert!(poll(&mut reply).is_pending());
        let number = asked(&context);
        drop(reply);
        assert_eq!(withdrawn(&context).as_ref(), Some(&number));
        session.sweep(0);
        number
    });
    assert_ne!(numbers[0], numbers[1], "a late answer is to the first");
}

#[tokio::test]
async fn what_cannot_reach_the_client_fails_at_once() {
    let session = session();
    let context = call(&session);
    let mut reply = ask(&session, &context);
    assert!(poll(&mut reply).is_pending());
    session.undelivered(&asked(&context));
    assert!(gone(&poll(&mut reply)));
    drop(reply);
    assert_eq!(withdrawn(&context), None);
}

#[tokio::test]
async fn the_end_of_a_session_fails_what_is_open_and_all_that_follows() {
    let session = session();
    let context = call(&session);
    let mut open = ask(&session, &context);
    assert!(poll(&mut open).is_pending());
    session.close();
    assert!(gone(&poll(&mut open)));
    assert!(gone(&poll(&mut ask(&session, &context))));
}

#[tokio::test]
async fn a_call_that_is_over_asks_nothing() {
    let session = session();
    let context = call(&session);
    context.updates().close();
    assert!(gone(&poll(&mut ask(&session, &context))));
}

#[tokio::test(start_paused = true)]
async fn an_answer_in_time_is_one_until_the_very_end() {
    let session = session();
    let context = call(&session);
    let reply = ask(&session, &context);
    let started = tokio::time::Instant::now();
    let outcome = reply.await;
    assert!(matches!(outcome, Err(AskError::TimedOut(limit)) if limit.as_secs() == 5));
    assert_eq!(started.elapsed().as_secs(), 5);
    assert!(matches!(
        context.updates().try_next(),
        Some(Update::Question { .. })
    ));
    assert!(withdrawn(&context).is_some());
}

#[tokio::test]
async fn nothing_is_asked_before_the_client_is_initialized() {
    let session = unsettled();
    let context = call(&session);
    let (mut first, mut second) = (ask(&session, &context), ask(&session, &context));
    assert!(poll(&mut first).is_pending() && poll(&mut second).is_pending());
    assert!(context.updates().try_next().is_none());
    drop(first);
    session.settle();
    assert!(
        context.updates().try_next().is_none(),
        "what was never asked is not withdrawn"
    );
    assert!(poll(&mut second).is_pending());
    asked(&context);
}

#[tokio::test]
async fn the_end_of_a_session_fails_what_waits_to_be_asked() {
    let session = unsettled();
    let context = call(&session);
    let mut early = ask(&session, &context);
    assert!(poll(&mut early).is_pending());
    session.close();
    assert!(gone(&poll(&mut early)));
    assert!(context.updates().try_next().is_none());
}

#[tokio::test(start_paused = true)]
async fn a_client_that_is_never_initialized_is_waited_for_as_long_as_for_an_answer() {
    let session = unsettled();
    let context = call(&session);
    let started = tokio::time::Instant::now();
    let outcome = ask(&session, &context).await;
    assert!(matches!(outcome, Err(AskError::TimedOut(limit)) if limit.as_secs() == 5));
    assert_eq!(started.elapsed().as_secs(), 5);
    assert!(context.updates().try_next().is_none());
}

/// Is held by whoever holds the bytes.
struct Held {
    _by: Arc<()>,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &[]
    }
}

#[tokio::test]
async fn what_an_answer_holds_is_held_until_whoever_asked_has_it_or_comes_no_more() {
    let session = session();
    let context = call(&session);
    let result: Box<RawValue> = serde_json::from_str("{}").unwrap();
    let held = Arc::new(());
    for takes_it in [true, false] {
        let mut reply = ask(&session, &context);
        assert!(poll(&mut reply).is_pending());
        let id = asked(&context);
        // The second comes too late.
        for _ in 0..2 {
            let response = Response {
                id: id.clone(),
                outcome: Ok(&result),
            };
            session.answer(
                &response,
                Bytes::from_owner(Held {
                    _by: Arc::clone(&held),
                }),
            );
            assert_eq!(Arc::strong_count(&held), 2);
        }
        if takes_it {
            assert!(matches!(poll(&mut reply), Poll::Ready(Ok(_))));
            assert_eq!(Arc::strong_count(&held), 1);
        }
        drop(reply);
        assert_eq!(Arc::strong_count(&held), 1);
    }
}

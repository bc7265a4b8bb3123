//! What a call says before its time is over, and after.

use std::future::{pending, poll_fn};

use mcp_core::model::Level;
use mcp_core::peer::ContextParts;
use serde_json::value::RawValue;
use tokio::time::advance;

use super::*;

const LIMIT: Duration = Duration::from_secs(5);

/// A call that never ends by itself.
fn endless() -> Run {
    let context = Context::new(ContextParts::default());
    let work = Work::Await(Box::pin(pending()));
    Run::new(1.into(), context, work, (None, LIMIT), Era::Handshake, None)
}

fn words() -> Update {
    Update::Message {
        level: Level::Error,
        logger: None,
        data: RawValue::NULL.to_owned(),
    }
}

fn withdrawn() -> Update {
    Update::Withdrawn {
        id: 1.into(),
        reason: "nobody waits",
    }
}

fn say(run: &Run, update: Update) {
    let said = run.context().updates().try_send(update);
    said.expect("there is room");
}

async fn next(run: &mut Run) -> Poll<Event> {
    poll_fn(|cx| Poll::Ready(run.poll_event(cx))).await
}

#[tokio::test(start_paused = true)]
async fn what_was_said_is_told_until_the_time_is_over_and_then_only_what_is_withdrawn() {
    let mut run = endless();
    assert!(next(&mut run).await.is_pending());
    for update in [words(), words(), withdrawn(), words()] {
        say(&run, update);
    }
    let first = next(&mut run).await;
    assert!(matches!(
        first,
        Poll::Ready(Event::Update(Update::Message { .. }))
    ));
    advance(LIMIT).await;
    let second = next(&mut run).await;
    assert!(matches!(
        second,
        Poll::Ready(Event::Update(Update::Withdrawn { .. }))
    ));
    let Poll::Ready(Event::Answer(Answer::Error(error))) = next(&mut run).await else {
        panic!("it is late");
    };
    assert_eq!(error.message, "timed out after 5 s");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_says_much_waits_for_others_in_between() {
    let mut run = endless();
    let mut told = 0;
    for _ in 0..3 * TURN {
        say(&run, words());
    }
    loop {
        match next(&mut run).await {
            Poll::Ready(Event::Update(_)) => told += 1,
            Poll::Ready(_) => panic!("it runs"),
            Poll::Pending => break,
        }
    }
    assert_eq!(told, TURN);
    // It goes on by itself.
    let more = poll_fn(|cx| run.poll_event(cx)).await;
    assert!(matches!(more, Event::Update(_)));
}

#[tokio::test(start_paused = true)]
async fn a_client_that_cancels_hears_what_is_withdrawn_and_no_answer() {
    let mut run = endless();
    assert!(next(&mut run).await.is_pending());
    run.answer = Some(Answer::Unrecorded);
    say(&run, withdrawn());
    run.context().cancellation().cancel();
    let first = next(&mut run).await;
    assert!(matches!(
        first,
        Poll::Ready(Event::Update(Update::Withdrawn { .. }))
    ));
    let end = next(&mut run).await;
    assert!(matches!(end, Poll::Ready(Event::Cancelled)));
}

//! Calls that are run again, as whoever runs them sees it.

mod page;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{self, Poll, Waker};
use std::time::{Duration, Instant};

use bytes::Bytes;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::*;
use crate::model::{Capability, ClientCapabilities, CreateMessage};
use crate::peer::{ContextParts, Peer};
use crate::{Rejection, ToolError};

const ALL: ClientCapabilities = ClientCapabilities {
    elicitation: true,
    elicitation_url: true,
    multi_select: true,
    sampling: true,
    sampling_tools: true,
    sampling_context: true,
    roots: true,
    tasks: true,
};

fn call(asking: Asking, client: ClientCapabilities) -> Context {
    let parts = ContextParts {
        peer: Arc::new(Peer::new(None, client, None)),
        ..ContextParts::default()
    };
    Context::with_asking(parts, asking)
}

fn replayed(journal: Option<&[u8]>, given: &Value) -> Context {
    let given: BTreeMap<String, Box<RawValue>> = serde_json::from_value(given.clone()).unwrap();
    let replay = Replay::new("tools/call", Bytes::from_static(b"t"));
    call(Asking::Replay(replay.resume(journal, given).unwrap()), ALL)
}

fn end(context: &Context) -> Option<Round> {
    context.replay().unwrap().end()
}

/// The keys of the questions that a call ends with, and its journal.
fn asked(context: &Context) -> (Vec<String>, Vec<u8>) {
    match end(context) {
        Some(Round::Questions { questions, journal }) => {
            (questions.into_iter().map(|(key, _)| key).collect(), journal)
        }
        other => panic!("{other:?}"),
    }
}

fn poll<F: Future>(future: F) -> Poll<F::Output> {
    pin!(future).poll(&mut task::Context::from_waker(Waker::noop()))
}

fn now<F: Future>(future: F) -> F::Output {
    match poll(future) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}

fn city(context: &Context) -> Ask<Answer<serde_json::Map<String, Value>>> {
    let form = json!({ "type": "object", "properties": { "city": { "type": "string" } } });
    context.ask_raw("Where to?", form)
}

fn accepted(city: &str) -> Value {
    json!({ "action": "accept", "content": { "city": city } })
}

fn roots(uri: &str) -> Value {
    json!({ "roots": [{ "uri": uri }] })
}

fn model(text: &str) -> Value {
    json!({ "role": "assistant", "model": "m", "content": { "type": "text", "text": text } })
}

#[test]
fn an_unanswered_question_ends_the_call() {
    let context = replayed(None, &json!({}));
    assert!(end(&context).is_none());
    assert!(poll(city(&context).key("city")).is_pending());
    assert_eq!(asked(&context).0, ["city"]);
    assert!(end(&context).is_none(), "it is told once");
}

#[test]
fn what_is_asked_together_is_told_together() {
    let context = replayed(None, &json!({}));
    let (mut first, mut second) = (pin!(city(&context)), pin!(context.roots()));
    for _ in 0..2 {
        assert!(poll(first.as_mut()).is_pending());
        assert!(poll(second.as_mut()).is_pending());
    }
    assert!(poll(context.sample("Hi").key("model")).is_pending());
    assert_eq!(asked(&context).0, ["ask-1", "ask-2", "model"]);
}

#[test]
fn an_answer_needs_no_earlier_question() {
    let context = replayed(None, &json!({ "city": accepted("Paris"), "other": 5 }));
    let values = now(city(&context).key("city")).unwrap().accepted().unwrap();
    assert_eq!(values["city"], "Paris");
    assert!(end(&context).is_none());
}

#[test]
fn an_answer_to_something_else_is_none() {
    let context = replayed(None, &json!({ "town": accepted("Paris") }));
    assert!(poll(city(&context).key("city")).is_pending());
    assert_eq!(asked(&context).0, ["city"]);
}

#[test]
fn what_is_no_answer_ends_the_call_with_an_error() {
    for wrong in [
        json!(12345),
        json!(null),
        json!({ "action": 5 }),
        json!({ "action": "accept", "content": { "city": 7.5, "a": {} } }),
        json!({ "action": "accept", "content": [] }),
    ] {
        // A number is no text, whatever else may be read out of it.
        let context = replayed(None, &json!({ "city": wrong }));
        assert!(poll(city(&context).key("city")).is_pending(), "{wrong}");
        match end(&context) {
            Some(Round::Fault(fault)) => {
                assert_eq!(fault.code.0, -32602);
                assert!(fault.message.contains("city"), "{}", fault.message);
            }
            other => panic!("{wrong}: {other:?}"),
        }
    }
}

#[test]
fn answers_of_earlier_rounds_are_kept() {
    let first = replayed(None, &json!({}));
    assert!(poll(city(&first)).is_pending());
    let (_, journal) = asked(&first);

    let second = replayed(Some(&journal), &json!({ "ask-1": accepted("Paris") }));
    assert!(now(city(&second)).is_ok());
    assert!(poll(second.roots()).is_pending());
    let (keys, journal) = asked(&second);
    assert_eq!(keys, ["ask-2"]);

    // What was answered stays, whatever comes under its key now.
    let given = json!({ "ask-1": accepted("Rome"), "ask-2": roots("file:///a") });
    let third = replayed(Some(&journal), &given);
    let values = now(city(&third)).unwrap().accepted().unwrap();
    assert_eq!(values["city"], "Paris");
    assert_eq!(now(third.roots()).unwrap()[0].uri, "file:///a");
}

#[test]
fn an_answer_by_number_is_none_to_another_question() {
    let first = replayed(None, &json!({}));
    assert!(poll(first.sample("Delete A?")).is_pending());
    let (_, journal) = asked(&first);
    let yes = json!({ "ask-1": model("yes") });
    let same = replayed(Some(&journal), &yes);
    assert_eq!(now(same.sample("Delete A?")).unwrap().text(), "yes");
    let other = replayed(Some(&journal), &yes);
    assert!(poll(other.sample("Delete B?")).is_pending());
    assert_eq!(asked(&other).0, ["ask-1"]);
}

#[test]
fn an_answer_by_name_is_one_however_the_question_is_put() {
    let first = replayed(None, &json!({}));
    assert!(poll(first.sample("It is 9:00. Go on?").key("go")).is_pending());
    let (_, journal) = asked(&first);
    let later = replayed(Some(&journal), &json!({ "go": model("yes") }));
    assert!(now(later.sample("It is 9:01. Go on?").key("go")).is_ok());
}

#[test]
fn only_what_was_asked_is_answered_later() {
    let first = replayed(None, &json!({}));
    assert!(poll(city(&first).key("city")).is_pending());
    let (_, journal) = asked(&first);
    let given = json!({ "city": accepted("Paris"), "sure": accepted("yes") });
    let second = replayed(Some(&journal), &given);
    assert!(now(city(&second).key("city")).is_ok());
    assert!(poll(city(&second).key("sure")).is_pending());
    assert_eq!(asked(&second).0, ["sure"]);
}

#[test]
fn a_name_that_comes_again_has_a_number() {
    let context = replayed(None, &json!({ "city": accepted("Paris") }));
    assert!(now(city(&context).key("city")).is_ok());
    assert!(poll(city(&context).key("city")).is_pending());
    assert_eq!(asked(&context).0, ["city-2"]);
}

#[test]
fn what_is_done_once_is_not_done_again() {
    let count = Cell::new(0);
    let work = || async {
        count.set(count.get() + 1);
        Ok::<u32, ToolError>(count.get())
    };
    let run = |context: &Context| {
        let first = now(context.once("work", work)).unwrap();
        let second = now(context.once("work", work)).unwrap();
        (first, second, poll(city(context)).is_ready())
    };
    let context = replayed(None, &json!({}));
    assert_eq!(run(&context), (1, 2, false));
    let (_, journal) = asked(&context);
    let context = replayed(Some(&journal), &json!({ "ask-1": accepted("Paris") }));
    assert_eq!(run(&context), (1, 2, true));
    assert_eq!(count.get(), 2);
}

#[test]
fn many_things_are_done_once_each_in_time() {
    let context = replayed(None, &json!({}));
    let begun = Instant::now();
    for name in 0..100_000_u32 {
        let done = now(context.once(&name.to_string(), || async { Ok::<_, ToolError>(name) }));
        assert_eq!(done.unwrap(), name);
    }
    assert!(begun.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_failure_is_tried_again() {
    let context = replayed(None, &json!({}));
    let failed: Result<u32, ToolError> =
        now(context.once("work", || async { Err(ToolError::new("not yet")) }));
    assert_eq!(failed.unwrap_err().to_string(), "not yet");
    assert!(poll(city(&context)).is_pending());
    let (_, journal) = asked(&context);
    let context = replayed(Some(&journal), &json!({}));
    let done: Result<u32, ToolError> = now(context.once("work", || async { Ok(1) }));
    assert_eq!(done.unwrap(), 1);
}

#[test]
fn what_was_kept_as_another_type_is_an_error_and_not_done_again() {
    let context = replayed(None, &json!({}));
    let done: Result<u32, AskError> = now(context.once("work", || async { Ok(1) }));
    assert_eq!(done, Ok(1));
    assert!(poll(city(&context)).is_pending());
    let (_, journal) = asked(&context);
    let context = replayed(Some(&journal), &json!({}));
    let read: Result<String, AskError> = now(context.once("work", || async { panic!() }));
    assert!(matches!(read, Err(AskError::Invalid(_))), "{read:?}");
}

#[test]
fn a_call_does_not_ask_for_ever() {
    let mut journal = None;
    for round in 1..=65 {
        let context = replayed(journal.as_deref(), &json!({}));
        assert!(poll(city(&context)).is_pending());
        match end(&context) {
            Some(Round::Questions { journal: next, .. }) => journal = Some(next),
            Some(Round::Fault(fault)) => {
                assert_eq!((round, fault.code.0), (65, -32603));
                return;
            }
            None => panic!("round {round}"),
        }
    }
    panic!("it asked for ever");
}

#[test]
fn a_journal_is_read_as_it_was_written_or_not_at_all() {
    for wrong in [&b""[..], b"{}", b"[]", b"null", b"{\"n\":-1}"] {
        let replay = Replay::new("tools/call", Bytes::new());
        assert!(
            replay.resume(Some(wrong), BTreeMap::new()).is_err(),
            "{wrong:?}"
        );
    }
}

#[test]
fn what_the_client_lacks_is_not_asked() {
    let none = ClientCapabilities::default();
    let replay = || Asking::Replay(Replay::new("tools/call", Bytes::new()));
    let lacking = |client| call(replay(), client);
    let context = lacking(none);
    let unsupported = |capability| AskError::Unsupported(capability);
    assert_eq!(
        now(city(&context)),
        Err(unsupported(Capability::Elicitation))
    );
    assert_eq!(now(context.roots()), Err(unsupported(Capability::Roots)));
    assert_eq!(
        now(context.sample("Hi")),
        Err(unsupported(Capability::Sampling))
    );
    let url = context.ask_url("Pay", "https://example.com");
    assert_eq!(now(url), Err(unsupported(Capability::ElicitationUrl)));
    assert!(end(&context).is_none());

    let several = json!({
        "type": "object",
        "properties": { "a": { "type": "array", "items": { "type": "string", "enum": ["b"] } } },
    });
    let client = ClientCapabilities {
        multi_select: false,
        ..ALL
    };
    let asked = now(lacking(client).ask_raw("Which?", several));
    assert_eq!(asked, Err(unsupported(Capability::MultiSelect)));

    let client = ClientCapabilities {
        sampling_tools: false,
        ..ALL
    };
    let request = CreateMessage::from("Hi").tool_choice(crate::model::ToolChoice::None);
    let asked = now(lacking(client).sample(request));
    assert_eq!(asked, Err(unsupported(Capability::SamplingTools)));
}

#[test]
fn what_cannot_be_asked_is_not_asked() {
    let context = replayed(None, &json!({}));
    for question in [
        now(context.ask_raw("Which?", json!({ "type": "array" }))).unwrap_err(),
        now(context.ask_url("Pay", "example")).unwrap_err(),
        now(context.sample(CreateMessage::new([]))).unwrap_err(),
    ] {
        assert!(matches!(question, AskError::Invalid(_)), "{question:?}");
    }
    assert!(end(&context).is_none());
    let nobody = call(Asking::Nobody, ALL);
    assert_eq!(now(city(&nobody)), Err(AskError::Unavailable));
}

#[test]
fn an_extractor_is_there_only_where_the_client_can() {
    use crate::FromContext as _;
    let nobody = call(Asking::Nobody, ClientCapabilities::default());
    let anybody = call(Asking::Nobody, ALL);
    for (refused, taken, capability) in [
        (
            Elicitation::from_context(&nobody).map(|_| ()),
            Elicitation::from_context(&anybody).is_ok(),
            Capability::Elicitation,
        ),
        (
            Sampling::from_context(&nobody).map(|_| ()),
            Sampling::from_context(&anybody).is_ok(),
            Capability::Sampling,
        ),
        (
            Roots::from_context(&nobody).map(|_| ()),
            Roots::from_context(&anybody).is_ok(),
            Capability::Roots,
        ),
    ] {
        assert!(taken);
        match refused {
            Err(Rejection::MissingCapability(missing)) => assert_eq!(missing, capability),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn an_error_of_asking_tells_a_model_what_to_do() {
    let told = |error: AskError| ToolError::from(error);
    let late = told(AskError::TimedOut(Duration::from_secs(300)));
    assert_eq!(
        late.to_string(),
        "nobody answered within 300 s\nHint: ask the user in the conversation, and call again when they are there"
    );
    let refused = AskError::Refused {
        code: -1,
        message: "User rejected".to_owned(),
    };
    let expected = "the client refused to answer: User rejected (code -1)";
    assert_eq!(told(refused).to_string(), expected);
    let own = told(AskError::Invalid("secret".to_owned())).to_string();
    assert!(own.starts_with("internal error (ref "), "{own}");
    match told(AskError::Unsupported(Capability::SamplingTools)).into_rejection() {
        Rejection::MissingCapability(Capability::SamplingTools) => {}
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_question_wakes_whoever_runs_the_call() {
    let context = replayed(None, &json!({}));
    let woken = Arc::new(Woken::default());
    let waker = Waker::from(Arc::clone(&woken));
    let reader = task::Context::from_waker(&waker);
    assert!(context.updates().poll_next(&reader).is_pending());
    assert!(poll(city(&context)).is_pending());
    assert!(woken.0.load(std::sync::atomic::Ordering::Relaxed));
}

#[derive(Default)]
struct Woken(std::sync::atomic::AtomicBool);

impl task::Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, std::sync::atomic::Ordering::Relaxed);
    }
}

#[test]
fn an_extractor_that_may_be_absent_never_refuses() {
    fn there<T: crate::FromContext>(client: ClientCapabilities) -> T {
        let taken = T::from_context(&call(Asking::Nobody, client));
        taken.unwrap_or_else(|_| panic!("it refuses"))
    }
    let none = ClientCapabilities::default();
    assert!(there::<Option<Elicitation>>(none).is_none());
    assert!(there::<Option<Sampling>>(none).is_none());
    assert!(there::<Option<Roots>>(none).is_none());
    assert!(there::<Option<Elicitation>>(ALL).is_some());
    assert!(there::<Option<Sampling>>(ALL).is_some());
    assert!(there::<Option<Roots>>(ALL).is_some());
}

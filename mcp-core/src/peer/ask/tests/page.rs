//! Pages that go by an id, and what a model is to know.

use super::*;
use crate::model::IncludeContext;

#[test]
fn context_is_wished_for_where_the_client_grants_some() {
    let wish = || CreateMessage::from("Hi").include_context(IncludeContext::AllServers);
    for (client, expected) in [
        (ALL, Some(IncludeContext::AllServers)),
        (
            ClientCapabilities {
                sampling_context: false,
                ..ALL
            },
            None,
        ),
    ] {
        let replay = Replay::new("tools/call", Bytes::from_static(b"t"));
        let context = call(Asking::Replay(replay), client);
        assert!(poll(context.sample(wish())).is_pending());
        match end(&context) {
            Some(Round::Questions { questions, .. }) => match &*questions[0].1 {
                Question::Message(message) => assert_eq!(message.include_context, expected),
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }
}

fn connect(context: &Context) -> UrlElicitation {
    context.url_elicitation("Connect", |id| format!("https://example.com/{id}"))
}

#[test]
fn a_page_keeps_its_id_when_the_call_is_run_again() {
    let first = replayed(None, &json!({}));
    let (page, other) = (connect(&first), connect(&first));
    assert_ne!(page.id(), other.id());
    assert!(poll(page.ask()).is_pending());
    let (keys, journal) = asked(&first);
    let [key] = &keys[..] else { panic!("{keys:?}") };
    let second = replayed(Some(&journal), &json!({ key: { "action": "accept" } }));
    let again = connect(&second);
    assert_eq!(again.id(), page.id());
    assert_eq!(connect(&second).id(), other.id());
    assert_eq!(now(again.ask()), Ok(Answer::Accepted(())));
}

#[test]
fn a_page_that_is_required_is_asked_for_where_there_is_no_error_for_it() {
    let first = replayed(None, &json!({}));
    assert!(poll(connect(&first).required()).is_pending());
    let (keys, journal) = asked(&first);
    let key = &keys[0];
    for (action, expected) in [
        ("accept", "is not done there yet\nHint: call again"),
        ("decline", "did not go to the page"),
        ("cancel", "did not go to the page"),
    ] {
        let second = replayed(Some(&journal), &json!({ key: { "action": action } }));
        let error = now(connect(&second).required()).to_string();
        assert!(error.contains(expected), "{error}");
        assert!(end(&second).is_none());
    }
}

#[test]
fn a_page_that_is_required_needs_a_client_that_shows_pages() {
    let blind = ClientCapabilities {
        elicitation_url: false,
        ..ALL
    };
    let refused = |asking| now(connect(&call(asking, blind)).required()).into_rejection();
    for asking in [Asking::Nobody, Asking::Live(Arc::new(Pages(true)))] {
        match refused(asking) {
            Rejection::MissingCapability(Capability::ElicitationUrl) => {}
            other => panic!("{other:?}"),
        }
    }
    let wrong = call(Asking::Live(Arc::new(Pages(true))), ALL);
    let page = wrong.url_elicitation("Connect", |_| "nowhere".to_owned());
    let error = now(page.required()).to_string();
    assert!(error.starts_with("internal error"), "{error}");
}

/// Somebody who knows the error that sends a client to a page, or does not.
#[derive(Debug)]
struct Pages(bool);

impl Asker for Pages {
    fn ask(self: Arc<Self>, _context: Context, _question: Arc<Question>) -> Reply {
        Box::pin(async { Err(AskError::Gone) })
    }

    fn refer(&self, _id: &str) -> bool {
        self.0
    }
}

#[test]
fn a_page_that_is_required_is_an_error_where_there_is_one() {
    let context = call(Asking::Live(Arc::new(Pages(true))), ALL);
    let page = connect(&context);
    let id = page.id().to_owned();
    match now(page.required()).into_rejection() {
        Rejection::Error(error) => {
            assert_eq!(error.code.0, -32042);
            let data = error.data.unwrap();
            assert_eq!(data["elicitations"][0]["elicitationId"], id.as_str());
            let url = format!("https://example.com/{id}");
            assert_eq!(data["elicitations"][0]["url"], url);
        }
        other => panic!("{other:?}"),
    }
    let context = call(Asking::Live(Arc::new(Pages(false))), ALL);
    let error = now(connect(&context).required()).to_string();
    assert_eq!(error, "the client is gone");
}

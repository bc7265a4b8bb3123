//! A prompt as the macro writes it, and what becomes of what a prompt returns.

use std::sync::Arc;
use std::task::{Poll, Waker};

use bytes::Bytes;
use http::HeaderMap;

use super::*;
use crate::jsonrpc::ErrorCode;
use crate::model::{ClientCapabilities, Content, Message};
use crate::peer::{Context, ContextParts, Peer, State, StateMap};
use crate::text::{
    Complete, IntoCompletions, TextArguments, TextDescription, TextParam, TextSpec, Typed,
};
use crate::tool::{Rejection, ToolError, must_send};

struct Database(&'static str);

/// Sort an issue in
async fn triage(
    project: String,
    most: Option<u8>,
    State(database): State<Database>,
) -> Vec<Message> {
    let most = most.map_or("all".to_owned(), |most| most.to_string());
    vec![Message::user(format!("{project} {most} {}", database.0))]
}

async fn projects(typed: Typed) -> Vec<String> {
    vec![typed.value + "!"]
}

/// What `#[prompt] async fn triage(…)` becomes, beside the function as it is written.
#[allow(non_camel_case_types)]
struct triage {}

impl PromptFunction for triage {
    fn prompt() -> Prompt {
        let prompt = Prompt::function(
            const {
                &PromptSpec {
                    name: "triage",
                    description: "Sort an issue in",
                    arguments: &[
                        TextSpec {
                            name: "project",
                            description: "Key of the project",
                            ..TextSpec::NEW
                        },
                        TextSpec {
                            name: "most",
                            ..TextSpec::NEW
                        },
                        TextSpec::NEW,
                    ],
                    place: concat!(file!(), ":", line!()),
                    ..PromptSpec::NEW
                }
            },
            |description, specs| {
                <String as TextParam<_>>::describe(description, 0, specs);
                <Option<u8> as TextParam<_>>::describe(description, 1, specs);
                TextDescription::extractor::<State<Database>>(description);
            },
            |spec, call| {
                let mut arguments = TextArguments::read(&call, spec.arguments);
                let argument0 = <String as TextParam<_>>::extract(&mut arguments, 0);
                let argument1 = <Option<u8> as TextParam<_>>::extract(&mut arguments, 1);
                let argument2 = TextArguments::extract::<State<Database>>(&mut arguments);
                let (true, Some(argument0), Some(argument1), Some(argument2)) = (
                    TextArguments::is_fine(&arguments),
                    argument0,
                    argument1,
                    argument2,
                ) else {
                    return TextArguments::refused(arguments);
                };
                Box::pin(async move {
                    let result = must_send(triage(argument0, argument1, argument2)).await;
                    <Vec<Message> as IntoPrompt>::into_prompt(result)
                })
            },
        );
        Prompt::with_completer(prompt, "project", |context, typed| {
            Complete::complete(projects, context, typed)
        })
    }
}

struct Tracker(&'static str);

impl Tracker {
    fn ask(&self, about: &str) -> Result<String, ToolError> {
        Ok(format!("{} {about}", self.0))
    }

    async fn topics(&self, typed: Typed) -> Vec<String> {
        typed.filter([self.0])
    }
}

/// What a `#[prompt]` method becomes.
impl PromptSet for Tracker {
    fn into_prompts(self) -> Prompts {
        use crate::text::RefTextParam;
        let this = Arc::new(self);
        let prompts = Prompts::new();
        let prompt = Prompt::method(
            &this,
            const {
                &PromptSpec {
                    name: "ask",
                    arguments: &[TextSpec {
                        name: "about",
                        ..TextSpec::NEW
                    }],
                    ..PromptSpec::NEW
                }
            },
            |description, specs| <str as RefTextParam<_>>::describe(description, 0, specs),
            |this, spec, call| {
                let mut arguments = TextArguments::read(&call, spec.arguments);
                let argument0 = <str as RefTextParam<_>>::extract(&mut arguments, 0);
                let (true, Some(argument0)) = (TextArguments::is_fine(&arguments), argument0)
                else {
                    return TextArguments::refused(arguments);
                };
                Box::pin(async move {
                    let result = Self::ask(&this, &argument0);
                    <Result<String, ToolError> as IntoPrompt>::into_prompt(result)
                })
            },
        );
        let prompt =
            Prompt::with_method_completer(prompt, &this, "about", |this, _context, typed| {
                Box::pin(async move {
                    IntoCompletions::into_completions(Self::topics(&this, typed)).await
                })
            });
        Prompts::prompt(prompts, prompt)
    }
}

fn context() -> Context {
    let mut state = StateMap::default();
    state.insert(Database("db"));
    Context::new(ContextParts {
        arguments: Bytes::new(),
        headers: HeaderMap::new(),
        peer: Arc::new(Peer::new(None, ClientCapabilities::default(), None)),
        principal: None,
        progress_token: None,
        state: Arc::new(state),
        host: Arc::new(()),
    })
}

fn now<F: Future + Unpin>(mut future: F) -> F::Output {
    let mut waiting = std::task::Context::from_waker(Waker::noop());
    match std::pin::Pin::new(&mut future).poll(&mut waiting) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

fn said(outcome: PromptOutcome) -> Vec<Message> {
    outcome.expect("messages").messages
}

fn refused(outcome: PromptOutcome) -> (ErrorCode, String) {
    match outcome {
        Err(Rejection::Error(error)) => (error.code, error.message.into_owned()),
        other => panic!("no error of the protocol: {other:?}"),
    }
}

#[test]
fn a_function_is_called_with_its_arguments() {
    let prompt = triage::prompt();
    let given = [("most", "3"), ("project", "CORE")];
    assert_eq!(
        said(now(prompt.get(context(), given))),
        [Message::user("CORE 3 db")]
    );
    let given = [("project", "CORE")];
    assert_eq!(
        said(now(prompt.get(context(), given))),
        [Message::user("CORE all db")]
    );
}

#[test]
fn a_missing_argument_is_an_error_of_the_protocol() {
    let prompt = triage::prompt();
    let (code, message) = refused(now(prompt.get(context(), [("most", "x")])));
    assert_eq!(code, ErrorCode::INVALID_PARAMS);
    assert!(message.contains("`project` is missing; `most` expected a whole number"));
}

#[test]
fn a_prompt_tells_its_arguments_and_needs() {
    let prompt = triage::prompt();
    let definition = prompt.definition();
    assert_eq!(definition.description.as_deref(), Some("Sort an issue in"));
    let arguments = &definition.arguments;
    let told = arguments
        .iter()
        .map(|argument| (&*argument.name, argument.required));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [("project", true), ("most", false)]
    );
    assert_eq!(
        arguments[0].description.as_deref(),
        Some("Key of the project")
    );
    assert_eq!(arguments[1].description, None);
    assert!(prompt.place().contains("prompt/tests.rs:"));
    assert!(prompt.missing_state(&StateMap::default()).is_some());
    let mut state = StateMap::default();
    state.insert(Database(""));
    assert_eq!(prompt.missing_state(&state), None);
}

#[test]
fn an_argument_is_completed_by_a_function() {
    let prompt = triage::prompt();
    assert!(prompt.completes());
    let values = prompt.complete("project", context(), Typed::new("C"));
    assert_eq!(now(values.expect("a completer")).unwrap().values, ["C!"]);
    assert!(
        prompt
            .complete("most", context(), Typed::default())
            .is_none()
    );
}

#[test]
fn methods_share_their_value() {
    let prompts = Tracker("about")
        .into_prompts()
        .prefix("team")
        .tag("web")
        .scope("read");
    let prompt = prompts.iter().next().expect("a prompt");
    assert_eq!(prompt.definition().name, "team_ask");
    assert_eq!(prompt.tags().collect::<Vec<_>>(), ["web"]);
    assert_eq!(prompt.scopes().collect::<Vec<_>>(), ["read"]);
    let outcome = now(prompt.get(context(), [("about", "x")]));
    assert_eq!(said(outcome), [Message::user("about x")]);
    let values = prompt.complete("about", context(), Typed::new("A"));
    assert_eq!(now(values.expect("a completer")).unwrap().values, ["about"]);
}

#[test]
fn state_of_its_own_goes_before_the_servers() {
    let mut prompt = triage::prompt();
    let mut own = StateMap::default();
    own.insert(Database("own"));
    prompt.add_state(&Arc::new(own));
    assert_eq!(prompt.missing_state(&StateMap::default()), None);
    let outcome = now(prompt.get(context(), [("project", "x")]));
    assert_eq!(said(outcome), [Message::user("x all own")]);
}

#[test]
fn texts_and_blocks_are_said_by_the_person() {
    assert_eq!(said("a".into_prompt()), [Message::user("a")]);
    assert_eq!(said("a".to_owned().into_prompt()), [Message::user("a")]);
    let image = Content::image(b"", "image/png");
    assert_eq!(said(image.clone().into_prompt()), [Message::user(image)]);
}

#[test]
fn messages_stay_as_they_are() {
    let messages = [Message::user("a"), Message::assistant("b")];
    assert_eq!(said(messages.clone().into_prompt()), messages);
    assert_eq!(said(messages.to_vec().into_prompt()), messages);
    assert_eq!(
        said(messages[1].clone().into_prompt()),
        [messages[1].clone()]
    );
    let result = PromptResult::from(messages.to_vec()).description("d");
    assert_eq!(
        Ok::<_, ToolError>(result.clone()).into_prompt().unwrap(),
        result
    );
}

#[test]
fn a_failure_is_an_error_of_the_protocol() {
    let shown: Result<String, _> = Err("no project `X`");
    assert_eq!(
        refused(shown.into_prompt()),
        (ErrorCode::INTERNAL_ERROR, "no project `X`".to_owned())
    );
    let coded = ToolError::new("bad key").code(ErrorCode::INVALID_PARAMS);
    assert_eq!(
        refused(Err::<String, _>(coded).into_prompt()),
        (ErrorCode::INVALID_PARAMS, "bad key".to_owned())
    );
    let masked = ToolError::masked("password");
    let (_, message) = refused(Err::<String, _>(masked).into_prompt());
    assert!(message.starts_with("internal error (ref "));
}

#[test]
fn what_programs_read_is_an_object() {
    const WRONG: &PromptSpec = &PromptSpec {
        meta: Some(|| 1.into()),
        ..PromptSpec::NEW
    };
    let prompt = Prompt::function(
        WRONG,
        |_, _| {},
        |_, _| Box::pin(async { "".into_prompt() }),
    );
    assert_eq!(
        prompt.fault(),
        Some("its `meta` must be a JSON object, and is 1")
    );
}

//! What is told of arguments that do not fit, and what is taken of those that do.

use std::net::Ipv4Addr;
use std::pin::pin;
use std::task::{Context as Task, Poll, Waker};

use serde::Deserialize;

use super::*;
use crate::jsonrpc::ErrorCode;
use crate::peer::{ContextParts, State};
use crate::text::{ParsedParam, RefTextParam, TextDescription, TextParam};

const SPECS: &[TextSpec] = &[named("project"), named("limit"), named("address")];

const fn named(name: &'static str) -> TextSpec {
    TextSpec {
        name,
        ..TextSpec::NEW
    }
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Tone {
    Calm,
    Stern,
}

fn context() -> Context {
    Context::new(ContextParts::default())
}

fn prompt(given: &'static [(&'static str, &'static str)]) -> TextCall {
    TextCall::prompt(context(), "triage", given.iter().copied())
}

fn read(call: &TextCall) -> TextArguments<'_> {
    TextArguments::read(call, SPECS)
}

fn why(arguments: TextArguments<'_>) -> Rejection {
    assert!(!arguments.is_fine());
    let mut refused = pin!(arguments.refused::<()>());
    match refused.as_mut().poll(&mut Task::from_waker(Waker::noop())) {
        Poll::Ready(Err(rejection)) => rejection,
        other => panic!("no refusal: {other:?}"),
    }
}

fn refusal(arguments: TextArguments<'_>) -> (ErrorCode, String) {
    match why(arguments) {
        Rejection::Error(error) => (error.code, error.message.into_owned()),
        other => panic!("no error of the protocol: {other:?}"),
    }
}

#[test]
fn each_argument_is_read_into_its_type() {
    let call = prompt(&[("address", "127.0.0.1"), ("limit", "7"), ("project", "a b")]);
    let mut arguments = read(&call);
    assert_eq!(arguments.argument(0), Some("a b".to_owned()));
    assert_eq!(arguments.argument(1), Some(Some(7_u8)));
    assert_eq!(arguments.parse(2), Some(Ipv4Addr::LOCALHOST));
    assert!(arguments.is_fine());
}

#[test]
fn what_is_optional_may_be_missing() {
    let call = prompt(&[("project", "x")]);
    let mut arguments = read(&call);
    assert!(!arguments.is_given(1));
    assert_eq!(
        <str as RefTextParam<_>>::extract(&mut arguments, 0).as_deref(),
        Some("x")
    );
    assert_eq!(
        <Option<u8> as TextParam<_>>::extract(&mut arguments, 1),
        Some(None)
    );
    let address = <Option<Ipv4Addr> as ParsedParam<_>>::extract(&mut arguments, 2);
    assert_eq!(address, Some(None));
    assert!(arguments.is_fine());
}

#[test]
fn an_empty_text_leaves_the_default() {
    let call = prompt(&[("limit", ""), ("address", "")]);
    let mut arguments = read(&call);
    assert!(!arguments.is_given(1));
    arguments.skip(1);
    assert_eq!(arguments.parse_optional::<Ipv4Addr>(2), Some(None));
    assert!(arguments.is_fine());
}

#[test]
fn all_faults_are_told_in_one_message() {
    let call = prompt(&[("limit", "many"), ("address", "here"), ("projct", "x")]);
    let mut arguments = read(&call);
    assert_eq!(arguments.argument::<String>(0), None);
    assert_eq!(arguments.argument::<u8>(1), None);
    assert_eq!(arguments.parse::<Ipv4Addr>(2), None);
    assert_eq!(
        refusal(arguments),
        (
            ErrorCode::INVALID_PARAMS,
            concat!(
                "invalid arguments for the prompt `triage`: ",
                "`project` is missing; ",
                "`limit` expected a whole number from 0 to 255, got \"many\"; ",
                "`address` invalid IPv4 address syntax, got \"here\"; ",
                "`projct` is no argument of it, did you mean `project`? ",
                "(its arguments: project, limit, address)"
            )
            .to_owned()
        )
    );
}

#[test]
fn an_argument_comes_once() {
    let call = prompt(&[("limit", "1"), ("limit", "2")]);
    let mut arguments = read(&call);
    assert_eq!(arguments.argument(1), Some(1_u8));
    assert!(refusal(arguments).1.contains("`limit` is given twice"));
}

#[test]
fn the_name_of_an_extractor_is_no_argument() {
    let call = prompt(&[("project", "x")]);
    let arguments = read(&call);
    let message = refusal(arguments).1;
    assert!(message.contains("`project` is no argument of it (it takes no arguments)"));
}

#[test]
fn a_thousand_strange_names_make_no_long_message() {
    let names = (0..1000).map(|index| (format!("{index}{}", "x".repeat(1000)), "v"));
    let call = TextCall::prompt(context(), "triage", names);
    assert!(refusal(read(&call)).1.len() < 1000);
}

#[test]
fn a_long_text_is_not_repeated() {
    let call = TextCall::prompt(context(), "triage", [("limit", "7".repeat(1000))]);
    let mut arguments = read(&call);
    assert_eq!(arguments.argument::<u8>(1), None);
    assert!(refusal(arguments).1.len() < 200);
}

#[test]
fn a_variable_that_does_not_decode_names_no_resource() {
    let call = TextCall::resource(
        context(),
        "x://7/many",
        [("project", "7"), ("limit", "many")],
    );
    let mut arguments = read(&call);
    assert_eq!(arguments.argument(0), Some("7".to_owned()));
    assert_eq!(arguments.argument::<u8>(1), None);
    let rejection = why(arguments);
    assert!(matches!(rejection, Rejection::NoSuchResource { uri } if uri == "x://7/many"));
}

#[test]
fn what_an_extractor_refuses_is_an_error_of_the_protocol() {
    let call = prompt(&[]);
    let mut arguments = read(&call);
    assert!(<State<u8> as TextParam<_>>::extract(&mut arguments, 0).is_none());
    let (code, message) = refusal(arguments);
    assert_eq!(code, ErrorCode::INTERNAL_ERROR);
    assert_eq!(message, "internal error: the server lacks state");
}

#[test]
fn types_tell_what_is_required_and_which_values_there_are() {
    const DEFAULT: TextSpec = TextSpec {
        has_default: true,
        ..named("address")
    };
    let mut description = TextDescription::default();
    <str as RefTextParam<_>>::describe(&mut description, 0, SPECS);
    <Option<Tone> as TextParam<_>>::describe(&mut description, 1, SPECS);
    <Ipv4Addr as ParsedParam<_>>::describe(&mut description, 0, &[DEFAULT]);
    <State<u8> as TextParam<_>>::describe(&mut description, 2, SPECS);
    let described = description.finish();
    let required = described.arguments.iter().map(|argument| argument.required);
    assert_eq!(required.collect::<Vec<_>>(), [true, false, false]);
    assert!(described.completers.find("limit").is_some());
    assert!(described.completers.find("project").is_none());
    assert_eq!(described.needs.len(), 1);
}

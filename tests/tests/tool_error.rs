//! What becomes of an error with `derive(ToolError)`: for the model, for the client, for the log.

use std::fmt;

use mcp_server::model::Content;
use mcp_server::{IntoToolError, Rejection, ToolError};

const CONFLICT: i32 = -32_050;

#[derive(Debug, thiserror::Error, ToolError)]
enum TrackerError {
    #[error("no project `{0}`")]
    #[tool_error(hint = "call list_projects first")]
    NoProject(String),
    #[error("`{key}` has {count} issues")]
    #[tool_error(hint = "close {count} of `{key}` {{all}}, then {type:?}")]
    NotEmpty {
        key: String,
        count: u32,
        r#type: char,
    },
    #[error("{0} is not {1}")]
    #[tool_error(hint = "write {1:>3}")]
    Wrong(u8, u8),
    #[error("backend unavailable")]
    #[tool_error(internal, hint = "try again in {wait} s")]
    Http {
        wait: u8,
        #[source]
        cause: fmt::Error,
    },
    #[error("bad cursor")]
    #[tool_error(protocol = -32602)]
    Cursor,
    #[error("changed meanwhile")]
    #[tool_error(protocol = CONFLICT, hint = "read it again")]
    Conflict,
    #[error(transparent)]
    #[tool_error(transparent)]
    Store(#[from] StoreError),
    #[error("not allowed")]
    Forbidden,
}

#[derive(Debug, thiserror::Error, ToolError)]
#[tool_error(internal)]
enum StoreError {
    #[error("disk full")]
    Full,
    #[error("no row")]
    #[tool_error(shown)]
    NoRow,
    #[error("locked")]
    #[tool_error(protocol = -32001)]
    Locked,
}

#[derive(ToolError)]
#[tool_error(hint = "wait {seconds} s")]
struct Busy {
    seconds: u32,
}

impl fmt::Display for Busy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("busy")
    }
}

#[derive(Debug, thiserror::Error, ToolError)]
#[error("not found")]
struct NotFound;

#[derive(ToolError)]
#[tool_error(transparent)]
struct Wrapped(Busy);

#[derive(ToolError)]
enum Never {}

#[derive(Debug, thiserror::Error, ToolError)]
enum Either<'a, L, R: fmt::Debug, const N: usize = 1>
where
    L: fmt::Display,
{
    #[error("left: {0}")]
    #[tool_error(hint = "not {0}")]
    Left(L),
    #[error("right")]
    #[tool_error(transparent)]
    Right(R),
    #[error("`{1}`")]
    #[tool_error(internal)]
    Word(&'a [u8; N], String),
}

#[derive(Debug, thiserror::Error, ToolError)]
enum Backend<E> {
    #[error("backend unavailable")]
    #[tool_error(internal)]
    Down(#[source] E),
}

/// What the model reads, or the client with its code.
fn told(error: impl IntoToolError) -> String {
    match error.into_tool_error().into_rejection() {
        Rejection::Answer(answer) => match &answer.content[..] {
            [Content::Text { text, .. }] => text.to_string(),
            other => panic!("{other:?}"),
        },
        Rejection::Error(error) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

fn is_masked(text: &str) -> bool {
    text.starts_with("internal error (ref ")
}

#[test]
fn without_keys_the_model_reads_the_display() {
    assert_eq!(told(TrackerError::Forbidden), "not allowed");
    assert_eq!(told(NotFound), "not found");
}

#[test]
fn a_hint_follows_the_message() {
    let error = TrackerError::NoProject("CORE".to_owned());
    assert_eq!(
        told(error),
        "no project `CORE`\nHint: call list_projects first"
    );
}

#[test]
fn a_hint_names_fields() {
    let error = TrackerError::NotEmpty {
        key: "CORE".to_owned(),
        count: 3,
        r#type: 'x',
    };
    assert!(told(error).ends_with("\nHint: close 3 of `CORE` {all}, then 'x'"));
    assert!(told(TrackerError::Wrong(1, 2)).ends_with("\nHint: write   2"));
    assert_eq!(told(Busy { seconds: 5 }), "busy\nHint: wait 5 s");
}

#[test]
fn what_is_internal_is_a_reference_to_the_model_and_may_have_a_hint() {
    let error = TrackerError::Http {
        wait: 5,
        cause: fmt::Error,
    };
    let text = told(error);
    assert!(is_masked(&text), "{text}");
    assert!(text.ends_with("\nHint: try again in 5 s"), "{text}");
    assert!(!text.contains("backend"), "{text}");
}

#[test]
fn a_code_makes_an_error_of_the_protocol() {
    assert_eq!(told(TrackerError::Cursor), "bad cursor (-32602)");
    assert_eq!(
        told(TrackerError::Conflict),
        "changed meanwhile\nHint: read it again (-32050)"
    );
}

#[test]
fn a_transparent_case_is_what_its_field_is() {
    assert_eq!(told(TrackerError::from(StoreError::NoRow)), "no row");
    assert!(is_masked(&told(TrackerError::from(StoreError::Full))));
    assert_eq!(told(Wrapped(Busy { seconds: 1 })), "busy\nHint: wait 1 s");
}

#[test]
fn an_internal_enum_hides_what_does_not_say_otherwise() {
    assert!(is_masked(&told(StoreError::Full)));
    assert_eq!(told(StoreError::NoRow), "no row");
    assert_eq!(told(StoreError::Locked), "locked (-32001)");
}

#[test]
fn an_empty_enum_is_an_error_that_never_happens() {
    let result: Result<(), Never> = Ok(());
    assert!(result.map_err(IntoToolError::into_tool_error).is_ok());
}

#[test]
fn generic_types_are_errors_where_their_parameters_allow() {
    type Of<'a> = Either<'a, u8, StoreError>;
    assert_eq!(told(Of::Left(7)), "left: 7\nHint: not 7");
    assert_eq!(told(Of::Right(StoreError::NoRow)), "no row");
    let word = [0];
    assert!(is_masked(&told(Of::Word(&word, String::new()))));
    assert!(is_masked(&told(Backend::Down(fmt::Error))));
}

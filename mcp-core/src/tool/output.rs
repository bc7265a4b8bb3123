//! What a tool may return, and what becomes of it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::value::RawValue;

use super::IntoToolError;
use crate::model::Content;
use crate::schema;

/// The answer of a tool, in the words of no revision.
///
/// ```
/// use mcp_core::ToolResult;
/// use mcp_core::model::Content;
/// let result = ToolResult::from(vec![Content::text("two"), Content::text("blocks")]);
/// assert!(!result.is_error);
/// ```
#[derive(Clone, Debug, Default)]
pub struct ToolResult {
    /// Blocks for the model; when there are none, the structured value is shown as text.
    pub content: Vec<Content>,
    /// The answer as JSON.
    pub structured: Option<Box<RawValue>>,
    /// The tool failed; the content says how.
    pub is_error: bool,
}

impl ToolResult {
    /// A failure that the model may read.
    pub fn error(message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            content: vec![Content::text(message)],
            structured: None,
            is_error: true,
        }
    }
}

impl From<Vec<Content>> for ToolResult {
    fn from(content: Vec<Content>) -> Self {
        Self {
            content,
            ..Self::default()
        }
    }
}

/// A JSON answer: published with its schema, sent as `structuredContent` and as text.
///
/// ```
/// use mcp_core::Json;
/// #[derive(serde::Serialize, schemars::JsonSchema)]
/// struct Point { x: i32, y: i32 }
/// async fn origin() -> Json<Point> { Json(Point { x: 0, y: 0 }) }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Json<T>(pub T);

/// A type that a tool can return.
#[diagnostic::on_unimplemented(
    message = "a tool cannot return `{Self}`",
    label = "not a result of a tool",
    note = "return text, a number, a boolean, `()`, `Content`, `Vec<Content>`, `ToolResult`, or `Result` of these",
    note = "for a value of your own return `Json<{Self}>` and derive `serde::Serialize` and `schemars::JsonSchema`"
)]
pub trait IntoToolResult {
    /// Turns the value into an answer.
    fn into_tool_result(self) -> ToolResult;

    /// The schema of the structured answer, for types that have one.
    #[must_use]
    fn output_schema() -> Option<Schema> {
        None
    }
}

impl IntoToolResult for ToolResult {
    fn into_tool_result(self) -> ToolResult {
        self
    }
}

impl IntoToolResult for () {
    fn into_tool_result(self) -> ToolResult {
        ToolResult::default()
    }
}

impl IntoToolResult for Content {
    fn into_tool_result(self) -> ToolResult {
        vec![self].into()
    }
}

impl IntoToolResult for Vec<Content> {
    fn into_tool_result(self) -> ToolResult {
        self.into()
    }
}

/// A type that can be sent as JSON, with a schema: whatever derives `Serialize` and `JsonSchema`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the JSON of an answer",
    label = "not a result of a tool",
    note = "derive `serde::Serialize` and `schemars::JsonSchema` for `{Self}`"
)]
pub trait Structured: Serialize + JsonSchema {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + JsonSchema> Structured for T {}

impl<T: Structured> IntoToolResult for Json<T> {
    fn into_tool_result(self) -> ToolResult {
        match serde_json::value::to_raw_value(&self.0) {
            Ok(json) => ToolResult {
                structured: Some(json),
                ..ToolResult::default()
            },
            Err(error) => super::error::masked(&error),
        }
    }

    fn output_schema() -> Option<Schema> {
        Some(schema::serialized::<T>())
    }
}

impl<T: IntoToolResult, E: IntoToolError> IntoToolResult for Result<T, E> {
    fn into_tool_result(self) -> ToolResult {
        match self {
            Ok(value) => value.into_tool_result(),
            Err(error) => error.into_tool_error(),
        }
    }

    fn output_schema() -> Option<Schema> {
        T::output_schema()
    }
}

macro_rules! text {
    ($($type:ty => $text:expr),* $(,)?) => {$(
        impl IntoToolResult for $type {
            fn into_tool_result(self) -> ToolResult {
                let text: fn($type) -> Cow<'static, str> = $text;
                Content::text(text(self)).into_tool_result()
            }
        }
    )*};
}

text! {
    String => Into::into,
    &str => |text| text.to_owned().into(),
    Cow<'static, str> => |text| text,
    Box<str> => |text| String::from(text).into(),
    char => |letter| letter.to_string().into(),
}

macro_rules! displayed {
    ($($type:ty)*) => {
        text! { $($type => |value| value.to_string().into()),* }
    };
}

displayed!(bool u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64);

//! What a tool may return, and what becomes of it.

use std::borrow::Cow;
use std::fmt::Display;

use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::value::RawValue;

use super::{Audio, Image, IntoToolError, Outcome, ToolError};
use crate::model::{Content, Resource, ResourceLink};
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
///
/// ```
/// use mcp_core::tool::Outcome;
/// use mcp_core::{IntoToolResult, ToolResult};
/// use mcp_core::model::Content;
///
/// struct Chart(Vec<u8>);
///
/// impl IntoToolResult for Chart {
///     fn into_tool_result(self) -> Outcome {
///         Ok(ToolResult::from(vec![Content::image(&self.0, "image/png")]))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "a tool cannot return `{Self}`",
    label = "not a result of a tool",
    note = "return text, a number, a boolean, `()`, `Content`, `Image`, a list or a tuple of texts and `Content`s, `ToolResult`, or `Result` or `Option` of these",
    note = "for anything else return `Json<{Self}>`; a type of your own in it derives `serde::Serialize` and `schemars::JsonSchema`"
)]
pub trait IntoToolResult {
    /// Turns the value into an answer.
    ///
    /// # Errors
    /// What the client gets where the value is a failure: a tool error that the model reads, or
    /// an error of the protocol.
    fn into_tool_result(self) -> Outcome;

    /// The schema of the structured answer, for types that have one.
    #[must_use]
    fn output_schema() -> Option<Schema> {
        None
    }
}

impl IntoToolResult for ToolResult {
    fn into_tool_result(self) -> Outcome {
        Ok(self)
    }
}

impl IntoToolResult for () {
    fn into_tool_result(self) -> Outcome {
        Ok(ToolResult::default())
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
    fn into_tool_result(self) -> Outcome {
        structured(&self.0)
    }

    fn output_schema() -> Option<Schema> {
        Some(schema::serialized::<T>())
    }
}

/// JSON of no known shape: sent as it is, published without a schema.
impl IntoToolResult for serde_json::Value {
    fn into_tool_result(self) -> Outcome {
        structured(&self)
    }
}

fn structured(value: &impl Serialize) -> Outcome {
    let json = serde_json::value::to_raw_value(value);
    let json = json.map_err(|error| ToolError::masked(error).into_rejection())?;
    Ok(ToolResult {
        structured: Some(json),
        ..ToolResult::default()
    })
}

/// Blocks for the person or the model, and JSON for the program.
impl<C: IntoToolResult, T: Structured> IntoToolResult for (C, Json<T>) {
    fn into_tool_result(self) -> Outcome {
        let shown = self.0.into_tool_result()?;
        let structured = self.1.into_tool_result()?.structured;
        Ok(ToolResult {
            structured,
            ..shown
        })
    }

    fn output_schema() -> Option<Schema> {
        Json::<T>::output_schema()
    }
}

impl<T: IntoToolResult, E: IntoToolError> IntoToolResult for Result<T, E> {
    fn into_tool_result(self) -> Outcome {
        match self {
            Ok(value) => value.into_tool_result(),
            Err(error) => Err(error.into_tool_error().into_rejection()),
        }
    }

    fn output_schema() -> Option<Schema> {
        T::output_schema()
    }
}

/// Nothing is a failure that the model reads: `nothing found`.
impl<T: IntoToolResult> IntoToolResult for Option<T> {
    fn into_tool_result(self) -> Outcome {
        match self {
            Some(value) => value.into_tool_result(),
            None => Ok(ToolResult::error("nothing found")),
        }
    }

    fn output_schema() -> Option<Schema> {
        T::output_schema()
    }
}

/// One block for each item.
#[diagnostic::do_not_recommend]
impl<T: Into<Content>> IntoToolResult for Vec<T> {
    fn into_tool_result(self) -> Outcome {
        let blocks: Vec<Content> = self.into_iter().map(Into::into).collect();
        Ok(blocks.into())
    }
}

/// One block for each item.
#[diagnostic::do_not_recommend]
impl<T: Into<Content>, const N: usize> IntoToolResult for [T; N] {
    fn into_tool_result(self) -> Outcome {
        let blocks: Vec<Content> = self.into_iter().map(Into::into).collect();
        Ok(blocks.into())
    }
}

macro_rules! blocks {
    ($($type:ty)*) => {$(
        impl IntoToolResult for $type {
            fn into_tool_result(self) -> Outcome {
                block(self.into())
            }
        }
    )*};
}

fn block(content: Content) -> Outcome {
    Ok(vec![content].into())
}

blocks!(Content Image Audio Resource ResourceLink);
blocks!(String &str &String Box<str> char);

impl IntoToolResult for Cow<'_, str> {
    fn into_tool_result(self) -> Outcome {
        block(Content::text(self.into_owned()))
    }
}

macro_rules! displayed {
    ($($type:ty)*) => {$(
        impl IntoToolResult for $type {
            fn into_tool_result(self) -> Outcome {
                displayed(&self)
            }
        }
    )*};
}

fn displayed(value: &dyn Display) -> Outcome {
    block(Content::text(value.to_string()))
}

displayed!(bool u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64);

macro_rules! tuples {
    ($($name:ident)*) => {
        /// One block after the other.
        #[diagnostic::do_not_recommend]
        impl<$($name: Into<Content>),*> IntoToolResult for ($($name,)*) {
            fn into_tool_result(self) -> Outcome {
                #[expect(non_snake_case, reason = "named as their types")]
                let ($($name,)*) = self;
                Ok(vec![$($name.into()),*].into())
            }
        }
    };
}

tuples!(A B);
tuples!(A B C);
tuples!(A B C D);

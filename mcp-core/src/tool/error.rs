//! How a tool fails: in words for the model, with the cause kept for the operator.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::hash::{BuildHasher, RandomState};

use super::ToolResult;

/// A failure of a tool.
///
/// Made with [`ToolError::new`], its words go to the model. Made by `?` from any other error, the
/// model learns only a reference, and the error itself goes to the log under that reference.
///
/// ```
/// use mcp_core::ToolError;
/// fn read(name: &str) -> Result<String, ToolError> {
///     if name.contains("..") {
///         return Err(ToolError::new("a name has no `..` in it"));
///     }
///     Ok(std::fs::read_to_string(name)?)
/// }
/// assert_eq!(read("../x").unwrap_err().to_string(), "a name has no `..` in it");
/// assert!(!read("missing").unwrap_err().to_string().contains("No such file"));
/// ```
#[derive(Debug)]
pub struct ToolError {
    message: Cow<'static, str>,
}

impl ToolError {
    /// A failure in words that the model may read.
    pub fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            message: message.into(),
        }
    }
}

impl fmt::Display for ToolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl<E: Error + Send + Sync + 'static> From<E> for ToolError {
    fn from(error: E) -> Self {
        Self::new(mask(&error))
    }
}

/// A type that can be the error of a tool.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a tool",
    label = "not a failure of a tool",
    note = "return `ToolError`, which `?` makes of any error, or a text; or implement `mcp_server::IntoToolError` for `{Self}`"
)]
pub trait IntoToolError {
    /// Turns the error into an answer.
    fn into_tool_error(self) -> ToolResult;
}

impl IntoToolError for ToolError {
    fn into_tool_error(self) -> ToolResult {
        ToolResult::error(self.message)
    }
}

impl IntoToolError for String {
    fn into_tool_error(self) -> ToolResult {
        ToolResult::error(self)
    }
}

impl IntoToolError for &'static str {
    fn into_tool_error(self) -> ToolResult {
        ToolResult::error(self)
    }
}

impl IntoToolError for std::convert::Infallible {
    fn into_tool_error(self) -> ToolResult {
        match self {}
    }
}

/// An answer that tells the model a reference and the log the error.
pub(crate) fn masked(error: &(dyn Error + 'static)) -> ToolResult {
    ToolResult::error(mask(error))
}

fn mask(error: &(dyn Error + 'static)) -> String {
    let reference = reference();
    tracing::error!(reference, error, "a tool failed");
    format!("internal error (ref {reference})")
}

/// A word that stands in the answer and in the log.
#[must_use]
pub fn reference() -> String {
    format!("{:08x}", RandomState::new().hash_one(()) & 0xffff_ffff)
}

//! How a tool fails: in words for the model, with the cause kept for the operator.

use std::any::Any;
use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::hash::{BuildHasher, RandomState};

use super::{Rejection, ToolResult};
use crate::jsonrpc::{ErrorCode, ErrorObject};
use crate::model::Capability;
use crate::peer::AskError;

/// A failure of a tool.
///
/// Made with [`ToolError::new`], its words go to the model. Made by `?` from any other error, the
/// model learns only a reference, and the error itself goes to the log under that reference. A
/// `String` or `&str` is the author's own words, and goes to the model too.
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
///
/// An error type of your own says for each case what becomes of it: see `derive(ToolError)`.
#[derive(Debug)]
pub struct ToolError {
    message: Cow<'static, str>,
    hint: Option<Cow<'static, str>>,
    code: Option<ErrorCode>,
    /// What the client lacks.
    missing: Option<Capability>,
    /// The error of the protocol that it is.
    whole: Option<Box<ErrorObject>>,
}

impl ToolError {
    /// A failure in words that the model may read.
    pub fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            message: message.into(),
            hint: None,
            code: None,
            missing: None,
            whole: None,
        }
    }

    /// An error of the protocol with its data.
    pub(crate) fn of(error: ErrorObject) -> Self {
        let message = error.message.clone();
        Self {
            whole: Some(Box::new(error)),
            ..Self::new(message)
        }
    }

    /// A failure that is not the model's business: it learns a reference, the log the error.
    ///
    /// ```
    /// use mcp_core::ToolError;
    /// let error = ToolError::masked("user=admin password=hunter2 refused");
    /// assert!(error.to_string().starts_with("internal error (ref "));
    /// ```
    pub fn masked(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(mask(&*error.into()))
    }

    /// The same with what to do about it.
    ///
    /// ```
    /// use mcp_core::ToolError;
    /// let error = ToolError::new("no project `CORE`").hint("call list_projects first");
    /// assert_eq!(error.to_string(), "no project `CORE`\nHint: call list_projects first");
    /// ```
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Cow<'static, str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same as an error of the protocol instead of a tool's answer. Clients show a model only
    /// the latter, so this is for mistakes of programs.
    ///
    /// Choose a code outside of -32768 to -32000, which JSON-RPC and the protocol keep for
    /// themselves (`basic#error-codes`): where a revision gives a code another meaning or none,
    /// [`ErrorCode::INTERNAL_ERROR`] is sent in its place, and for what is not found
    /// [`ErrorCode::INVALID_PARAMS`].
    #[must_use]
    pub const fn code(mut self, code: ErrorCode) -> Self {
        self.code = Some(code);
        self
    }

    /// What the client gets.
    #[must_use]
    pub fn into_rejection(self) -> Rejection {
        if let Some(error) = self.whole {
            return Rejection::Error(*error);
        }
        let message = self.to_string();
        match (self.missing, self.code) {
            (Some(missing), _) => Rejection::MissingCapability(missing),
            (None, None) => Rejection::Answer(ToolResult::error(message)),
            (None, Some(code)) => Rejection::Error(ErrorObject::new(code, message)),
        }
    }

    /// The same over something that the client lacks.
    pub(crate) const fn missing(mut self, capability: Capability) -> Self {
        self.missing = Some(capability);
        self
    }
}

impl fmt::Display for ToolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\nHint: {hint}"),
            None => Ok(()),
        }
    }
}

impl<E: Into<Box<dyn Error + Send + Sync>> + 'static> From<E> for ToolError {
    fn from(error: E) -> Self {
        let any: &dyn Any = &error;
        if let Some(unanswered) = any.downcast_ref::<AskError>() {
            return unanswered.to_tool_error();
        }
        let own = any.downcast_ref::<&'static str>().copied();
        match own.or_else(|| any.downcast_ref::<String>().map(String::as_str)) {
            Some(own) => Self::new(own.to_owned()),
            None => Self::masked(error),
        }
    }
}

/// A type that can be the error of a tool.
///
/// ```
/// use mcp_core::{IntoToolError, ToolError};
///
/// struct NoProject(String);
///
/// impl IntoToolError for NoProject {
///     fn into_tool_error(self) -> ToolError {
///         ToolError::new(format!("no project `{}`", self.0)).hint("call list_projects first")
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a tool",
    label = "says nothing of what the model may read of it",
    note = "write `ToolError` in its place: `?` makes one of any error, and the model learns only a reference",
    note = "or put `#[derive(mcp_server::ToolError)]` on `{Self}`, and the model reads its `Display`"
)]
pub trait IntoToolError {
    /// Says what the model may read.
    fn into_tool_error(self) -> ToolError;
}

impl IntoToolError for ToolError {
    fn into_tool_error(self) -> ToolError {
        self
    }
}

impl IntoToolError for std::convert::Infallible {
    fn into_tool_error(self) -> ToolError {
        match self {}
    }
}

macro_rules! shown {
    ($($type:ty)*) => {$(
        impl IntoToolError for $type {
            fn into_tool_error(self) -> ToolError {
                ToolError::new(self)
            }
        }
    )*};
}

shown!(String &'static str Cow<'static, str>);

impl IntoToolError for Box<dyn Error + Send + Sync> {
    fn into_tool_error(self) -> ToolError {
        ToolError::masked(self)
    }
}

#[cfg(feature = "anyhow")]
impl IntoToolError for anyhow::Error {
    fn into_tool_error(self) -> ToolError {
        ToolError::masked(self)
    }
}

fn mask(error: &(dyn Error + 'static)) -> String {
    let reference = reference();
    tracing::error!(reference, error, "a call failed");
    format!("internal error (ref {reference})")
}

/// A word that stands in the answer and in the log.
#[must_use]
pub fn reference() -> String {
    format!("{:08x}", RandomState::new().hash_one(()) & 0xffff_ffff)
}

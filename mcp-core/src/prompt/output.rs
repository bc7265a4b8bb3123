//! What a prompt may return, and what becomes of it.

use std::borrow::Cow;

use super::PromptOutcome;
use crate::model::{Content, Message, Resource, ResourceLink};
use crate::text::failed;
use crate::tool::{Audio, Image, IntoToolError};

/// The messages of a prompt, in the words of no revision (`server/prompts#getting-a-prompt`).
///
/// ```
/// use mcp_core::PromptResult;
/// use mcp_core::model::Message;
/// let result = PromptResult::from(vec![Message::user("Look at issue 7.")]).description("Triage");
/// assert_eq!(result.messages.len(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PromptResult {
    /// What these messages are for.
    pub description: Option<Cow<'static, str>>,
    /// What the conversation begins with.
    pub messages: Vec<Message>,
}

impl PromptResult {
    /// The same with what these messages are for.
    #[must_use]
    pub fn description(mut self, description: impl Into<Cow<'static, str>>) -> Self {
        self.description = Some(description.into());
        self
    }
}

impl From<Vec<Message>> for PromptResult {
    fn from(messages: Vec<Message>) -> Self {
        Self {
            description: None,
            messages,
        }
    }
}

/// A type that a prompt can return. What is no message is said by the person.
///
/// ```
/// use mcp_core::prompt::PromptOutcome;
/// use mcp_core::IntoPrompt;
///
/// struct Question { about: String }
///
/// impl IntoPrompt for Question {
///     fn into_prompt(self) -> PromptOutcome {
///         format!("What is {}?", self.about).into_prompt()
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "a prompt cannot return `{Self}`",
    label = "not a result of a prompt",
    note = "return text, `Message`, `Content`, a list of messages, `PromptResult`, or `Result` of these"
)]
pub trait IntoPrompt {
    /// Turns the value into messages.
    ///
    /// # Errors
    /// What the client gets where the value is a failure: an error of the protocol.
    fn into_prompt(self) -> PromptOutcome;
}

impl IntoPrompt for PromptResult {
    fn into_prompt(self) -> PromptOutcome {
        Ok(self)
    }
}

impl IntoPrompt for Vec<Message> {
    fn into_prompt(self) -> PromptOutcome {
        Ok(self.into())
    }
}

impl<const N: usize> IntoPrompt for [Message; N] {
    fn into_prompt(self) -> PromptOutcome {
        Vec::from(self).into_prompt()
    }
}

impl IntoPrompt for Message {
    fn into_prompt(self) -> PromptOutcome {
        vec![self].into_prompt()
    }
}

macro_rules! said {
    ($($type:ty)*) => {$(
        impl IntoPrompt for $type {
            fn into_prompt(self) -> PromptOutcome {
                Message::user(self).into_prompt()
            }
        }
    )*};
}

said!(Content Image Audio Resource ResourceLink);
said!(String &str &String Box<str>);

impl IntoPrompt for Cow<'_, str> {
    fn into_prompt(self) -> PromptOutcome {
        self.into_owned().into_prompt()
    }
}

/// A prompt has no other failure than an error of the protocol: what the model may read of a
/// [`ToolError`](crate::ToolError), under the code that it has or else as an internal error.
impl<T: IntoPrompt, E: IntoToolError> IntoPrompt for Result<T, E> {
    fn into_prompt(self) -> PromptOutcome {
        match self {
            Ok(value) => value.into_prompt(),
            Err(error) => Err(failed(error)),
        }
    }
}

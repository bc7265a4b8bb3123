//! A page that goes by an id, so that others than the call can say when its visitor is done.

use std::fmt;
use std::hash::{BuildHasher as _, RandomState};

use super::context::page;
use super::{Answer, Ask, AskError, Asking};
use crate::model::Question;
use crate::peer::Context;
use crate::tool::ToolError;
use crate::wire;

impl Context {
    /// A page for the person that goes by an id (`client/elicitation#url-mode-elicitation-requests`):
    /// `url` makes its URL of the id, which stays the same when the call is run again. Nothing is
    /// asked yet: [`ask`](UrlElicitation::ask) and [`required`](UrlElicitation::required) do that.
    ///
    /// Whoever serves the page says with
    /// [`Notify::elicitation_complete`](crate::Notify::elicitation_complete) that its visitor is done.
    /// What holds for the page and the URL of [`ask_url`](Self::ask_url) holds here too: knowing the
    /// id proves nothing.
    ///
    /// ```
    /// use mcp_core::{Context, ToolError};
    ///
    /// async fn repositories(context: Context, token: Option<String>) -> Result<String, ToolError> {
    ///     let Some(token) = token else {
    ///         let page = context.url_elicitation("Connect your account", |id| {
    ///             format!("https://example.com/connect/{id}")
    ///         });
    ///         return Err(page.required().await);
    ///     };
    ///     Ok(format!("those that {token} may see"))
    /// }
    /// ```
    pub fn url_elicitation(
        &self,
        message: impl Into<String>,
        url: impl FnOnce(&str) -> String,
    ) -> UrlElicitation {
        let id = match self.replay() {
            Some(replay) => replay.page(),
            None => new_id(),
        };
        let url = url(&id);
        UrlElicitation {
            context: self.clone(),
            question: page(message.into(), url, &id),
            id,
        }
    }
}

/// A page that goes by an id; see [`Context::url_elicitation`].
#[derive(Clone)]
#[must_use = "nobody is sent to the page yet"]
pub struct UrlElicitation {
    context: Context,
    question: Result<Question, AskError>,
    id: String,
}

impl UrlElicitation {
    /// What the page goes by, and no other: of letters and digits.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Sends the person there, as [`Context::ask_url`] does. `Accepted` says that they went, not that
    /// they are done.
    #[inline]
    pub fn ask(&self) -> Ask<Answer<()>> {
        Ask::page(&self.context, self.question.clone())
    }

    /// Why the call cannot be served before the person was there; the call ends with it.
    ///
    /// In 2025-11-25 that is the error -32042, with which the client sends the person to the page,
    /// and may call again once it hears that they are done. In 2026-07-28, which has no such error,
    /// the client is asked as [`ask`](Self::ask) does; if the person goes and the call still ends with
    /// this when it is run again, the model is told to come back later.
    pub async fn required(self) -> ToolError {
        let question = match &self.question {
            Ok(question) => question,
            Err(error) => return error.to_tool_error(),
        };
        let client = self.context.peer().capabilities();
        if question.missing(client).is_none()
            && let Asking::Live(asker) = self.context.asking()
            && asker.refer(&self.id)
            && let Some(error) = wire::url_required(question)
        {
            return ToolError::of(error);
        }
        match self.ask().await {
            Ok(Answer::Accepted(())) => {
                ToolError::new("the user was sent to a page, and is not done there yet")
                    .hint("call again when the user says that it is done")
            }
            Ok(Answer::Declined | Answer::Cancelled) => {
                ToolError::new("the user did not go to the page that this needs")
            }
            Err(error) => error.to_tool_error(),
        }
    }
}

/// An id that no other page has.
#[inline]
pub(super) fn new_id() -> String {
    let random = || RandomState::new().hash_one(());
    format!("{:016x}{:016x}", random(), random())
}

impl fmt::Debug for UrlElicitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UrlElicitation")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

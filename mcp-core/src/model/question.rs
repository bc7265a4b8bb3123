//! What a server may ask of a client.

use super::{Capability, ClientCapabilities, CreateMessage, FormSchema};

/// What a server asks of a client, in the words of no revision.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Question {
    /// Let the person fill in a form (`client/elicitation#form-mode-elicitation-requests`).
    Form {
        /// Why, in a sentence.
        message: String,
        /// The form.
        schema: FormSchema,
    },
    /// Let the person visit a page (`client/elicitation#url-mode-elicitation-requests`).
    Url {
        /// Why, in a sentence.
        message: String,
        /// The page.
        url: String,
        /// What tells this visit from others; not sent from 2026-07-28 on.
        id: String,
    },
    /// Let a model answer (`client/sampling`).
    Message(CreateMessage),
    /// Say in which folders you work (`client/roots`).
    Roots,
}

impl Question {
    /// The method that asks it.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        match self {
            Self::Form { .. } | Self::Url { .. } => "elicitation/create",
            Self::Message(_) => "sampling/createMessage",
            Self::Roots => "roots/list",
        }
    }

    /// What the client lacks to answer it, if it lacks anything.
    #[must_use]
    pub fn missing(&self, client: ClientCapabilities) -> Option<Capability> {
        let needed = match self {
            Self::Form { schema, .. } if schema.has_multi_select() => {
                [Capability::Elicitation, Capability::MultiSelect]
            }
            Self::Form { .. } => [Capability::Elicitation; 2],
            Self::Url { .. } => [Capability::ElicitationUrl; 2],
            Self::Message(message) if message.uses_tools() => {
                [Capability::Sampling, Capability::SamplingTools]
            }
            Self::Message(_) => [Capability::Sampling; 2],
            Self::Roots => [Capability::Roots; 2],
        };
        needed.into_iter().find(|needed| !client.has(*needed))
    }
}

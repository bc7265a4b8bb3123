//! What a client declares that it can do (`basic/lifecycle#capability-negotiation`).

use std::fmt;

use serde::Deserialize;
use serde::de::IgnoredAny;

/// The capabilities of a client. Presence is support; members this crate does not know are ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClientCapabilities {
    /// The client can fill in a form for the server.
    pub elicitation: bool,
    /// The client can show a URL for the server.
    pub elicitation_url: bool,
    /// The client can run a model for the server.
    pub sampling: bool,
    /// The client can name its workspace roots.
    pub roots: bool,
}

/// One thing that a call may need of its client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Capability {
    /// Forms (`client/elicitation`).
    Elicitation,
    /// A model (`client/sampling`).
    Sampling,
    /// Workspace roots (`client/roots`).
    Roots,
}

impl Capability {
    /// The member's name in a capabilities object.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Elicitation => "elicitation",
            Self::Sampling => "sampling",
            Self::Roots => "roots",
        }
    }
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl ClientCapabilities {
    /// Whether the client declares this one.
    #[must_use]
    pub const fn has(&self, capability: Capability) -> bool {
        match capability {
            Capability::Elicitation => self.elicitation,
            Capability::Sampling => self.sampling,
            Capability::Roots => self.roots,
        }
    }
}

impl<'de> Deserialize<'de> for ClientCapabilities {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wire = Wire::deserialize(deserializer)?;
        let elicitation = wire.elicitation.as_ref();
        Ok(Self {
            // An empty object means forms: the mode came after the capability.
            elicitation: elicitation
                .is_some_and(|modes| modes.form.is_some() || modes.url.is_none()),
            elicitation_url: elicitation.is_some_and(|modes| modes.url.is_some()),
            sampling: wire.sampling.is_some(),
            roots: wire.roots.is_some(),
        })
    }
}

#[derive(Deserialize)]
struct Wire {
    elicitation: Option<Modes>,
    sampling: Option<IgnoredAny>,
    roots: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Modes {
    form: Option<IgnoredAny>,
    url: Option<IgnoredAny>,
}

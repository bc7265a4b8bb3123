//! What a client declares that it can do (`basic/lifecycle#capability-negotiation`).

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::value::RawValue;

use crate::members::{any, named};
use crate::wire::TASKS_EXTENSION as EXTENSION;

/// The capabilities of a client. Presence is support; members this crate does not know are ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClientCapabilities {
    /// The client can fill in a form for the server.
    pub elicitation: bool,
    /// The client can show a URL for the server.
    pub elicitation_url: bool,
    /// A form of the client's can take several of a list.
    pub multi_select: bool,
    /// The client can run a model for the server.
    pub sampling: bool,
    /// The model can call tools that the server names.
    pub sampling_tools: bool,
    /// The model can be told what its servers know.
    pub sampling_context: bool,
    /// The client can name its workspace roots.
    pub roots: bool,
    /// The client takes a task for an answer: the extension `io.modelcontextprotocol/tasks`.
    pub tasks: bool,
}

/// One thing that a call may need of its client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Capability {
    /// Forms (`client/elicitation`).
    Elicitation,
    /// Pages to visit (`client/elicitation`).
    ElicitationUrl,
    /// Forms in which several of a list can be chosen (`client/elicitation`).
    MultiSelect,
    /// A model (`client/sampling`).
    Sampling,
    /// A model that calls tools (`client/sampling`).
    SamplingTools,
    /// A model that is told what its servers know (`client/sampling`).
    SamplingContext,
    /// Workspace roots (`client/roots`).
    Roots,
    /// Tasks (`io.modelcontextprotocol/tasks`).
    Tasks,
}

impl Capability {
    /// The member's name in a capabilities object.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Elicitation | Self::ElicitationUrl | Self::MultiSelect => "elicitation",
            Self::Sampling | Self::SamplingTools | Self::SamplingContext => "sampling",
            Self::Roots => "roots",
            Self::Tasks => "extensions",
        }
    }

    /// The name of the member within that member, where there is one.
    #[must_use]
    pub const fn part(self) -> Option<&'static str> {
        match self {
            Self::ElicitationUrl => Some("url"),
            Self::SamplingTools => Some("tools"),
            Self::SamplingContext => Some("context"),
            Self::Tasks => Some(EXTENSION),
            Self::Elicitation | Self::MultiSelect | Self::Sampling | Self::Roots => None,
        }
    }
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Tasks = self {
            return f.write_str("tasks");
        }
        f.write_str(self.name())?;
        match (self, self.part()) {
            (Self::MultiSelect, _) => f.write_str(" with lists"),
            (_, Some(part)) => write!(f, ".{part}"),
            (_, None) => Ok(()),
        }
    }
}

impl ClientCapabilities {
    /// Whether the client declares this one.
    #[must_use]
    pub const fn has(&self, capability: Capability) -> bool {
        match capability {
            Capability::Elicitation => self.elicitation,
            Capability::ElicitationUrl => self.elicitation_url,
            Capability::MultiSelect => self.multi_select,
            Capability::Sampling => self.sampling,
            Capability::SamplingTools => self.sampling_tools,
            Capability::SamplingContext => self.sampling_context,
            Capability::Roots => self.roots,
            Capability::Tasks => self.tasks,
        }
    }
}

impl ClientCapabilities {
    /// Reads the object.
    pub(crate) fn read(json: &str) -> serde_json::Result<Self> {
        let names = ["elicitation", "sampling", "roots", "extensions"];
        let [elicitation, sampling, roots, extensions] = named(json, names)?;
        let modes = parts("elicitation", elicitation, ["form", "url"])?;
        // An empty object means forms: the mode came after the capability.
        let forms = modes.is_some_and(|[form, url]| form || !url);
        let model = parts("sampling", sampling, ["tools", "context"])?;
        let [sampling_tools, sampling_context] = model.unwrap_or_default();
        let [tasks] = parts("extensions", extensions, [EXTENSION])?.unwrap_or_default();
        Ok(Self {
            elicitation: forms,
            elicitation_url: modes.is_some_and(|[_, url]| url),
            multi_select: forms,
            sampling: model.is_some(),
            sampling_tools,
            sampling_context,
            roots: roots.is_some(),
            tasks,
        })
    }
}

/// Which members a member has, if it is there.
fn parts<const N: usize>(
    name: &str,
    member: Option<&RawValue>,
    names: [&str; N],
) -> serde_json::Result<Option<[bool; N]>> {
    let Some(member) = member else {
        return Ok(None);
    };
    match named(member.get(), names) {
        Ok(parts) => Ok(Some(parts.map(|part| part.is_some()))),
        Err(error) => Err(Error::custom(format_args!("`{name}`: {error}"))),
    }
}

impl<'de> Deserialize<'de> for ClientCapabilities {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = any(deserializer)?;
        Self::read(json.get()).map_err(D::Error::custom)
    }
}

//! The dated revisions of the protocol, and what each of them allows.
//!
//! One row per revision, one column per ability. Code asks for the ability and never compares
//! revisions, so that a new revision is a new row and a list of compile errors.

use std::fmt;
use std::str::FromStr;

/// A dated revision of the Model Context Protocol.
///
/// ```
/// use mcp_core::Revision;
/// let revision: Revision = "2025-06-18".parse().unwrap();
/// assert_eq!(revision.as_str(), "2025-06-18");
/// assert!("2024-01-01".parse::<Revision>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Revision {
    /// The first one; HTTP+SSE with two endpoints.
    V2024_11_05,
    /// Streamable HTTP, batches, audio, tool annotations.
    V2025_03_26,
    /// Structured output, resource links, titles, the version header; no batches.
    V2025_06_18,
    /// Icons, tasks, polling of event streams.
    V2025_11_25,
    /// No handshake and no session: every request stands alone.
    V2026_07_28,
}

/// How a peer becomes known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Era {
    /// Once per session, by `initialize`.
    Handshake,
    /// Anew in the `_meta` of every request.
    Stateless,
}

/// Which JSON a tool may answer as `structuredContent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StructuredOutput {
    /// The revision has no word for it.
    None,
    /// An object.
    Object,
    /// Any value.
    Any,
}

/// How a revision spells work that goes on after its request is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskForm {
    /// It has no word for it.
    None,
    /// As a part of the protocol: clients ask for it.
    Core,
    /// As an extension: clients declare it with each request, and the server decides.
    Extension,
}

/// What a revision allows; a row of the table.
#[derive(Debug)]
pub struct Abilities {
    /// How the peer becomes known.
    pub era: Era,
    /// A body or line may be an array of messages.
    pub batching: bool,
    /// An unusable `MCP-Protocol-Version` header must be refused.
    pub version_header: bool,
    /// Audio content blocks.
    pub audio: bool,
    /// Resource link content blocks.
    pub resource_link: bool,
    /// `structuredContent` and `outputSchema`.
    pub structured_output: StructuredOutput,
    /// Tool annotations (`readOnlyHint` and its kin).
    pub tool_annotations: bool,
    /// `title` beside `name`, `_meta` on named objects.
    pub title: bool,
    /// `icons`, and the `description` and `websiteUrl` of an implementation.
    pub icons: bool,
    /// `annotations.lastModified` on content.
    pub last_modified: bool,
    /// `message` in progress notifications.
    pub progress_message: bool,
    /// Forms for people to fill in (`client/elicitation`).
    pub elicitation: bool,
    /// Elicitation has modes: pages to visit beside forms; forms have defaults, titles and lists.
    pub elicitation_modes: bool,
    /// A page to visit has an id.
    pub elicitation_id: bool,
    /// A client's model calls tools, messages have more than one block, and a client says what of
    /// sampling it has.
    pub sampling_tools: bool,
    /// Calls that become tasks.
    pub tasks: TaskForm,
    /// The `completions` capability.
    pub completions: bool,
    /// Events have ids, by which a client whose connection broke asks for the rest
    /// (`basic/transports#resumability-and-redelivery`).
    pub event_ids: bool,
    /// A stream begins with an event that only has an id, and its connection may be closed at any
    /// time: the client comes back for the rest (`basic/transports`, SEP-1699).
    pub priming_event: bool,
    /// `resultType`, and the server's identity in the `_meta` of each result.
    pub result_type: bool,
}

impl Revision {
    /// All revisions, oldest first.
    pub const ALL: [Self; 5] = [
        Self::V2024_11_05,
        Self::V2025_03_26,
        Self::V2025_06_18,
        Self::V2025_11_25,
        Self::V2026_07_28,
    ];

    /// The revision's date, as it stands on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V2024_11_05 => "2024-11-05",
            Self::V2025_03_26 => "2025-03-26",
            Self::V2025_06_18 => "2025-06-18",
            Self::V2025_11_25 => "2025-11-25",
            Self::V2026_07_28 => "2026-07-28",
        }
    }

    /// What this revision allows.
    #[must_use]
    pub const fn abilities(self) -> &'static Abilities {
        match self {
            Self::V2024_11_05 => &V2024_11_05,
            Self::V2025_03_26 => &V2025_03_26,
            Self::V2025_06_18 => &V2025_06_18,
            Self::V2025_11_25 => &V2025_11_25,
            Self::V2026_07_28 => &V2026_07_28,
        }
    }

    /// The revisions of an era, oldest first.
    pub fn of(era: Era) -> impl DoubleEndedIterator<Item = Self> {
        Self::ALL
            .into_iter()
            .filter(move |revision| revision.abilities().era == era)
    }

    /// The newest revision of an era: what a server offers to a peer whose wish it cannot grant.
    #[must_use]
    pub const fn latest(era: Era) -> Self {
        match era {
            Era::Handshake => Self::V2025_11_25,
            Era::Stateless => Self::V2026_07_28,
        }
    }
}

static V2024_11_05: Abilities = Abilities {
    era: Era::Handshake,
    batching: false,
    version_header: false,
    audio: false,
    resource_link: false,
    structured_output: StructuredOutput::None,
    tool_annotations: false,
    title: false,
    icons: false,
    last_modified: false,
    progress_message: false,
    elicitation: false,
    elicitation_modes: false,
    elicitation_id: false,
    sampling_tools: false,
    tasks: TaskForm::None,
    completions: false,
    event_ids: false,
    priming_event: false,
    result_type: false,
};

static V2025_03_26: Abilities = Abilities {
    batching: true,
    audio: true,
    tool_annotations: true,
    progress_message: true,
    completions: true,
    event_ids: true,
    ..V2024_11_05
};

static V2025_06_18: Abilities = Abilities {
    batching: false,
    version_header: true,
    resource_link: true,
    structured_output: StructuredOutput::Object,
    title: true,
    last_modified: true,
    elicitation: true,
    ..V2025_03_26
};

static V2025_11_25: Abilities = Abilities {
    icons: true,
    elicitation_modes: true,
    elicitation_id: true,
    sampling_tools: true,
    tasks: TaskForm::Core,
    priming_event: true,
    ..V2025_06_18
};

static V2026_07_28: Abilities = Abilities {
    era: Era::Stateless,
    elicitation_id: false,
    structured_output: StructuredOutput::Any,
    tasks: TaskForm::Extension,
    event_ids: false,
    priming_event: false,
    result_type: true,
    ..V2025_11_25
};

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names no revision that this crate knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownRevision;

impl fmt::Display for UnknownRevision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no known revision of the protocol")
    }
}

impl std::error::Error for UnknownRevision {}

impl FromStr for Revision {
    type Err = UnknownRevision;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|revision| revision.as_str() == text)
            .ok_or(UnknownRevision)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_of_an_era_is_its_last_row() {
        for era in [Era::Handshake, Era::Stateless] {
            assert_eq!(Revision::of(era).next_back(), Some(Revision::latest(era)));
        }
    }

    #[test]
    fn every_revision_parses_from_its_own_name() {
        for revision in Revision::ALL {
            assert_eq!(revision.as_str().parse(), Ok(revision));
        }
    }

    #[test]
    fn only_the_first_streamable_revision_batches() {
        let batching: Vec<_> = Revision::ALL
            .into_iter()
            .filter(|revision| revision.abilities().batching)
            .collect();
        assert_eq!(batching, [Revision::V2025_03_26]);
    }

    #[test]
    fn only_events_with_ids_can_be_polled_for() {
        for revision in Revision::ALL {
            let abilities = revision.abilities();
            assert!(
                abilities.event_ids || !abilities.priming_event,
                "{revision}"
            );
        }
    }
}

//! Which revision is spoken over which transport.

use mcp_server::Revision;

use super::envelope::{V03, V06, V11, V24, V26};

/// What carries messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transport {
    /// One path, which the stateless revision shares.
    Streamable,
    /// A stream of events, and a path to post to.
    Sse,
    /// Messages as lines.
    Lines,
}

/// Every revision on every transport that has it.
pub(crate) const WIRES: [(Transport, Revision); 13] = [
    (Transport::Streamable, V03),
    (Transport::Streamable, V06),
    (Transport::Streamable, V11),
    (Transport::Streamable, V26),
    (Transport::Sse, V24),
    (Transport::Sse, V03),
    (Transport::Sse, V06),
    (Transport::Sse, V11),
    (Transport::Lines, V24),
    (Transport::Lines, V03),
    (Transport::Lines, V06),
    (Transport::Lines, V11),
    (Transport::Lines, V26),
];

/// Those whose revision shakes hands.
pub(crate) fn handshakes() -> impl Iterator<Item = (Transport, Revision)> {
    WIRES.into_iter().filter(|(_, revision)| *revision != V26)
}

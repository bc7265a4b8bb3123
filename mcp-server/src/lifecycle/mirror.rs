//! What HTTP headers say about a message beside what it says itself.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::session::SessionId;

/// The headers of a POST that concern the protocol, trimmed.
#[derive(Debug, Default)]
pub(crate) struct Mirror<'a> {
    /// `MCP-Protocol-Version`.
    pub(crate) version: Option<&'a str>,
    /// `Mcp-Method`.
    pub(crate) method: Option<&'a str>,
    /// `Mcp-Name`.
    pub(crate) name: Option<&'a str>,
    /// `Mcp-Session-Id`.
    pub(crate) session: Option<SessionHeader>,
}

/// A session id as it came.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SessionHeader {
    /// One that we could have made.
    Valid(SessionId),
    /// One that we never made.
    Unknown,
}

/// Whether a header says the same as the body; what is not plain ASCII travels as base64
/// (`basic/transports#value-encoding`).
pub(super) fn says(header: &str, value: &str) -> bool {
    let encoded = header
        .strip_prefix("=?base64?")
        .and_then(|rest| rest.strip_suffix("?="));
    match encoded {
        Some(encoded) => STANDARD
            .decode(encoded)
            .is_ok_and(|bytes| bytes == value.as_bytes()),
        None => header == value,
    }
}

#[cfg(test)]
mod tests {
    use super::says;

    #[test]
    fn a_header_says_its_value_plain_or_in_base64() {
        for (header, value, same) in [
            ("Hello", "Hello", true),
            ("hello", "Hello", false),
            ("=?base64?SGVsbG8=?=", "Hello", true),
            ("=?base64?SGVsbG8?=", "Hello", false),
            ("=?base64?SGVs!!!bG8=?=", "Hello", false),
            ("SGVsbG8=", "SGVsbG8=", true),
            ("=?base64?SGVsbG8=", "=?base64?SGVsbG8=", true),
        ] {
            assert_eq!(says(header, value), same, "{header} {value}");
        }
    }
}

//! The codes that an error may have in each revision (`basic#error-codes`).

use crate::jsonrpc::ErrorCode;
use crate::revision::{Era, Revision};

/// What JSON-RPC keeps for itself; an application's own codes lie outside.
const RESERVED: std::ops::RangeInclusive<i32> = -32_768..=-32_000;

/// The code of an error that an application chose, or the one that a revision has in its place:
/// none of the codes that a revision gives a meaning is sent where that meaning is another.
///
/// ```
/// use mcp_core::jsonrpc::ErrorCode;
/// use mcp_core::{Revision, wire};
/// let code = |code| wire::error_code(Revision::V2026_07_28, ErrorCode(code)).0;
/// assert_eq!([code(7), code(-32602), code(-32002)], [7, -32602, -32602]);
/// assert_eq!([code(-32000), code(-32042), code(-32099)], [-32603; 3]);
/// ```
#[must_use]
pub fn error_code(revision: Revision, code: ErrorCode) -> ErrorCode {
    let abilities = revision.abilities();
    let is_kept = match (code, abilities.era) {
        (
            ErrorCode::PARSE_ERROR
            | ErrorCode::INVALID_REQUEST
            | ErrorCode::METHOD_NOT_FOUND
            | ErrorCode::INVALID_PARAMS
            | ErrorCode::INTERNAL_ERROR,
            _,
        ) => true,
        (ErrorCode::RESOURCE_NOT_FOUND, Era::Stateless) => return ErrorCode::INVALID_PARAMS,
        // Only where a page to visit has an id.
        (ErrorCode::URL_ELICITATION_REQUIRED, _) => abilities.elicitation_id,
        // Each of them says that the request itself is at fault, and is the server's to say.
        (
            ErrorCode::HEADER_MISMATCH
            | ErrorCode::MISSING_CLIENT_CAPABILITY
            | ErrorCode::UNSUPPORTED_PROTOCOL_VERSION,
            _,
        ) => false,
        (_, Era::Handshake) => true,
        (ErrorCode(code), Era::Stateless) => !RESERVED.contains(&code),
    };
    if is_kept {
        code
    } else {
        ErrorCode::INTERNAL_ERROR
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of a code in each revision, oldest first.
    fn each(code: i32) -> [i32; 5] {
        Revision::ALL.map(|revision| error_code(revision, ErrorCode(code)).0)
    }

    #[test]
    fn codes_of_json_rpc_and_of_applications_stay_as_they_are() {
        for code in [-32_700, -32_603, -32_602, -32_601, -32_600, -1, 0, 404] {
            assert_eq!(each(code), [code; 5]);
        }
        for code in [-32_769, -31_999, i32::MIN, i32::MAX] {
            assert_eq!(each(code), [code; 5]);
        }
    }

    #[test]
    fn a_code_is_sent_only_where_it_means_what_it_meant() {
        assert_eq!(each(-32_002), [-32_002, -32_002, -32_002, -32_002, -32_602]);
        assert_eq!(each(-32_042), [-32_603, -32_603, -32_603, -32_042, -32_603]);
        for code in [-32_020, -32_021, -32_022] {
            assert_eq!(each(code), [-32_603; 5]);
        }
    }

    #[test]
    fn reserved_codes_are_not_sent_where_they_are_reserved() {
        for code in [
            -32_000, -32_001, -32_019, -32_023, -32_099, -32_100, -32_768,
        ] {
            let mut expected = [code; 5];
            expected[4] = -32_603;
            assert_eq!(each(code), expected);
        }
    }
}

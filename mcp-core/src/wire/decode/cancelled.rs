//! The parameters of `notifications/cancelled` (`basic/utilities/cancellation`).

use serde_json::value::RawValue;

use super::member;
use crate::jsonrpc::RequestId;

/// Nobody waits for an answer any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cancelled {
    /// To which request; `None` where the notification does not say so legibly, for a malformed
    /// one should be ignored.
    pub request_id: Option<RequestId>,
}

impl Cancelled {
    /// Reads the parameters.
    #[must_use]
    pub fn read(params: Option<&RawValue>) -> Self {
        let members = member::params(params, ["requestId"]).ok();
        let request_id = members.and_then(|[id]| id);
        Self {
            request_id: request_id.and_then(|id| RequestId::read(id).ok()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::json;
    use super::*;

    #[test]
    fn the_id_keeps_its_type() {
        for (params, id) in [
            (r#"{"requestId":7,"reason":"late"}"#, RequestId::from(7)),
            (r#"{"requestId":"7"}"#, RequestId::from("7")),
        ] {
            assert_eq!(Cancelled::read(Some(json(params))).request_id, Some(id));
        }
    }

    #[test]
    fn what_is_malformed_names_no_request() {
        for params in [
            "null",
            "[7]",
            "{}",
            r#"{"requestId":null}"#,
            r#"{"requestId":1.5}"#,
        ] {
            assert_eq!(
                Cancelled::read(Some(json(params))).request_id,
                None,
                "{params}"
            );
        }
        assert_eq!(Cancelled::read(None).request_id, None);
    }
}

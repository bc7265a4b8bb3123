//! Notifications of what has changed (`server/tools#list-changed-notification`,
//! `server/resources#subscriptions`). All revisions spell them alike; on a stream of
//! `subscriptions/listen` each carries the id of its stream.

use super::json;
use crate::jsonrpc::{RequestId, write_id};
use crate::model::Announcement;

/// The member of `_meta` that names the stream.
const SUBSCRIPTION: &str = "io.modelcontextprotocol/subscriptionId";

/// Appends the whole notification; `subscription` is the id of the request that opened the stream
/// it goes out on, where a request did.
pub fn write_announcement(
    announcement: &Announcement,
    subscription: Option<&RequestId>,
    out: &mut Vec<u8>,
) {
    let method = match announcement {
        Announcement::ToolsChanged => "notifications/tools/list_changed",
        Announcement::PromptsChanged => "notifications/prompts/list_changed",
        Announcement::ResourcesChanged => "notifications/resources/list_changed",
        Announcement::ResourceUpdated(_) => "notifications/resources/updated",
    };
    write_notification(method, out, |out| {
        if let Announcement::ResourceUpdated(uri) = announcement {
            json::string(out, "uri", uri);
        }
        if let Some(id) = subscription {
            json::object(out, "_meta", |out| write_subscription(id, out));
        }
    });
}

/// Appends `notifications/elicitation/complete` (2025-11-25 alone): whoever visited the page of this
/// id is done there.
pub fn write_elicitation_complete(id: &str, out: &mut Vec<u8>) {
    write_notification("notifications/elicitation/complete", out, |out| {
        json::string(out, "elicitationId", id);
    });
}

/// Appends a notification whose parameters are the members that `write` appends, and which has
/// none where it appends none.
pub(super) fn write_notification(
    method: &str,
    out: &mut Vec<u8>,
    write: impl FnOnce(&mut Vec<u8>),
) {
    out.push(b'{');
    json::string(out, "jsonrpc", "2.0");
    json::string(out, "method", method);
    json::object(out, "params", write);
    out.push(b'}');
}

/// Appends the member of `_meta` that names a stream.
pub(super) fn write_subscription(id: &RequestId, out: &mut Vec<u8>) {
    json::key(out, SUBSCRIPTION);
    write_id(out, id);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(announcement: &Announcement, subscription: Option<&RequestId>) -> String {
        let mut out = Vec::new();
        write_announcement(announcement, subscription, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_list_that_changed_says_no_more_than_that() {
        for (announcement, list) in [
            (Announcement::ToolsChanged, "tools"),
            (Announcement::PromptsChanged, "prompts"),
            (Announcement::ResourcesChanged, "resources"),
        ] {
            let start =
                format!(r#"{{"jsonrpc":"2.0","method":"notifications/{list}/list_changed""#);
            assert_eq!(written(&announcement, None), format!("{start}}}"));
            assert_eq!(
                written(&announcement, Some(&7.into())),
                format!(
                    r#"{start},"params":{{"_meta":{{"io.modelcontextprotocol/subscriptionId":7}}}}}}"#
                )
            );
        }
    }

    #[test]
    fn a_page_whose_visitor_is_done_is_named_by_its_id() {
        let mut out = Vec::new();
        write_elicitation_complete("e\"1", &mut out);
        let expected = r#"{"jsonrpc":"2.0","method":"notifications/elicitation/complete","params":{"elicitationId":"e\"1"}}"#;
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn an_update_names_its_resource() {
        let start = r#"{"jsonrpc":"2.0","method":"notifications/resources/updated","params":"#;
        let update = Announcement::ResourceUpdated("a:\"b\"".to_owned());
        assert_eq!(
            written(&update, None),
            format!(r#"{start}{{"uri":"a:\"b\""}}}}"#)
        );
        assert_eq!(
            written(&update, Some(&"7".into())),
            format!(
                r#"{start}{{"uri":"a:\"b\"","_meta":{{"io.modelcontextprotocol/subscriptionId":"7"}}}}}}"#
            )
        );
    }
}

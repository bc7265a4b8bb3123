//! What a stream of `subscriptions/listen` begins and ends with (2026-07-28).

use super::announcement::{write_notification, write_subscription};
use super::{Stamp, json};
use crate::jsonrpc::{RequestId, write_id, write_string};
use crate::model::SubscriptionFilter;
use crate::revision::Revision;

/// Appends `notifications/subscriptions/acknowledged`: the first message of a stream, with what of
/// the client's wishes is granted.
pub fn write_acknowledged(id: &RequestId, granted: &SubscriptionFilter, out: &mut Vec<u8>) {
    write_notification("notifications/subscriptions/acknowledged", out, |out| {
        json::object(out, "_meta", |out| write_subscription(id, out));
        json::key(out, "notifications");
        write_filter(granted, out);
    });
}

/// Appends a filter with the members that are asked for, and no others.
fn write_filter(filter: &SubscriptionFilter, out: &mut Vec<u8>) {
    let asked = |wanted: bool| wanted.then_some(true);
    out.push(b'{');
    json::flag(out, "toolsListChanged", asked(filter.tools_list_changed));
    json::flag(
        out,
        "promptsListChanged",
        asked(filter.prompts_list_changed),
    );
    json::flag(
        out,
        "resourcesListChanged",
        asked(filter.resources_list_changed),
    );
    if !filter.resource_subscriptions.is_empty() {
        let uris = &filter.resource_subscriptions;
        json::array(out, "resourceSubscriptions", uris, |out, uri| {
            write_string(out, uri);
        });
    }
    if !filter.task_ids.is_empty() {
        json::array(out, "taskIds", &filter.task_ids, |out, id| {
            write_string(out, id);
        });
    }
    out.push(b'}');
}

/// Appends the result of `subscriptions/listen`, with which the server ends the stream.
pub fn write_listen_result(revision: Revision, stamp: &Stamp, id: &RequestId, out: &mut Vec<u8>) {
    out.push(b'{');
    stamp.close_with(revision, out, |out| write_subscription(id, out));
}

/// Appends `notifications/cancelled`: the sender does not go on with a request, or waits for its
/// answer no longer (`basic/utilities/cancellation`).
pub fn write_cancelled(id: &RequestId, reason: &str, out: &mut Vec<u8>) {
    write_notification("notifications/cancelled", out, |out| {
        json::key(out, "requestId");
        write_id(out, id);
        json::string(out, "reason", reason);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Implementation;
    use crate::revision::Era;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_acknowledgement_names_its_stream_and_what_is_granted() {
        let start = concat!(
            r#"{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","#,
            r#""params":{"_meta":{"io.modelcontextprotocol/subscriptionId":"#
        );
        let all = SubscriptionFilter {
            tools_list_changed: true,
            prompts_list_changed: true,
            resources_list_changed: true,
            resource_subscriptions: vec!["a:b".to_owned(), "c:\"d".to_owned()],
            task_ids: vec!["x".to_owned()],
        };
        let said = written(|out| write_acknowledged(&"L".into(), &all, out));
        let granted = concat!(
            r#""L"},"notifications":{"toolsListChanged":true,"promptsListChanged":true,"#,
            r#""resourcesListChanged":true,"resourceSubscriptions":["a:b","c:\"d"],"taskIds":["x"]}}}"#
        );
        assert_eq!(said, format!("{start}{granted}"));
        let none = SubscriptionFilter::default();
        let said = written(|out| write_acknowledged(&1.into(), &none, out));
        assert_eq!(said, format!(r#"{start}1}},"notifications":{{}}}}}}"#));
    }

    #[test]
    fn the_result_names_its_stream_beside_the_server() {
        let stamp = Stamp::new(&Implementation::new("s", "1"));
        let revision = Revision::latest(Era::Stateless);
        let result = written(|out| write_listen_result(revision, &stamp, &"L".into(), out));
        let expected = concat!(
            r#"{"resultType":"complete","_meta":{"io.modelcontextprotocol/subscriptionId":"L","#,
            r#""io.modelcontextprotocol/serverInfo":{"name":"s","version":"1"}}}"#
        );
        assert_eq!(result, expected);
    }

    #[test]
    fn a_cancellation_names_its_request() {
        assert_eq!(
            written(|out| write_cancelled(&"7".into(), "over", out)),
            concat!(
                r#"{"jsonrpc":"2.0","method":"notifications/cancelled","#,
                r#""params":{"requestId":"7","reason":"over"}}"#
            )
        );
    }
}

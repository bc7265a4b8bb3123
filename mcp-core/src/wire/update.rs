//! What a running call says and asks (`basic/utilities/progress`, `server/utilities/logging`).

use super::{ask, json, task, write_cancelled};
use crate::jsonrpc::{RequestId, write_id};
use crate::model::Update;
use crate::revision::Revision;

/// Appends the whole notification.
pub fn write_update(revision: Revision, update: &Update, out: &mut Vec<u8>) {
    match update {
        Update::Progress {
            token,
            progress,
            total,
            message,
        } => {
            open("notifications/progress", out);
            write_token(token, out);
            json::number(out, "progress", *progress);
            if let Some(total) = total {
                json::number(out, "total", *total);
            }
            if revision.abilities().progress_message {
                json::optional(out, "message", message.as_deref());
            }
        }
        Update::Message {
            level,
            logger,
            data,
        } => {
            open("notifications/message", out);
            json::string(out, "level", level.as_str());
            json::optional(out, "logger", logger.as_deref());
            json::key(out, "data");
            json::raw(out, data);
        }
        Update::Question { id, question } => {
            return ask::write_request(revision, id, question, out);
        }
        Update::Withdrawn { id, reason } => return write_cancelled(id, reason, out),
        Update::OfTask { id, update } => {
            write_update(revision, update, out);
            return task::relate(id, update, out);
        }
    }
    out.extend_from_slice(b"}}");
}

fn open(method: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(br#"{"jsonrpc":"2.0","method":""#);
    out.extend_from_slice(method.as_bytes());
    out.extend_from_slice(br#"","params":{"#);
}

fn write_token(token: &RequestId, out: &mut Vec<u8>) {
    json::key(out, "progressToken");
    write_id(out, token);
}

#[cfg(test)]
mod tests {
    use serde_json::value::to_raw_value;

    use super::*;
    use crate::model::Level;
    use crate::wire::testing::each;

    fn written(update: &Update) -> [String; 5] {
        each(|revision, out| write_update(revision, update, out))
    }

    #[test]
    fn progress_has_words_from_the_second_revision_on() {
        let start = r#"{"jsonrpc":"2.0","method":"notifications/progress","params":"#;
        let silent = format!(r#"{start}{{"progressToken":"p","progress":3,"total":4.5}}}}"#);
        let said =
            format!(r#"{start}{{"progressToken":"p","progress":3,"total":4.5,"message":"m"}}}}"#);
        let update = Update::Progress {
            token: "p".into(),
            progress: 3.0,
            total: Some(4.5),
            message: Some("m".to_owned()),
        };
        assert_eq!(
            written(&update),
            [&silent, &said, &said, &said, &said].map(String::as_str)
        );
    }

    #[test]
    fn a_token_keeps_its_type() {
        let update = Update::Progress {
            token: 7.into(),
            progress: 0.25,
            total: None,
            message: None,
        };
        for text in written(&update) {
            assert!(
                text.ends_with(r#""params":{"progressToken":7,"progress":0.25}}"#),
                "{text}"
            );
        }
    }

    #[test]
    fn a_log_message_is_the_same_in_every_revision() {
        let message = |logger| Update::Message {
            level: Level::Warning,
            logger,
            data: to_raw_value("hot").unwrap(),
        };
        let start =
            r#"{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"warning""#;
        let named = format!(r#"{start},"logger":"db","data":"hot"}}}}"#);
        let plain = format!(r#"{start},"data":"hot"}}}}"#);
        assert_eq!(written(&message(Some("db".to_owned()))), [&*named; 5]);
        assert_eq!(written(&message(None)), [&*plain; 5]);
    }
}

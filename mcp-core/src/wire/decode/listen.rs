//! The parameters of `subscriptions/listen` (2026-07-28).

use serde_json::value::RawValue;

use super::member;
use crate::jsonrpc::{ErrorObject, text};
use crate::members::first;
use crate::model::SubscriptionFilter;

/// A wish to be told of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listen {
    /// Of which.
    pub filter: SubscriptionFilter,
}

impl Listen {
    /// Reads the parameters. Members that the specification does not name are passed over.
    ///
    /// # Errors
    /// There is no filter, a member of it is of another type, or it names more than
    /// [`SubscriptionFilter::MAX_RESOURCES`] resources or [`SubscriptionFilter::MAX_TASKS`] tasks, or those by
    /// more than [`SubscriptionFilter::MAX_BYTES`].
    pub fn read(params: Option<&RawValue>) -> Result<Self, ErrorObject> {
        let [wishes] = member::params(params, ["notifications"])?;
        let names = [
            "toolsListChanged",
            "promptsListChanged",
            "resourcesListChanged",
            "resourceSubscriptions",
            "taskIds",
        ];
        let [tools, prompts, resources, subscriptions, tasks] =
            member::members("notifications", wishes, names)?;
        Ok(Self {
            filter: SubscriptionFilter {
                tools_list_changed: flag("toolsListChanged", tools)?,
                prompts_list_changed: flag("promptsListChanged", prompts)?,
                resources_list_changed: flag("resourcesListChanged", resources)?,
                resource_subscriptions: keys("resourceSubscriptions", "resources", subscriptions)?,
                task_ids: keys("taskIds", "tasks", tasks)?,
            },
        })
    }
}

fn flag(name: &str, member: Option<&RawValue>) -> Result<bool, ErrorObject> {
    match member.map(RawValue::get) {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(member::invalid(format!(
            "`notifications.{name}` must be a boolean"
        ))),
    }
}

fn keys(name: &str, what: &str, member: Option<&RawValue>) -> Result<Vec<String>, ErrorObject> {
    let Some(member) = member else {
        return Ok(Vec::new());
    };
    let (most, bytes) = (
        SubscriptionFilter::MAX_RESOURCES,
        SubscriptionFilter::MAX_BYTES,
    );
    let no_strings = || {
        member::invalid(format!(
            "`notifications.{name}` must be an array of strings"
        ))
    };
    let items = first(member.get(), most + 1).map_err(|_| no_strings())?;
    let texts = items.iter().take(most);
    let texts = texts.map(|item| Some(text(item)?.into_owned()));
    let keys = texts.collect::<Option<Vec<String>>>();
    let keys = keys.ok_or_else(no_strings)?;
    let length: usize = keys.iter().map(String::len).sum();
    match items.len() > most || length > bytes {
        true => Err(member::invalid(format!(
            "`notifications.{name}` may name at most {most} {what}, in at most {bytes} bytes; open another \
             stream for the rest"
        ))),
        false => Ok(keys),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{json, refusal};
    use super::*;

    fn filter(notifications: &str) -> SubscriptionFilter {
        let params = format!(r#"{{"notifications":{notifications}}}"#);
        Listen::read(Some(json(&params))).unwrap().filter
    }

    fn refused(notifications: &str) -> String {
        let params = format!(r#"{{"notifications":{notifications}}}"#);
        refusal(Listen::read(Some(json(&params))))
    }

    fn many(count: usize) -> String {
        let uris: Vec<String> = (0..count).map(|index| format!("a:{index}")).collect();
        let uris = serde_json::to_string(&uris).unwrap();
        format!(r#"{{"resourceSubscriptions":{uris}}}"#)
    }

    #[test]
    fn what_is_not_asked_for_is_not_wanted() {
        assert_eq!(filter("{}"), SubscriptionFilter::default());
        let nothing = r#"{"toolsListChanged":false,"promptsListChanged":null,"other":7,"taskIds":null,
            "resourceSubscriptions":null}"#;
        assert_eq!(filter(nothing), SubscriptionFilter::default());
    }

    #[test]
    fn each_wish_is_read() {
        let all = r#"{"toolsListChanged":true,"promptsListChanged":true,
            "resourcesListChanged":true,"resourceSubscriptions":["a:b","c:\u0064"],"taskIds":["x"]}"#;
        let expected = SubscriptionFilter {
            tools_list_changed: true,
            prompts_list_changed: true,
            resources_list_changed: true,
            resource_subscriptions: vec!["a:b".to_owned(), "c:d".to_owned()],
            task_ids: vec!["x".to_owned()],
        };
        assert_eq!(filter(all), expected);
    }

    #[test]
    fn there_may_be_as_many_resources_as_allowed_and_no_more() {
        let most = SubscriptionFilter::MAX_RESOURCES;
        assert_eq!(filter(&many(most)).resource_subscriptions.len(), most);
        for count in [most + 1, 3 * most] {
            let reason = refused(&many(count));
            assert!(reason.contains("at most 1024 resources"), "{reason}");
        }
    }

    #[test]
    fn what_is_named_may_have_as_many_bytes_as_allowed_and_no_more() {
        let most = SubscriptionFilter::MAX_BYTES;
        for (member, what) in [("resourceSubscriptions", "resources"), ("taskIds", "tasks")] {
            // What counts is what is kept of it: an escape is longer.
            let of = |length| format!(r#"{{"{member}":["\u0061:","{}"]}}"#, "x".repeat(length - 2));
            let granted = filter(&of(most));
            assert_eq!(
                granted.resource_subscriptions.len() + granted.task_ids.len(),
                2
            );
            let expected = format!(
                "`notifications.{member}` may name at most 1024 {what}, in at most 65536 bytes; open another \
                 stream for the rest"
            );
            assert_eq!(refused(&of(most + 1)), expected);
        }
    }

    #[test]
    fn a_refusal_names_the_member() {
        assert_eq!(refusal(Listen::read(None)), "`params` must be an object");
        assert_eq!(
            refusal(Listen::read(Some(json("{}")))),
            "`notifications` is missing"
        );
        assert_eq!(refused("[]"), "`notifications` must be an object");
        assert_eq!(
            refused(r#"{"toolsListChanged":1}"#),
            "`notifications.toolsListChanged` must be a boolean"
        );
        assert_eq!(
            refused(r#"{"taskIds":7}"#),
            "`notifications.taskIds` must be an array of strings"
        );
        for uris in [
            "7",
            "{}",
            r#""a:b""#,
            "[7]",
            "[null]",
            r#"["a:b",["c"]]"#,
            r#"["\ud800"]"#,
        ] {
            assert_eq!(
                refused(&format!(r#"{{"resourceSubscriptions":{uris}}}"#)),
                "`notifications.resourceSubscriptions` must be an array of strings"
            );
        }
    }
}

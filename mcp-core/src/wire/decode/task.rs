//! The parameters of the methods about tasks (`basic/utilities/tasks`, and the extension
//! `io.modelcontextprotocol/tasks`).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::value::RawValue;

use super::member;
use crate::jsonrpc::ErrorObject;
use crate::members;

/// A wish that a call be a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskWish {
    /// For how long it should be kept.
    pub ttl: Option<Duration>,
}

/// Which task a request is about, and what it brings.
#[derive(Debug)]
pub struct OfTask<'a> {
    /// Which task.
    pub id: Cow<'a, str>,
    /// Answers to what it asks; `tasks/update` brings some.
    pub input_responses: BTreeMap<String, Box<RawValue>>,
}

impl TaskWish {
    /// Reads the member `task` of a call.
    ///
    /// # Errors
    /// It is no object, or its `ttl` is no count of milliseconds.
    pub fn read(task: &RawValue) -> Result<Self, ErrorObject> {
        let [ttl] = member::members("task", Some(task), ["ttl"])?;
        let ttl = ttl.map(|ttl| serde_json::from_str::<f64>(ttl.get()));
        match ttl.transpose() {
            Ok(ttl) => {
                let ttl = ttl.map(|ttl| Duration::try_from_secs_f64(ttl / 1000.0));
                let ttl = ttl.transpose().map_err(|_| no_count())?;
                Ok(Self { ttl })
            }
            Err(_) => Err(no_count()),
        }
    }
}

fn no_count() -> ErrorObject {
    member::invalid("`task.ttl` must be a number of milliseconds")
}

impl<'a> OfTask<'a> {
    /// Reads the parameters of `tasks/get`, `tasks/result` and `tasks/cancel`.
    ///
    /// # Errors
    /// There is no id, or it is no string.
    pub fn read(params: Option<&'a RawValue>) -> Result<Self, ErrorObject> {
        let [id] = member::params(params, ["taskId"])?;
        Ok(Self {
            id: member::string("taskId", id)?,
            input_responses: BTreeMap::new(),
        })
    }

    /// Reads the parameters of `tasks/update`.
    ///
    /// # Errors
    /// As [`read`](Self::read); or there are no answers, or they are no object.
    pub fn read_update(params: Option<&'a RawValue>) -> Result<Self, ErrorObject> {
        let [id, responses] = member::params(params, ["taskId", "inputResponses"])?;
        Ok(Self {
            id: member::string("taskId", id)?,
            input_responses: member::object("inputResponses", responses, members::map)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{json, refusal};
    use super::*;

    fn ttl(task: &str) -> Option<Duration> {
        TaskWish::read(json(task)).unwrap().ttl
    }

    #[test]
    fn a_wish_may_say_for_how_long() {
        assert_eq!(ttl("{}"), None);
        assert_eq!(ttl(r#"{"ttl":null}"#), None);
        assert_eq!(ttl(r#"{"ttl":0}"#), Some(Duration::ZERO));
        assert_eq!(ttl(r#"{"ttl":60000}"#), Some(Duration::from_secs(60)));
        assert_eq!(
            ttl(r#"{"ttl":1.5,"other":1}"#),
            Some(Duration::from_micros(1500))
        );
    }

    #[test]
    fn the_refusal_of_a_wish_names_the_member() {
        for wish in ["7", "[]", "true", r#""x""#] {
            assert_eq!(
                refusal(TaskWish::read(json(wish))),
                "`task` must be an object"
            );
        }
        for ttl in ["-1", r#""1""#, "1e400", "1e300", "{}"] {
            let wish = format!(r#"{{"ttl":{ttl}}}"#);
            let refused = refusal(TaskWish::read(json(&wish)));
            assert_eq!(
                refused, "`task.ttl` must be a number of milliseconds",
                "{ttl}"
            );
        }
    }

    #[test]
    fn a_task_goes_by_its_id() {
        let read = OfTask::read(Some(json(r#"{"taskId":"\u0061b","inputResponses":7}"#))).unwrap();
        assert_eq!(read.id, "ab");
        let text = r#"{"taskId":"a","inputResponses":{"ask-1":{"action":"decline"}}}"#;
        let read = OfTask::read_update(Some(json(text))).unwrap();
        assert_eq!(
            read.input_responses["ask-1"].get(),
            r#"{"action":"decline"}"#
        );
    }

    #[test]
    fn a_refusal_names_the_member() {
        assert_eq!(refusal(OfTask::read(None)), "`params` must be an object");
        let update = |text| refusal(OfTask::read_update(Some(json(text))));
        assert_eq!(update("{}"), "`taskId` is missing");
        assert_eq!(update(r#"{"taskId":7}"#), "`taskId` must be a string");
        assert_eq!(update(r#"{"taskId":"a"}"#), "`inputResponses` is missing");
        let array = r#"{"taskId":"a","inputResponses":[]}"#;
        assert_eq!(update(array), "`inputResponses` must be an object");
    }
}

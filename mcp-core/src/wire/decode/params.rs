//! Parameters of a request that says all by itself: read once for all who look at them.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::member::{self, Object};
use super::meta::{Lenient, Meta, meta};
use crate::jsonrpc::{self, ErrorObject};
use crate::wire::members::named;

/// Parameters, with the members that more than one reader wants.
#[derive(Debug, Default)]
pub struct Params<'a> {
    /// Their `_meta`.
    pub meta: Meta<'a>,
    /// What a call is made of; none where a member stands twice or is nothing that can be read.
    pub(super) subject: Option<Subject<'a>>,
    source: Source<'a>,
}

/// What a request is about.
#[derive(Debug)]
pub(super) struct Subject<'a> {
    pub(super) name: Option<&'a RawValue>,
    pub(super) uri: Option<&'a RawValue>,
    pub(super) arguments: Option<&'a RawValue>,
    pub(super) cursor: Option<&'a RawValue>,
    pub(super) input_responses: Option<&'a RawValue>,
    pub(super) request_state: Option<&'a RawValue>,
    pub(super) task: Option<&'a RawValue>,
}

/// What a [`Subject`] is read from.
const NAMES: [&str; 8] = [
    "_meta",
    "name",
    "uri",
    "arguments",
    "cursor",
    "inputResponses",
    "requestState",
    "task",
];

/// Where all parameters stand.
#[derive(Clone, Copy, Debug, Default)]
enum Source<'a> {
    #[default]
    Nowhere,
    /// By themselves.
    Params(&'a RawValue),
    /// In a message that is a JSON object.
    Message(&'a str),
}

/// The members of an object of parameters.
#[derive(Deserialize)]
pub(crate) struct Members<'a> {
    #[serde(borrow, default, rename = "_meta")]
    meta: Lenient<Meta<'a>>,
    #[serde(borrow)]
    name: Option<&'a RawValue>,
    #[serde(borrow)]
    uri: Option<&'a RawValue>,
    #[serde(borrow)]
    arguments: Option<&'a RawValue>,
    #[serde(borrow)]
    cursor: Option<&'a RawValue>,
    #[serde(borrow, rename = "inputResponses")]
    input_responses: Option<&'a RawValue>,
    #[serde(borrow, rename = "requestState")]
    request_state: Option<&'a RawValue>,
    #[serde(borrow)]
    task: Option<&'a RawValue>,
}

impl<'a> Params<'a> {
    /// Reads parameters. Whatever does not fit reads as absent.
    ///
    /// ```
    /// use mcp_core::wire::decode::Params;
    /// let json = serde_json::from_str(r#"{"name":"add","_meta":{"progressToken":7}}"#).unwrap();
    /// let params = Params::read(Some(json));
    /// assert_eq!(params.name().as_deref(), Some("add"));
    /// assert_eq!(params.meta.progress_token, Some(7.into()));
    /// ```
    #[must_use]
    pub fn read(whole: Option<&'a RawValue>) -> Self {
        let source = whole.map_or(Source::Nowhere, Source::Params);
        let object = whole.and_then(|params| serde_json::from_str(params.get()).ok());
        match object {
            Some(Object(members)) => Self::new(members, source),
            None => Self {
                meta: meta(whole),
                subject: None,
                source,
            },
        }
    }

    /// Those of a message, read together with it.
    pub(crate) fn of_message(members: Members<'a>, message: &'a str) -> Self {
        Self::new(members, Source::Message(message))
    }

    fn new(members: Members<'a>, source: Source<'a>) -> Self {
        Self {
            meta: members.meta.0,
            subject: Some(Subject {
                name: members.name,
                uri: members.uri,
                arguments: members.arguments,
                cursor: members.cursor,
                input_responses: members.input_responses,
                request_state: members.request_state,
                task: members.task,
            }),
            source,
        }
    }

    /// What a request is about.
    pub(super) fn subject(&self) -> Result<&Subject<'a>, ErrorObject> {
        let why = || match member::params(self.whole(), NAMES) {
            Err(fault) => fault,
            Ok(_) => member::invalid("`params` cannot be read"),
        };
        self.subject.as_ref().ok_or_else(why)
    }

    /// Whether there are none, or `null` in their place.
    pub(super) fn are_absent(&self) -> bool {
        self.subject.is_none() && self.whole().is_none_or(|params| params.get() == "null")
    }

    /// All of them, for readers of other members. Those that stand in a message are looked for
    /// there once more, which costs as much as reading it did.
    #[must_use]
    pub fn whole(&self) -> Option<&'a RawValue> {
        match self.source {
            Source::Nowhere => None,
            Source::Params(params) => Some(params),
            Source::Message(message) => {
                let [params] = named(message, ["params"]).ok()?;
                params
            }
        }
    }

    /// The name that they give, if it is a string.
    #[must_use]
    pub fn name(&self) -> Option<Cow<'a, str>> {
        jsonrpc::text(self.subject.as_ref()?.name?)
    }

    /// The URI that they give, if it is a string.
    #[must_use]
    pub fn uri(&self) -> Option<Cow<'a, str>> {
        jsonrpc::text(self.subject.as_ref()?.uri?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::json;
    use super::*;

    #[test]
    fn a_token_is_an_integer_or_a_string_and_else_ignored() {
        for (meta, expected) in [
            (r#"{"progressToken":7}"#, Some(7.into())),
            (r#"{"progressToken":"7"}"#, Some("7".into())),
            (r#"{"progressToken":0.5}"#, None),
            (r#"{"progressToken":{}}"#, None),
            ("{}", None),
            ("[]", None),
            ("null", None),
        ] {
            let params = format!(r#"{{"name":"t","_meta":{meta}}}"#);
            let read = Params::read(Some(json(&params)));
            assert_eq!(read.meta.progress_token, expected, "{meta}");
        }
    }

    #[test]
    fn those_of_a_message_are_found_again() {
        let message = r#"{"method":"m","params":{"name":"t","other":{"a":1}},"id":1}"#;
        let members = r#"{"name":"t","other":{"a":1}}"#;
        let params = Params::of_message(serde_json::from_str(members).unwrap(), message);
        assert_eq!(params.whole().unwrap().get(), members);
    }

    #[test]
    fn what_stands_twice_hides_no_meta() {
        let text = r#"{"name":"a","name":"b","_meta":{"progressToken":1}}"#;
        let params = Params::read(Some(json(text)));
        assert_eq!(params.meta.progress_token, Some(1.into()));
        assert_eq!(params.name(), None);
    }
}

//! Parameters of a request that says all by itself: read once for all who look at them.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::member;
use super::meta::{META, Meta, meta};
use crate::jsonrpc::{self, ErrorObject};
use crate::members::{Found, Names, find, named};

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

/// What a [`Subject`] is read from, behind what a [`Meta`] is read from.
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

/// What parameters are read from, in one pass with the message that they stand in.
pub(crate) const PARAMS: Names<'_> = Names::new(&NAMES).within(0, &META);

/// What stands at each name of [`PARAMS`].
pub(crate) type Members<'a> = [Found<'a>; 13];

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
        let mut members = [Found::Nothing; 13];
        match whole.map(|params| look(params.get(), &mut members)) {
            Some(Ok(())) => Self::new(&members, source),
            None | Some(Err(_)) => Self {
                meta: meta(whole),
                subject: None,
                source,
            },
        }
    }

    /// Those of a message that are an object, as its `_meta` is, read together with it.
    pub(crate) fn of_message(members: &Members<'a>, message: &'a str) -> Self {
        Self::new(members, Source::Message(message))
    }

    fn new(members: &Members<'a>, source: Source<'a>) -> Self {
        let [
            _,
            name,
            uri,
            arguments,
            cursor,
            responses,
            state,
            task,
            meta @ ..,
        ] = members;
        Self {
            meta: Meta::of(meta),
            subject: Some(Subject {
                name: name.value(),
                uri: uri.value(),
                arguments: arguments.value(),
                cursor: cursor.value(),
                input_responses: responses.value(),
                request_state: state.value(),
                task: task.value(),
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

    /// Refuses parameters that are there and cannot be read, for a method that needs none of them.
    ///
    /// # Errors
    /// They are no object.
    ///
    /// ```
    /// use mcp_core::wire::decode::Params;
    /// let json = serde_json::from_str("[1]").unwrap();
    /// assert!(Params::read(Some(json)).check().is_err());
    /// assert!(Params::read(None).check().is_ok());
    /// ```
    pub fn check(&self) -> Result<(), ErrorObject> {
        match self.are_absent() {
            true => Ok(()),
            false => self.subject().map(drop),
        }
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

/// Looks for what stands at each name of [`PARAMS`]. A `_meta` that is no object has nothing.
fn look<'a>(params: &'a str, members: &mut Members<'a>) -> serde_json::Result<()> {
    let Err(error) = find(params, &PARAMS, members) else {
        return Ok(());
    };
    *members = [Found::Nothing; 13];
    find(params, &Names::new(&NAMES), members)?;
    match members[0].json().is_some_and(member::is_object) {
        true => Err(error),
        false => Ok(()),
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
            ("-0.0", None),
            (r#""x""#, None),
            ("null", None),
        ] {
            let params = format!(r#"{{"name":"t","_meta":{meta}}}"#);
            let read = Params::read(Some(json(&params)));
            assert_eq!(read.meta.progress_token, expected, "{meta}");
            assert_eq!(read.name().as_deref(), Some("t"), "{meta}");
        }
    }

    #[test]
    fn those_of_a_message_are_found_again() {
        let message = r#"{"method":"m","params":{"name":"t","other":{"a":1}},"id":1}"#;
        let members = r#"{"name":"t","other":{"a":1}}"#;
        let params = Params::of_message(&[Found::Nothing; 13], message);
        assert_eq!(params.whole().unwrap().get(), members);
    }

    #[test]
    fn a_meta_that_cannot_be_read_is_no_meta_that_is_absent() {
        let text = r#"{"name":"t","_meta":{"progressToken":1,"progressToken":2}}"#;
        let params = Params::read(Some(json(text)));
        assert!(params.meta.progress_token.is_none() && params.subject().is_err());
    }

    #[test]
    fn what_is_no_object_has_no_members() {
        for whole in [
            "5",
            "-0.0",
            "1e3",
            "[1]",
            r#"["name"]"#,
            "true",
            r#""name""#,
            "null",
        ] {
            let params = Params::read(Some(json(whole)));
            assert!(
                params.subject().is_err() && params.meta.version.is_none(),
                "{whole}"
            );
            assert_eq!(params.are_absent(), whole == "null", "{whole}");
        }
    }

    #[test]
    fn what_stands_twice_hides_no_meta() {
        let text = r#"{"name":"a","name":"b","_meta":{"progressToken":1}}"#;
        let params = Params::read(Some(json(text)));
        assert_eq!(params.meta.progress_token, Some(1.into()));
        assert_eq!(params.name(), None);
    }
}

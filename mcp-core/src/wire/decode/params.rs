//! Parameters of a request that says all by itself: read once for all who look at them.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::member;
use super::meta::{Lenient, Meta, meta};
use crate::jsonrpc;

/// Parameters, with the members that more than one reader wants.
#[derive(Debug, Default)]
pub struct Params<'a> {
    /// Their `_meta`.
    pub meta: Meta<'a>,
    /// All of them.
    pub(super) whole: Option<&'a RawValue>,
    /// What a call is made of; none where a member stands twice or is nothing that can be read.
    pub(super) subject: Option<Subject<'a>>,
}

/// What a request is about.
#[derive(Debug)]
pub(super) struct Subject<'a> {
    pub(super) name: Option<&'a RawValue>,
    pub(super) uri: Option<&'a RawValue>,
    pub(super) arguments: Option<&'a RawValue>,
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
        #[derive(Deserialize)]
        struct All<'a> {
            #[serde(borrow, default, rename = "_meta")]
            meta: Lenient<Meta<'a>>,
            #[serde(borrow)]
            name: Option<&'a RawValue>,
            #[serde(borrow)]
            uri: Option<&'a RawValue>,
            #[serde(borrow)]
            arguments: Option<&'a RawValue>,
        }

        let object = whole.filter(|params| member::is_object(params));
        let all = object.and_then(|params| serde_json::from_str::<All<'_>>(params.get()).ok());
        match all {
            Some(all) => Self {
                meta: all.meta.0,
                whole,
                subject: Some(Subject {
                    name: all.name,
                    uri: all.uri,
                    arguments: all.arguments,
                }),
            },
            None => Self {
                meta: meta(whole),
                whole,
                subject: None,
            },
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
    use super::super::CallTool;
    use super::super::testing::{json, refusal};
    use super::*;

    #[test]
    fn a_call_is_read_as_it_is_by_itself() {
        for text in [
            r#"{"name":"t","arguments":{"a":1},"_meta":{"progressToken":1}}"#,
            r#"{"name":"\u0074","arguments":null}"#,
            r#"{"name":7}"#,
            r#"{"name":"t","arguments":[]}"#,
            r#"{"name":"t","name":"u"}"#,
            r#"["t"]"#,
            "{}",
        ] {
            let whole = Some(json(text));
            let params = Params::read(whole);
            match (CallTool::of(&params), CallTool::read(whole)) {
                (Ok(of), Ok(read)) => {
                    assert_eq!(of.name, read.name, "{text}");
                    let raw = |call: &CallTool<'_>| call.arguments.map(RawValue::to_string);
                    assert_eq!(raw(&of), raw(&read), "{text}");
                    assert_eq!(of.progress_token, read.progress_token, "{text}");
                }
                (of, read) => assert_eq!(refusal(of), refusal(read), "{text}"),
            }
        }
        assert!(CallTool::of(&Params::read(None)).is_err());
    }

    #[test]
    fn what_stands_twice_hides_no_meta() {
        let text = r#"{"name":"a","name":"b","_meta":{"progressToken":1}}"#;
        let params = Params::read(Some(json(text)));
        assert_eq!(params.meta.progress_token, Some(1.into()));
        assert_eq!(params.name(), None);
    }
}

//! The parameters of `tools/call` (`server/tools#calling-tools`).

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::meta::{Lenient, Meta};
use super::{Params, member};
use crate::jsonrpc::ErrorObject;
use crate::model::ProgressToken;

/// A call of a tool.
#[derive(Debug)]
pub struct CallTool<'a> {
    /// Which tool.
    pub name: Cow<'a, str>,
    /// Its arguments, an object.
    pub arguments: Option<&'a RawValue>,
    /// The token for progress, if the client wants to be told.
    pub progress_token: Option<ProgressToken>,
}

impl<'a> CallTool<'a> {
    /// Reads the parameters.
    ///
    /// # Errors
    /// There is no name, or the arguments are no object.
    ///
    /// ```
    /// use mcp_core::wire::decode::CallTool;
    /// let params = serde_json::from_str(r#"{"name":"add","arguments":{"a":1,"b":2}}"#).unwrap();
    /// let call = CallTool::read(Some(params)).unwrap();
    /// assert_eq!(call.name, "add");
    /// ```
    pub fn read(params: Option<&'a RawValue>) -> Result<Self, ErrorObject> {
        #[derive(Deserialize)]
        struct Own<'a> {
            #[serde(borrow)]
            name: Option<&'a RawValue>,
            #[serde(borrow)]
            arguments: Option<&'a RawValue>,
            #[serde(borrow, default, rename = "_meta")]
            meta: Lenient<Meta<'a>>,
        }

        let params: Own<'a> = member::params(params)?;
        Self::new(params.name, params.arguments, params.meta.0.progress_token)
    }

    /// The call that parameters are which were read already.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn of(params: &Params<'a>) -> Result<Self, ErrorObject> {
        match &params.subject {
            None => Self::read(params.whole),
            Some(subject) => {
                let token = params.meta.progress_token.clone();
                Self::new(subject.name, subject.arguments, token)
            }
        }
    }

    fn new(
        name: Option<&'a RawValue>,
        arguments: Option<&'a RawValue>,
        progress_token: Option<ProgressToken>,
    ) -> Result<Self, ErrorObject> {
        let name = member::string("name", name)?;
        if arguments.is_some_and(|arguments| !member::is_object(arguments)) {
            return Err(member::invalid("`arguments` must be an object"));
        }
        Ok(Self {
            name,
            arguments,
            progress_token,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{json, refusal};
    use super::*;

    fn read(params: &str) -> CallTool<'_> {
        CallTool::read(Some(json(params))).unwrap()
    }

    #[test]
    fn a_plain_name_and_the_arguments_are_borrowed() {
        let call = read(r#"{"name":"add","arguments": {"a": 1},"task":{}}"#);
        assert!(matches!(call.name, Cow::Borrowed("add")));
        assert_eq!(call.arguments.unwrap().get(), r#"{"a": 1}"#);
        assert_eq!(read(r#"{"name":"\u0061dd"}"#).name, "add");
    }

    #[test]
    fn arguments_may_be_absent_or_null() {
        assert!(read(r#"{"name":"t"}"#).arguments.is_none());
        assert!(read(r#"{"name":"t","arguments":null}"#).arguments.is_none());
    }

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
            assert_eq!(read(&params).progress_token, expected, "{meta}");
        }
    }

    #[test]
    fn a_refusal_names_the_member() {
        assert_eq!(refusal(CallTool::read(None)), "`params` must be an object");
        for (params, expected) in [
            (r#"["t"]"#, "`params` must be an object"),
            ("null", "`params` must be an object"),
            ("{}", "`name` is missing"),
            (r#"{"name":7}"#, "`name` must be a string"),
            (
                r#"{"name":"t","arguments":[]}"#,
                "`arguments` must be an object",
            ),
            (
                r#"{"name":"t","arguments":"{}"}"#,
                "`arguments` must be an object",
            ),
        ] {
            assert_eq!(refusal(CallTool::read(Some(json(params)))), expected);
        }
        let twice = refusal(CallTool::read(Some(json(r#"{"name":"a","name":"b"}"#))));
        assert!(
            twice.starts_with("`params` cannot be read: duplicate field `name`"),
            "{twice}"
        );
    }
}

//! The parameters of `tools/call` (`server/tools#calling-tools`).

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::{Params, member};
use crate::jsonrpc::ErrorObject;

/// A call of a tool.
#[derive(Debug)]
pub struct CallTool<'a> {
    /// Which tool.
    pub name: Cow<'a, str>,
    /// Its arguments, an object.
    pub arguments: Option<&'a RawValue>,
    /// Its wish to be a task, not yet read: it counts only where there are tasks.
    pub task: Option<&'a RawValue>,
}

impl<'a> CallTool<'a> {
    /// The call that parameters are.
    ///
    /// # Errors
    /// There is no name, or the arguments are no object.
    ///
    /// ```
    /// use mcp_core::wire::decode::{CallTool, Params};
    /// let params = serde_json::from_str(r#"{"name":"add","arguments":{"a":1,"b":2}}"#).unwrap();
    /// let call = CallTool::of(&Params::read(Some(params))).unwrap();
    /// assert_eq!(call.name, "add");
    /// ```
    pub fn of(params: &Params<'a>) -> Result<Self, ErrorObject> {
        let subject = params.subject()?;
        let name = member::string("name", subject.name)?;
        let arguments = subject.arguments;
        if arguments.is_some_and(|arguments| !member::is_object(arguments)) {
            return Err(member::invalid("`arguments` must be an object"));
        }
        Ok(Self {
            name,
            arguments,
            task: subject.task,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{json, refusal};
    use super::*;

    fn of(params: Option<&RawValue>) -> Result<CallTool<'_>, ErrorObject> {
        CallTool::of(&Params::read(params))
    }

    fn read(params: &str) -> CallTool<'_> {
        of(Some(json(params))).unwrap()
    }

    #[test]
    fn a_plain_name_and_the_arguments_are_borrowed() {
        let call = read(r#"{"name":"add","arguments": {"a": 1},"task":{}}"#);
        assert!(matches!(call.name, Cow::Borrowed("add")));
        assert_eq!(call.arguments.unwrap().get(), r#"{"a": 1}"#);
        assert_eq!(call.task.unwrap().get(), "{}");
        assert_eq!(read(r#"{"name":"\u0061dd"}"#).name, "add");
    }

    #[test]
    fn arguments_may_be_absent_or_null() {
        assert!(read(r#"{"name":"t"}"#).arguments.is_none());
        assert!(read(r#"{"name":"t","arguments":null}"#).arguments.is_none());
    }

    #[test]
    fn a_refusal_names_the_member() {
        assert_eq!(refusal(of(None)), "`params` must be an object");
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
            assert_eq!(refusal(of(Some(json(params)))), expected);
        }
        let twice = refusal(of(Some(json(r#"{"name":"a","name":"b"}"#))));
        assert!(
            twice.starts_with("`params` cannot be read: duplicate field `name`"),
            "{twice}"
        );
    }
}

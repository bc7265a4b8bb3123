//! The parameters of `prompts/get` (`server/prompts#getting-a-prompt`).

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::texts::texts;
use super::{Params, member};
use crate::jsonrpc::ErrorObject;

/// A wish for a prompt.
#[derive(Debug)]
pub struct GetPrompt<'a> {
    /// Which prompt.
    pub name: Cow<'a, str>,
    /// Its arguments in the order they came.
    pub arguments: Vec<(String, String)>,
    /// The arguments as they came, an object.
    pub json: Option<&'a RawValue>,
}

impl<'a> GetPrompt<'a> {
    /// The wish that parameters are.
    ///
    /// # Errors
    /// There is no name, or the arguments are no object of strings.
    ///
    /// ```
    /// use mcp_core::wire::decode::{GetPrompt, Params};
    /// let params = r#"{"name":"triage","arguments":{"issue":"7"}}"#;
    /// let params = Params::read(Some(serde_json::from_str(params).unwrap()));
    /// let wish = GetPrompt::of(&params).unwrap();
    /// assert_eq!(wish.arguments, [("issue".to_owned(), "7".to_owned())]);
    /// ```
    pub fn of(params: &Params<'a>) -> Result<Self, ErrorObject> {
        let subject = params.subject()?;
        let arguments = subject.arguments.map(|json| texts("arguments", json));
        Ok(Self {
            name: member::string("name", subject.name)?,
            arguments: arguments.transpose()?.unwrap_or_default(),
            json: subject.arguments,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{json, refusal};
    use super::*;

    fn of(params: &str) -> Result<GetPrompt<'_>, ErrorObject> {
        GetPrompt::of(&Params::read(Some(json(params))))
    }

    #[test]
    fn arguments_keep_their_order_and_null_is_none() {
        let wish = of(r#"{"name":"p","arguments":{"b":"1","a":"\u0032","c":null}}"#).unwrap();
        let expected = [("b", "1"), ("a", "2")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(wish.arguments, expected);
        for params in [r#"{"name":"p"}"#, r#"{"name":"p","arguments":null}"#] {
            assert!(of(params).unwrap().arguments.is_empty(), "{params}");
        }
    }

    #[test]
    fn a_refusal_names_the_member() {
        for (params, expected) in [
            ("[]", "`params` must be an object"),
            ("{}", "`name` is missing"),
            (r#"{"name":7}"#, "`name` must be a string"),
            (
                r#"{"name":"p","arguments":["a"]}"#,
                "`arguments` must be an object",
            ),
            (
                r#"{"name":"p","arguments":{"a":7}}"#,
                "`arguments.a` must be a string",
            ),
        ] {
            assert_eq!(refusal(of(params)), expected);
        }
        let absent = GetPrompt::of(&Params::default());
        assert_eq!(refusal(absent), "`params` must be an object");
    }
}

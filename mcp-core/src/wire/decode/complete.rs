//! The parameters of `completion/complete` (`server/utilities/completion`).

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::texts::texts;
use super::{Params, member};
use crate::jsonrpc::ErrorObject;
use crate::text::Typed;

/// A wish for how an argument could go on.
#[derive(Debug)]
pub struct Complete<'a> {
    /// Whose argument it is.
    pub of: Reference<'a>,
    /// Which argument.
    pub argument: Cow<'a, str>,
    /// What was typed so far, and the other arguments that are known.
    pub typed: Typed,
}

/// Whose argument is completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference<'a> {
    /// That of the prompt of this name.
    Prompt(Cow<'a, str>),
    /// That of the template that is written so, or that this URI fits.
    Resource(Cow<'a, str>),
}

impl<'a> Complete<'a> {
    /// The wish that parameters are.
    ///
    /// # Errors
    /// The reference or the argument is missing or malformed, or the known arguments are no object
    /// of strings.
    ///
    /// ```
    /// use mcp_core::wire::decode::{Complete, Params, Reference};
    /// let params = r#"{"ref":{"type":"ref/prompt","name":"triage"},
    ///                  "argument":{"name":"label","value":"b"}}"#;
    /// let params = Params::read(Some(serde_json::from_str(params).unwrap()));
    /// let wish = Complete::of(&params).unwrap();
    /// assert_eq!(wish.of, Reference::Prompt("triage".into()));
    /// assert_eq!(wish.typed.value, "b");
    /// ```
    pub fn of(params: &Params<'a>) -> Result<Self, ErrorObject> {
        let [of, argument, context] =
            member::params(params.whole(), ["ref", "argument", "context"])?;
        let [name, value] = member::members("argument", argument, ["name", "value"])?;
        let mut typed = Typed::new(member::string("argument.value", value)?);
        if context.is_some() {
            let [known] = member::members("context", context, ["arguments"])?;
            let known = known.map(|json| texts("context.arguments", json));
            typed.arguments = known.transpose()?.unwrap_or_default();
        }
        Ok(Self {
            of: reference(of)?,
            argument: member::string("argument.name", name)?,
            typed,
        })
    }
}

fn reference(json: Option<&RawValue>) -> Result<Reference<'_>, ErrorObject> {
    let [kind, name, uri] = member::members("ref", json, ["type", "name", "uri"])?;
    match &*member::string("ref.type", kind)? {
        "ref/prompt" => member::string("ref.name", name).map(Reference::Prompt),
        "ref/resource" => member::string("ref.uri", uri).map(Reference::Resource),
        _ => Err(member::invalid(
            "`ref.type` must be `ref/prompt` or `ref/resource`",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{json, refusal};
    use super::*;

    fn of(params: &str) -> Result<Complete<'_>, ErrorObject> {
        Complete::of(&Params::read(Some(json(params))))
    }

    #[test]
    fn a_template_and_the_known_arguments_are_read() {
        let wish = of(r#"{"ref":{"type":"ref/resource","uri":"x://{a}/{b}"},
            "argument":{"name":"b","value":""},"context":{"arguments":{"a":"1"}}}"#)
        .unwrap();
        assert_eq!(wish.of, Reference::Resource("x://{a}/{b}".into()));
        assert_eq!(wish.argument, "b");
        assert_eq!(wish.typed, Typed::new("").with("a", "1"));
    }

    #[test]
    fn a_refusal_names_the_member() {
        let of_prompt = r#""ref":{"type":"ref/prompt","name":"p"}"#;
        let argument = r#""argument":{"name":"a","value":""}"#;
        for (params, expected) in [
            (format!("{{{argument}}}"), "`ref` is missing"),
            (format!("{{{of_prompt}}}"), "`argument` is missing"),
            (
                format!(r#"{{{of_prompt},"argument":{{"name":"a"}}}}"#),
                "`argument.value` is missing",
            ),
            (
                format!(r#"{{{of_prompt},"argument":{{"value":"a"}}}}"#),
                "`argument.name` is missing",
            ),
            (
                format!(r#"{{"ref":{{"type":"ref/tool","name":"p"}},{argument}}}"#),
                "`ref.type` must be `ref/prompt` or `ref/resource`",
            ),
            (
                format!(r#"{{"ref":{{"type":"ref/prompt"}},{argument}}}"#),
                "`ref.name` is missing",
            ),
            (
                format!(r#"{{"ref":{{"type":"ref/resource","uri":1}},{argument}}}"#),
                "`ref.uri` must be a string",
            ),
            (
                format!(r#"{{{of_prompt},{argument},"context":[]}}"#),
                "`context` must be an object",
            ),
            (
                format!(r#"{{{of_prompt},{argument},"context":{{"arguments":{{"b":1}}}}}}"#),
                "`context.arguments.b` must be a string",
            ),
        ] {
            assert_eq!(refusal(of(&params)), expected, "{params}");
        }
    }
}

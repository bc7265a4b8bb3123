//! The parameters of `completion/complete` (`server/utilities/completion`).

use std::borrow::Cow;

use serde::Deserialize;
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

#[derive(Deserialize)]
struct Own<'a> {
    #[serde(borrow, rename = "ref")]
    of: Option<&'a RawValue>,
    #[serde(borrow)]
    argument: Option<&'a RawValue>,
    #[serde(borrow)]
    context: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Ref<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<&'a RawValue>,
    #[serde(borrow)]
    name: Option<&'a RawValue>,
    #[serde(borrow)]
    uri: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Argument<'a> {
    #[serde(borrow)]
    name: Option<&'a RawValue>,
    #[serde(borrow)]
    value: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Context<'a> {
    #[serde(borrow)]
    arguments: Option<&'a RawValue>,
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
        let own: Own<'a> = member::params(params.whole())?;
        let argument: Argument<'a> = member::object("argument", own.argument)?;
        let mut typed = Typed::new(member::string("argument.value", argument.value)?);
        if let Some(context) = own.context {
            let context: Context<'a> = member::object("context", Some(context))?;
            let known = context.arguments;
            let known = known.map(|json| texts("context.arguments", json));
            typed.arguments = known.transpose()?.unwrap_or_default();
        }
        Ok(Self {
            of: reference(own.of)?,
            argument: member::string("argument.name", argument.name)?,
            typed,
        })
    }
}

fn reference(json: Option<&RawValue>) -> Result<Reference<'_>, ErrorObject> {
    let of: Ref<'_> = member::object("ref", json)?;
    match &*member::string("ref.type", of.kind)? {
        "ref/prompt" => member::string("ref.name", of.name).map(Reference::Prompt),
        "ref/resource" => member::string("ref.uri", of.uri).map(Reference::Resource),
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

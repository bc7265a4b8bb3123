//! What a client sends along when it sends a request again (`basic/patterns/mrtr`).

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::{Params, member};
use crate::jsonrpc::ErrorObject;
use crate::members;

/// Answers to what the server asked, and what it wants back.
#[derive(Debug)]
pub struct Input<'a> {
    /// What the server sent with its questions.
    pub state: Option<Cow<'a, str>>,
    /// The answers, by the keys of the questions.
    pub responses: BTreeMap<String, Box<RawValue>>,
}

impl<'a> Input<'a> {
    /// What came along; most requests are sent for the first time, and bring nothing.
    ///
    /// # Errors
    /// The answers are no object, or the state is no string.
    ///
    /// ```
    /// use mcp_core::wire::decode::{Input, Params};
    /// let json = r#"{"name":"t","inputResponses":{"ask-1":{"action":"decline"}},"requestState":"s"}"#;
    /// let params = Params::read(Some(serde_json::from_str(json).unwrap()));
    /// let input = Input::of(&params).unwrap().unwrap();
    /// assert_eq!(input.state.as_deref(), Some("s"));
    /// assert!(input.responses.contains_key("ask-1"));
    /// ```
    pub fn of(params: &Params<'a>) -> Result<Option<Self>, ErrorObject> {
        let Some(subject) = &params.subject else {
            return Ok(None);
        };
        if subject.request_state.is_none() && subject.input_responses.is_none() {
            return Ok(None);
        }
        let state = subject
            .request_state
            .map(|state| member::string("requestState", Some(state)));
        let responses = subject
            .input_responses
            .map(|responses| member::object("inputResponses", Some(responses), members::map));
        Ok(Some(Self {
            state: state.transpose()?,
            responses: responses.transpose()?.unwrap_or_default(),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{json, refusal};
    use super::*;

    fn input(text: &str) -> Result<Option<Input<'_>>, ErrorObject> {
        Input::of(&Params::read(Some(json(text))))
    }

    #[test]
    fn a_first_request_brings_nothing() {
        for text in [
            "{}",
            r#"{"inputResponses":null,"requestState":null}"#,
            r#"{"name":"t","arguments":{"requestState":"s"}}"#,
        ] {
            assert!(input(text).unwrap().is_none(), "{text}");
        }
        assert!(Input::of(&Params::read(None)).unwrap().is_none());
    }

    #[test]
    fn either_may_come_alone() {
        let answered = input(r#"{"inputResponses":{"a":5}}"#).unwrap().unwrap();
        assert_eq!(answered.responses["a"].get(), "5");
        assert!(answered.state.is_none());
        let again = input(r#"{"requestState":"\u0073"}"#).unwrap().unwrap();
        assert_eq!(again.state.as_deref(), Some("s"));
        assert!(again.responses.is_empty());
    }

    #[test]
    fn what_is_of_another_kind_is_refused() {
        assert_eq!(
            refusal(input(r#"{"inputResponses":5}"#)),
            "`inputResponses` must be an object"
        );
        assert_eq!(
            refusal(input(r#"{"requestState":{}}"#)),
            "`requestState` must be a string"
        );
    }
}

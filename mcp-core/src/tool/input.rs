//! What a call's arguments and answer are held to: compiled once, when the server is built.

use std::borrow::Cow;

use super::complaint::Complaint;
use super::{ArgumentSpec, Outcome, Rejection, ToolError};
use crate::peer::Context;
use crate::schema::Rule;

/// What the arguments of a tool and its answer keep to.
#[derive(Debug)]
pub struct Input {
    /// The name under which the tool is served.
    pub(super) name: Cow<'static, str>,
    pub(super) parameters: &'static [ArgumentSpec],
    pub(super) shape: Shape,
    /// What each parameter keeps to; none for an extractor.
    pub(super) rules: Box<[Option<Rule>]>,
    /// Text that spells a number, a boolean or an object counts as that.
    pub(super) lenient: bool,
    /// What the structured answer keeps to, where that is checked.
    pub(super) answer: Option<Rule>,
}

/// What the object of the arguments is.
#[derive(Debug)]
pub(super) enum Shape {
    /// One member for each parameter.
    Flat,
    /// One value of one type.
    Whole(Rule),
    /// Whatever a schema that was written by hand says.
    Given(Rule),
}

impl Input {
    /// The names of the arguments.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::zip(self.parameters, &self.rules)
            .filter(|(_, rule)| rule.is_some())
            .map(|(parameter, _)| parameter.name)
    }

    /// The place of an argument among the parameters.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        let place = self
            .parameters
            .iter()
            .position(|parameter| parameter.name == name);
        place.filter(|place| self.rules[*place].is_some())
    }

    /// As [`Prepared::tells`](super::Prepared::tells).
    pub(super) fn tells(&self, argument: &str) -> bool {
        match self.place(argument) {
            Some(place) => !self.parameters[place].secret,
            // Of some tools nobody knows all arguments; those that have a secret may have it here.
            None => !matches!(self.shape, Shape::Flat) && !self.has_secrets(),
        }
    }

    fn has_secrets(&self) -> bool {
        self.parameters.iter().any(|parameter| parameter.secret)
    }

    /// Holds arguments that nobody decodes to the schema that was written for them.
    pub(super) fn check(&self, context: &Context) -> Result<(), Rejection> {
        let Shape::Given(rule) = &self.shape else {
            return Ok(());
        };
        let mut complaint = Complaint::default();
        complaint.check(rule, context.arguments());
        complaint.finish(self)
    }

    /// The answer, if it keeps to the schema that was published for it.
    ///
    /// # Errors
    /// What the client gets instead; the log says where the answer does not keep to it.
    pub fn answer(&self, outcome: Outcome) -> Outcome {
        let (Some(rule), Ok(result)) = (&self.answer, &outcome) else {
            return outcome;
        };
        let (Some(structured), false) = (&result.structured, result.is_error) else {
            return outcome;
        };
        let mut faults = Vec::new();
        rule.check(structured, "", true, &mut faults);
        match faults.first() {
            None => outcome,
            Some(fault) => {
                let text = format!(
                    "the answer of `{}` breaks its output schema at `{}`: {}",
                    self.name, fault.pointer, fault.message
                );
                Err(ToolError::masked(text).into_rejection())
            }
        }
    }
}

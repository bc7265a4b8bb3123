//! All that is wrong with the arguments of one call, in one answer that a model can act on.

use std::fmt::Write as _;

use serde_json::value::RawValue;

use super::input::{Input, Shape};
use super::near::{nearest, shorten};
use super::{Rejection, ToolResult};
use crate::schema::{Fault, Rule};

/// How many faults are told.
const MOST: usize = 32;

/// What is wrong so far.
#[derive(Debug, Default)]
pub(super) struct Complaint {
    faults: Vec<Fault>,
    unknown: Vec<String>,
}

impl Complaint {
    pub(super) fn is_empty(&self) -> bool {
        self.faults.is_empty() && self.unknown.is_empty()
    }

    pub(super) fn add(&mut self, pointer: String, message: String) {
        self.faults.push(Fault { pointer, message });
    }

    pub(super) fn extend(&mut self, faults: Vec<Fault>) {
        self.faults.extend(faults);
    }

    /// Faults within a secret: names inside of it are none of anybody's business either.
    pub(super) fn extend_veiled(&mut self, faults: Vec<Fault>, secret: &str) {
        let deep = faults.iter().any(|fault| fault.pointer != secret);
        let plain = faults.into_iter().filter(|fault| fault.pointer == secret);
        self.faults.extend(plain);
        if deep {
            let message = "has a part that is not as its schema says".to_owned();
            self.add(secret.to_owned(), message);
        }
    }

    /// A member that is no argument.
    pub(super) fn unknown(&mut self, name: String) {
        if self.unknown.len() < MOST {
            self.unknown.push(name);
        }
    }

    /// The text that arguments are.
    #[inline]
    pub(super) fn text<'a>(&mut self, arguments: &'a [u8]) -> Option<&'a str> {
        let text = str::from_utf8(arguments).ok();
        if text.is_none() {
            self.add(String::new(), "is not UTF-8".to_owned());
        }
        text
    }

    /// Holds a JSON text to a rule.
    pub(super) fn check(&mut self, rule: &Rule, json: &[u8]) {
        let Some(json) = self.text(json) else {
            return;
        };
        match serde_json::from_str::<&RawValue>(json) {
            Ok(json) => rule.check(json, "", true, &mut self.faults),
            Err(error) => self.add(String::new(), format!("is not JSON: {error}")),
        }
    }

    /// What the client is told, if anything is wrong.
    pub(super) fn finish(self, input: &Input) -> Result<(), Rejection> {
        if self.is_empty() {
            return Ok(());
        }
        Err(Rejection::Answer(ToolResult::error(self.words(input))))
    }

    #[cold]
    fn words(self, input: &Input) -> String {
        let known: Vec<&str> = input.names().collect();
        let mut text = format!("Invalid arguments for `{}`:", input.name);
        for Fault { pointer, message } in self.faults.iter().take(MOST) {
            let pointer = if pointer.is_empty() { "/" } else { pointer };
            let _ = write!(text, "\n- `{pointer}` {message}");
        }
        if self.faults.len() > MOST {
            let _ = write!(text, "\n- and {} more", self.faults.len() - MOST);
        }
        for name in &self.unknown {
            let shown = shorten(&pointer(name));
            let _ = write!(text, "\n- `{shown}` is no argument of this tool");
            if let Some(near) = nearest(name, &known) {
                let _ = write!(text, "; did you mean `{near}`?");
            }
        }
        match (&input.shape, known.as_slice()) {
            (Shape::Whole(_) | Shape::Given(_), _) => {}
            (Shape::Flat, []) => text.push_str("\nIt takes no arguments."),
            (Shape::Flat, known) => {
                let _ = write!(text, "\nIts arguments: {}", known.join(", "));
            }
        }
        text
    }
}

/// The JSON pointer to a member of the arguments.
pub(super) fn pointer(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

//! Reading arguments that arrived as text: each once, all mistakes together.

use std::fmt::{Display, Write as _};
use std::pin::Pin;
use std::str::FromStr;

use serde::de::DeserializeOwned;

use super::call::Subject;
use super::read::Text;
use super::{TextCall, TextSpec, no_such_resource, reject};
use crate::peer::Context;
use crate::schema::Missing;
use crate::tool::{FromContext, Rejection, nearest};

/// How many names that nobody knows are told of one call.
const UNKNOWN: usize = 8;

/// A request that is not served.
pub type Refused<T> = Pin<Box<dyn Future<Output = Result<T, Rejection>> + Send>>;

/// The arguments of one call, while they are read.
#[derive(Debug)]
pub struct TextArguments<'a> {
    call: &'a TextCall,
    specs: &'static [TextSpec],
    slots: Vec<Slot<'a>>,
    unknown: Vec<&'a str>,
    faults: Vec<String>,
    rejection: Option<Rejection>,
}

/// The place of one argument.
#[derive(Clone, Debug, Default)]
struct Slot<'a> {
    value: Option<&'a str>,
    asked: bool,
}

impl<'a> TextArguments<'a> {
    /// Finds the value of each parameter.
    #[must_use]
    pub fn read(call: &'a TextCall, specs: &'static [TextSpec]) -> Self {
        let mut arguments = Self {
            call,
            specs,
            slots: vec![Slot::default(); specs.len()],
            unknown: Vec::new(),
            faults: Vec::new(),
            rejection: None,
        };
        for (name, value) in call.given() {
            match specs.iter().position(|spec| spec.name == name) {
                Some(index) if arguments.slots[index].value.is_some() => {
                    arguments.fault::<()>(index, "is given twice");
                }
                Some(index) => arguments.slots[index].value = Some(value),
                None => arguments.unknown.push(name),
            }
        }
        arguments
    }

    /// Whether the call has a value for a parameter; an empty one counts as none.
    #[must_use]
    pub fn is_given(&self, index: usize) -> bool {
        let value = self.slots[index].value;
        value.is_some_and(|text| !text.is_empty())
    }

    /// The value for a parameter that has a default, where the call gives none.
    pub fn skip(&mut self, index: usize) {
        self.slots[index].asked = true;
    }

    /// Decodes an argument; without a value, only what is optional can be.
    pub fn argument<T: DeserializeOwned>(&mut self, index: usize) -> Option<T> {
        match self.take(index) {
            Some(text) => {
                let read = T::deserialize(Text(text));
                read.or_else(|error| self.misread(index, error, text)).ok()
            }
            None => T::deserialize(Missing)
                .ok()
                .or_else(|| self.fault(index, "is missing")),
        }
    }

    /// Parses an argument.
    pub fn parse<T: FromStr<Err: Display>>(&mut self, index: usize) -> Option<T> {
        match self.take(index) {
            Some(text) => {
                let parsed = text.parse();
                parsed
                    .or_else(|error| self.misread(index, error, text))
                    .ok()
            }
            None => self.fault(index, "is missing"),
        }
    }

    /// Parses an argument if it is given and not empty.
    pub fn parse_optional<T: FromStr<Err: Display>>(&mut self, index: usize) -> Option<Option<T>> {
        if self.is_given(index) {
            self.parse(index).map(Some)
        } else {
            self.skip(index);
            Some(None)
        }
    }

    /// Takes a parameter from the request.
    pub fn extract<T: FromContext>(&mut self) -> Option<T> {
        let context: &Context = self.call.context();
        match T::from_context(context) {
            Ok(value) => Some(value),
            Err(rejection) => {
                self.rejection.get_or_insert(rejection);
                None
            }
        }
    }

    /// Whether nothing was wrong with the arguments, and the request can be served.
    #[must_use]
    pub fn is_fine(&self) -> bool {
        self.are_read() && self.rejection.is_none()
    }

    /// Whether nothing was wrong with the arguments.
    fn are_read(&self) -> bool {
        let hidden = |slot: &Slot<'_>| slot.value.is_some() && !slot.asked;
        self.faults.is_empty() && self.unknown.is_empty() && !self.slots.iter().any(hidden)
    }

    /// The end of a request that cannot be served: all that is wrong with the arguments in one
    /// error of the protocol, or that the URI names no resource; or else why it cannot.
    #[cold]
    #[must_use]
    pub fn refused<T: Send + 'static>(self) -> Refused<T> {
        Box::pin(std::future::ready(Err(self.why())))
    }

    fn why(self) -> Rejection {
        if self.are_read() {
            let lost = || reject::internal("internal error: an argument was lost".to_owned());
            return self.rejection.map_or_else(lost, reject::as_error);
        }
        match self.call.subject() {
            Subject::Prompt(name) => reject::invalid(self.complaint(name)),
            Subject::Resource(uri) => {
                tracing::debug!(uri, faults = ?self.faults, "a URI fits its template only in form");
                no_such_resource(uri)
            }
        }
    }

    fn take(&mut self, index: usize) -> Option<&'a str> {
        let slot = &mut self.slots[index];
        slot.asked = true;
        slot.value
    }

    fn misread<T, E: Display>(&mut self, index: usize, error: E, text: &str) -> Result<T, E> {
        self.fault::<()>(index, &format!("{error}{}", got(text)));
        Err(error)
    }

    fn fault<T>(&mut self, index: usize, message: &str) -> Option<T> {
        let name = self.specs[index].name;
        self.faults.push(format!("`{name}` {message}"));
        None
    }

    fn complaint(&self, prompt: &str) -> String {
        let slots = || std::iter::zip(&self.slots, self.specs);
        let known: Vec<&str> = slots()
            .filter(|(slot, _)| slot.asked)
            .map(|(_, spec)| spec.name)
            .collect();
        let mut faults = self.faults.clone();
        let hidden = slots()
            .filter(|(slot, _)| slot.value.is_some() && !slot.asked)
            .map(|(_, spec)| spec.name);
        let unknown = hidden.chain(self.unknown.iter().copied());
        faults.extend(unknown.take(UNKNOWN).map(|name| unknown_name(name, &known)));
        let mut text = format!("invalid arguments for the prompt `{prompt}`: ");
        text += &faults.join("; ");
        let _ = match known.as_slice() {
            [] => write!(text, " (it takes no arguments)"),
            known => write!(text, " (its arguments: {})", known.join(", ")),
        };
        text
    }
}

fn unknown_name(name: &str, known: &[&str]) -> String {
    let short: String = name.chars().take(64).collect();
    match nearest(name, known) {
        Some(near) => format!("`{short}` is no argument of it, did you mean `{near}`?"),
        None => format!("`{short}` is no argument of it"),
    }
}

/// The text as it came, where it is short enough to be told.
fn got(text: &str) -> String {
    match text.len() <= 40 {
        true => format!(", got {text:?}"),
        false => String::new(),
    }
}

#[cfg(test)]
mod tests;

//! Reading the arguments of one call: each once, straight into its type, all mistakes together.

use std::fmt;

use schemars::JsonSchema;
use serde::de::{DeserializeOwned, DeserializeSeed, MapAccess, Visitor};
use serde::{Deserializer, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::complaint::{Complaint, pointer};
use super::input::{Input, Shape};
use super::{CallFuture, FromContext, Rejection, ToolResult};
use crate::peer::Context;
use crate::schema::{Missing, Rule};

/// The place of one argument: its JSON, once it is found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Slot<'a>(Option<&'a RawValue>);

impl Slot<'_> {
    /// A place before the arguments are read.
    pub const EMPTY: Self = Self(None);
}

/// The arguments of one call, while they are read.
#[derive(Debug)]
pub struct Arguments<'a, 's> {
    context: &'a Context,
    input: &'a Input,
    slots: &'s mut [Slot<'a>],
    complaint: Complaint,
    rejection: Option<Rejection>,
}

impl<'a, 's> Arguments<'a, 's> {
    /// Finds the value of each parameter; `slots` has one place for each.
    #[must_use]
    pub fn read(context: &'a Context, input: &'a Input, slots: &'s mut [Slot<'a>]) -> Self {
        let mut arguments = Self {
            context,
            input,
            slots,
            complaint: Complaint::default(),
            rejection: None,
        };
        if let Shape::Given(rule) = &input.shape {
            arguments.complaint.check(rule, context.arguments());
        }
        if !matches!(input.shape, Shape::Whole(_)) {
            arguments.distribute();
        }
        arguments
    }

    fn distribute(&mut self) {
        let Some(text) = self.complaint.text(self.context.arguments()) else {
            return;
        };
        let mut json = serde_json::Deserializer::from_str(text);
        if let Err(error) = json.deserialize_map(Members(self)) {
            let message = format!("is not a JSON object: {error}");
            self.complaint.add(String::new(), message);
        }
    }

    fn take(&mut self, index: usize, value: &'a RawValue) {
        if self.slots[index].0.replace(value).is_some() {
            self.fault::<()>(Place::Member(index), "is given twice".to_owned());
        }
    }

    /// Whether the call has a value for a parameter.
    #[must_use]
    pub fn is_given(&self, index: usize) -> bool {
        self.slots[index]
            .0
            .is_some_and(|value| value.get() != "null")
    }

    /// Decodes an argument.
    pub fn argument<T: DeserializeOwned + JsonSchema>(&mut self, index: usize) -> Option<T> {
        let input = self.input;
        let rule = input.rules[index].as_ref()?;
        match self.slots[index].0 {
            Some(json) => self.decode(Place::Member(index), rule, json),
            None => T::deserialize(Missing)
                .ok()
                .or_else(|| self.miss(index, rule)),
        }
    }

    /// Decodes all arguments at once.
    pub fn whole<T: DeserializeOwned + JsonSchema>(&mut self) -> Option<T> {
        let input = self.input;
        let (Shape::Whole(rule) | Shape::Given(rule)) = &input.shape else {
            return None;
        };
        let text = self.complaint.text(self.context.arguments())?;
        match serde_json::from_str(text) {
            Ok(json) => self.decode(Place::Root, rule, json),
            Err(error) => self.fault(Place::Root, format!("is not JSON: {error}")),
        }
    }

    /// The value, if it is one of its type and keeps to its rule; as it came, or else as it was
    /// probably meant.
    fn decode<T: DeserializeOwned>(
        &mut self,
        place: Place,
        rule: &Rule,
        json: &RawValue,
    ) -> Option<T> {
        let decoded: Result<T, _> = serde_json::from_str(json.get());
        match decoded {
            Ok(value) if rule.is_loose() || self.keeps(place, rule, json) => Some(value),
            first => match self.relaxed(rule, json) {
                None => self.refuse(place, rule, json, first.err().as_ref()),
                Some(json) => match serde_json::from_str(json.get()) {
                    Ok(value) if self.keeps(place, rule, &json) => Some(value),
                    second => self.refuse(place, rule, &json, second.err().as_ref()),
                },
            },
        }
    }

    fn keeps(&self, place: Place, rule: &Rule, json: &RawValue) -> bool {
        let mut faults = Vec::new();
        rule.check(json, "", self.tells(place), &mut faults);
        faults.is_empty()
    }

    /// The value as it was probably meant; `None` where that is what it is.
    #[cold]
    fn relaxed(&self, rule: &Rule, json: &RawValue) -> Option<Box<RawValue>> {
        let relaxed = rule.relax(json, self.input.lenient)?;
        tracing::debug!(tool = %self.input.name, "an argument was not of the type that its schema says");
        Some(relaxed)
    }

    /// Notes what is wrong with a value: what its rule says, or else what its type says.
    #[cold]
    fn refuse<T>(
        &mut self,
        place: Place,
        rule: &Rule,
        json: &RawValue,
        error: Option<&serde_json::Error>,
    ) -> Option<T> {
        let mut faults = Vec::new();
        rule.check(json, &self.pointer(place), self.tells(place), &mut faults);
        if let (true, Some(error)) = (faults.is_empty(), error) {
            let got = if self.tells(place) {
                got(json)
            } else {
                String::new()
            };
            let expected = rule.expectation();
            return self.fault(
                place,
                format!("expected {expected}{got} ({})", detail(error)),
            );
        }
        if self.tells(place) {
            self.complaint.extend(faults);
        } else {
            self.complaint.extend_veiled(faults, &self.pointer(place));
        }
        None
    }

    #[cold]
    fn miss<T>(&mut self, index: usize, rule: &Rule) -> Option<T> {
        let message = format!("is missing; expected {}", rule.expectation());
        self.fault(Place::Member(index), message)
    }

    fn fault<T>(&mut self, place: Place, message: String) -> Option<T> {
        let pointer = self.pointer(place);
        self.complaint.add(pointer, message);
        None
    }

    fn pointer(&self, place: Place) -> String {
        match place {
            Place::Root => String::new(),
            Place::Member(index) => pointer(self.input.parameters[index].name),
        }
    }

    /// Whether a message may repeat the value.
    fn tells(&self, place: Place) -> bool {
        match place {
            Place::Root => true,
            Place::Member(index) => !self.input.parameters[index].secret,
        }
    }

    /// Takes a parameter from the request.
    pub fn extract<T: FromContext>(&mut self) -> Option<T> {
        match T::from_context(self.context) {
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
        self.complaint.is_empty() && self.rejection.is_none()
    }

    /// The end of a call that cannot run: all that is wrong with the arguments, in one answer; or
    /// else why the request cannot be served.
    #[cold]
    #[must_use]
    pub fn refused(self) -> CallFuture {
        let rejection = match (self.complaint.finish(self.input), self.rejection) {
            (Err(complaint), _) => complaint,
            (Ok(()), Some(rejection)) => rejection,
            (Ok(()), None) => {
                Rejection::Answer(ToolResult::error("internal error: an argument was lost"))
            }
        };
        Box::pin(std::future::ready(Err(rejection)))
    }
}

/// Where a value stands.
#[derive(Clone, Copy)]
enum Place {
    Root,
    Member(usize),
}

/// Puts each member of the JSON object into its slot.
struct Members<'m, 'a, 's>(&'m mut Arguments<'a, 's>);

impl<'a> Visitor<'a> for Members<'_, 'a, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of arguments")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key_seed(Name(self.0.input))? {
            let value: &'a RawValue = map.next_value()?;
            match name {
                Named::Argument(index) => self.0.take(index, value),
                Named::Other(_) if matches!(self.0.input.shape, Shape::Given(_)) => {}
                Named::Other(name) => self.0.complaint.unknown(name),
            }
        }
        Ok(())
    }
}

/// Recognises a member by its name, without a copy of it.
struct Name<'i>(&'i Input);

enum Named {
    Argument(usize),
    Other(String),
}

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = Named;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Named, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = Named;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of an argument")
    }

    fn visit_str<E>(self, name: &str) -> Result<Named, E> {
        let place = self.0.place(name);
        Ok(place.map_or_else(|| Named::Other(name.to_owned()), Named::Argument))
    }
}

/// The value as it came, where it is short enough to be told.
fn got(value: &RawValue) -> String {
    let text = value.get();
    if text.len() <= 40 && !text.contains('\n') {
        format!(", got {text}")
    } else {
        String::new()
    }
}

/// What serde says, without the place in the text.
fn detail(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or_default();
    text.to_owned()
}

/// A value as a schema shows it.
pub fn shown<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

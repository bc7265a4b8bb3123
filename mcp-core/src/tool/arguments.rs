//! Reading the arguments of one call: each once, straight into its type, all mistakes together.

use std::fmt::{self, Write as _};

use schemars::JsonSchema;
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserializer, Serialize};
use serde_json::value::RawValue;

use super::whole::whole;
use super::{ArgumentSpec, FromContext, Rejection, Spec, ToolResult};
use crate::peer::Context;
use crate::schema::{Missing, expectation};

/// The place of one argument.
#[derive(Clone, Copy, Debug, Default)]
pub struct Slot<'a> {
    value: Option<&'a RawValue>,
    asked: bool,
}

impl Slot<'_> {
    /// A place before the arguments are read.
    pub const EMPTY: Self = Self {
        value: None,
        asked: false,
    };
}

/// The arguments of one call, while they are read.
#[derive(Debug)]
pub struct Arguments<'a, 's> {
    context: &'a Context,
    spec: &'static Spec,
    slots: &'s mut [Slot<'a>],
    unknown: Vec<String>,
    faults: Vec<Fault>,
    rejection: Option<Rejection>,
}

#[derive(Debug)]
struct Fault {
    name: String,
    message: String,
}

impl<'a, 's> Arguments<'a, 's> {
    /// Finds the value of each parameter; `slots` has one place for each.
    #[must_use]
    pub fn read(context: &'a Context, spec: &'static Spec, slots: &'s mut [Slot<'a>]) -> Self {
        let mut arguments = Self {
            context,
            spec,
            slots,
            unknown: Vec::new(),
            faults: Vec::new(),
            rejection: None,
        };
        let mut json = serde_json::Deserializer::from_slice(context.arguments());
        if let Err(error) = json.deserialize_map(Members(&mut arguments)) {
            arguments.fault::<()>("arguments", format!("not a JSON object: {error}"));
        }
        arguments
    }

    /// Whether the call has a value for a parameter.
    #[must_use]
    pub fn is_given(&self, index: usize) -> bool {
        self.slots[index]
            .value
            .is_some_and(|value| value.get() != "null")
    }

    /// The value for a parameter that has a default, where the call gives none.
    pub fn skip(&mut self, index: usize) {
        self.slots[index].asked = true;
    }

    /// Decodes an argument.
    pub fn argument<T: DeserializeOwned + JsonSchema>(&mut self, index: usize) -> Option<T> {
        let parameter = &self.spec.parameters[index];
        let slot = &mut self.slots[index];
        slot.asked = true;
        let Some(value) = slot.value else {
            return T::deserialize(Missing).ok().or_else(|| {
                let expected = expectation::<T>(parameter);
                self.fault(parameter.name, format!("is missing; expected {expected}"))
            });
        };
        match decode(value) {
            Ok(decoded) => match parameter.limits.broken(value) {
                None => Some(decoded),
                Some(broken) => self.fault(parameter.name, format!("{broken}{}", got(value))),
            },
            Err(error) => {
                let expected = expectation::<T>(parameter);
                let detail = detail(&error, value);
                self.fault(
                    parameter.name,
                    format!("expected {expected}{}{detail}", got(value)),
                )
            }
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

    /// Ends the reading.
    ///
    /// # Errors
    /// All that is wrong with the arguments, in one answer; or why the request cannot be served.
    pub fn finish(self) -> Result<(), Rejection> {
        let given = |slot: &&Slot<'_>| slot.value.is_some() && !slot.asked;
        if self.faults.is_empty()
            && self.unknown.is_empty()
            && !self.slots.iter().any(|slot| given(&slot))
        {
            return self.rejection.map_or(Ok(()), Err);
        }
        Err(Rejection::Answer(ToolResult::error(self.complaint())))
    }

    /// A parameter came to nothing although nothing was wrong with it.
    #[must_use]
    pub fn lost() -> Rejection {
        Rejection::Answer(ToolResult::error("internal error: an argument was lost"))
    }

    fn fault<T>(&mut self, name: &str, message: String) -> Option<T> {
        self.faults.push(Fault {
            name: name.to_owned(),
            message,
        });
        None
    }

    fn complaint(&self) -> String {
        let known: Vec<&str> = self.known().map(|parameter| parameter.name).collect();
        let mut text = format!("Invalid arguments for `{}`:", self.spec.name);
        for Fault { name, message } in &self.faults {
            let _ = write!(text, "\n- `{name}` {message}");
        }
        let hidden = std::iter::zip(self.slots.iter(), self.spec.parameters)
            .filter(|(slot, _)| slot.value.is_some() && !slot.asked)
            .map(|(_, parameter)| parameter.name);
        for name in hidden.chain(self.unknown.iter().map(String::as_str)) {
            let _ = write!(text, "\n- `{}` is no argument of this tool", shorten(name));
            if let Some(near) = nearest(name, &known) {
                let _ = write!(text, "; did you mean `{near}`?");
            }
        }
        match known.as_slice() {
            [] => text.push_str("\nIt takes no arguments."),
            known => {
                let _ = write!(text, "\nIts arguments: {}", known.join(", "));
            }
        }
        text
    }

    fn known(&self) -> impl Iterator<Item = &'static ArgumentSpec> {
        std::iter::zip(self.slots.iter(), self.spec.parameters)
            .filter(|(slot, _)| slot.asked)
            .map(|(_, parameter)| parameter)
    }
}

fn decode<T: DeserializeOwned>(value: &RawValue) -> Result<T, serde_json::Error> {
    serde_json::from_str(value.get()).or_else(|error| match whole(value) {
        Some(value) => serde_json::from_value(value).map_err(|_| error),
        None => Err(error),
    })
}

/// Puts each member of the JSON object into its slot.
struct Members<'m, 'a, 's>(&'m mut Arguments<'a, 's>);

impl<'a> Visitor<'a> for Members<'_, 'a, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of arguments")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<std::borrow::Cow<'a, str>>()? {
            let value: &'a RawValue = map.next_value()?;
            let index = self
                .0
                .spec
                .parameters
                .iter()
                .position(|parameter| parameter.name == name);
            match index {
                Some(index) if self.0.slots[index].value.is_some() => {
                    self.0.fault::<()>(&name, "is given twice".to_owned());
                }
                Some(index) => self.0.slots[index].value = Some(value),
                None => self.0.unknown.push(name.into_owned()),
            }
        }
        Ok(())
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

/// What serde says of a value inside an argument; of a plain one the expectation says enough.
fn detail(error: &serde_json::Error, value: &RawValue) -> String {
    if !value.get().starts_with(['{', '[']) {
        return String::new();
    }
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or_default();
    format!(" ({text})")
}

fn shorten(name: &str) -> String {
    name.chars().take(64).collect()
}

/// The name that is least different, if it is not too different; upper and lower case are one.
#[must_use]
pub fn nearest<'n>(name: &str, known: &[&'n str]) -> Option<&'n str> {
    let name = shorten(name).to_lowercase();
    let (distance, near) = known
        .iter()
        .map(|known| (distance(&name, &known.to_lowercase()), *known))
        .min()?;
    (distance <= 1 + near.len() / 4 && distance < near.len()).then_some(near)
}

/// How many letters must change to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, other) in b.iter().enumerate() {
            let change = diagonal + usize::from(letter != *other);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// A default as the schema shows it.
pub fn default_value<T: Serialize>(value: &T) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_name_is_told_only_when_it_is_near() {
        let known = ["title", "priority", "a"];
        assert_eq!(nearest("titel", &known), Some("title"));
        assert_eq!(nearest("PRIORITY", &known), Some("priority"));
        assert_eq!(nearest("c", &known), None);
        assert_eq!(nearest("assignee", &known), None);
    }
}

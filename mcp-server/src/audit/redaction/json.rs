//! Reading JSON and leaving out what is secret or too much, in one pass.

use std::cell::Cell;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{MASK, Redaction, TEXT, text};

/// How deep values may be nested.
const DEPTH: usize = 16;

/// How many bytes the name of a member may have.
const KEY: usize = 128;

/// What a value counts beside its text: signs, and the digits of a number.
const VALUE: usize = 4;

/// How a number that has a point or many digits comes where `serde_json/arbitrary_precision` is on:
/// as a text, in an object with this name.
const NUMBER: &str = "$serde_json::private::Number";

/// The members in which other members are named.
const NAMING: [&str; 5] = ["name", "key", "header", "field", "variable"];

/// A value that is read.
#[derive(Clone, Copy)]
pub(super) struct Part<'r> {
    redaction: &'r Redaction,
    /// How many bytes may still be kept.
    left: &'r Cell<usize>,
    depth: usize,
    /// Which members may be told, where somebody knows better than their names.
    tells: Option<&'r dyn Fn(&str) -> bool>,
}

impl<'r> Part<'r> {
    pub(super) fn new(
        redaction: &'r Redaction,
        left: &'r Cell<usize>,
        tells: &'r dyn Fn(&str) -> bool,
    ) -> Self {
        Self {
            redaction,
            left,
            depth: 0,
            tells: Some(tells),
        }
    }

    fn inner(self) -> Self {
        Self {
            depth: self.depth + 1,
            tells: None,
            ..self
        }
    }

    fn hides(self, name: &str) -> bool {
        self.tells.is_some_and(|tells| !tells(name)) || self.redaction.is_secret(name)
    }

    /// Takes from what may be kept.
    fn spend(self, bytes: usize) {
        self.left.set(self.left.get().saturating_sub(bytes));
    }

    fn is_full(self) -> bool {
        self.left.get() == 0
    }

    fn shown(self, text: &str) -> String {
        let shown = match self.nested(text) {
            Some(json) => text::cut(&json, TEXT),
            None => text::redact(self.redaction, text, TEXT),
        };
        self.spend(shown.len() + VALUE);
        shown
    }

    /// A text that is JSON itself: clients write objects as texts, and take others' answers along.
    fn nested(self, text: &str) -> Option<String> {
        if !text.trim_start().starts_with(['{', '[', '"']) {
            return None;
        }
        // What is kept of it counts when it is kept.
        let left = Cell::new(self.left.get());
        let part = Part {
            left: &left,
            ..self.inner()
        };
        let mut reader = serde_json::Deserializer::from_str(text);
        let value = part.deserialize(&mut reader).ok()?;
        reader.end().ok()?;
        Some(value.to_string())
    }
}

impl<'de> DeserializeSeed<'de> for Part<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        if self.depth > DEPTH {
            deserializer.deserialize_ignored_any(IgnoredAny)?;
            return Ok("[nested too deep]".into());
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Part<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        self.spend(VALUE);
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        self.spend(VALUE);
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        self.spend(VALUE);
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        self.spend(VALUE);
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        self.spend(VALUE);
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(self.shown(value).into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.spend(VALUE);
        let mut shown = Vec::new();
        let mut more: usize = 0;
        loop {
            if self.is_full() {
                match items.next_element::<IgnoredAny>()? {
                    Some(IgnoredAny) => more += 1,
                    None => break,
                }
            } else {
                match items.next_element_seed(self.inner())? {
                    Some(item) => shown.push(item),
                    None => break,
                }
            }
        }
        if more > 0 {
            shown.push(left_out(more));
        }
        Ok(shown.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        self.spend(VALUE);
        let mut shown = Map::new();
        let mut more: usize = 0;
        let mut names_a_secret = false;
        let mut number = None;
        while let Some(name) = members.next_key::<String>()? {
            if self.is_full() {
                members.next_value::<IgnoredAny>()?;
                more += 1;
                continue;
            }
            let value = if name == NUMBER {
                let value: Value = members.next_value()?;
                number = value.as_str().and_then(|text| text.parse::<f64>().ok());
                match number.is_none() && self.hides(&name) {
                    true => MASK.into(),
                    false => self.inner().deserialize(value).map_err(A::Error::custom)?,
                }
            } else if self.hides(&name) {
                members.next_value::<IgnoredAny>()?;
                self.spend(MASK.len());
                MASK.into()
            } else {
                members.next_value_seed(self.inner())?
            };
            names_a_secret |= is_naming(&name) && self.is_name_of_secret(&value);
            let name = text::redact(self.redaction, &name, KEY);
            self.spend(name.len() + VALUE);
            shown.insert(name, value);
        }
        if let (Some(number), 1, 0) = (number, shown.len(), more) {
            return match number.is_finite() {
                true => Ok(number.into()),
                false => Err(A::Error::custom("a number is out of range")),
            };
        }
        if names_a_secret {
            let beside = shown.iter_mut().filter(|(name, _)| !is_naming(name));
            beside.for_each(|(_, value)| *value = MASK.into());
        }
        if more > 0 {
            shown.insert("…".to_owned(), left_out(more));
        }
        Ok(shown.into())
    }
}

impl Part<'_> {
    fn is_name_of_secret(self, value: &Value) -> bool {
        let name = value.as_str();
        name.is_some_and(|name| self.redaction.is_secret(name))
    }
}

fn is_naming(name: &str) -> bool {
    NAMING
        .iter()
        .any(|naming| naming.eq_ignore_ascii_case(name))
}

fn left_out(more: usize) -> Value {
    format!("[{more} more]").into()
}

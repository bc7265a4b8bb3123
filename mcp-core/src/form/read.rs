//! Reading what a person filled in: held to the form first, then taken field by field.

use std::fmt;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::{Form, FormValue};
use crate::model::{FieldKind, FormSchema};
use crate::schema::{Fault, Rule};

/// What came back, by the names of the fields.
#[derive(Debug, Default)]
pub struct FormValues(Map<String, Value>);

impl FormValues {
    /// Takes the value of a field; one that may be absent is.
    ///
    /// # Errors
    /// It is missing or of another kind.
    pub fn take<T: FormValue>(&mut self, name: &str) -> Result<T, FormFault> {
        T::take(self, name)
    }

    /// Takes the value of a field that has a default.
    ///
    /// # Errors
    /// It is of another kind.
    pub fn take_or<T: FormValue>(
        &mut self,
        name: &str,
        default: impl FnOnce() -> T,
    ) -> Result<T, FormFault> {
        T::take_or(self, name, default)
    }

    pub(super) fn remove(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name)
    }
}

/// What came back is not as the form wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFault(String);

impl FormFault {
    /// A fault in words.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    pub(super) fn missing(name: &str) -> Self {
        Self(format!("`{name}` is missing"))
    }

    pub(super) fn kind(name: &str) -> Self {
        Self(format!("`{name}` is of another kind"))
    }
}

impl fmt::Display for FormFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FormFault {}

/// The form, filled in.
pub(crate) fn filled<F: Form>(
    schema: &FormSchema,
    content: Option<&RawValue>,
) -> Result<F, FormFault> {
    F::read(&mut FormValues(checked(schema, content)?))
}

/// The values that keep to the form; what is no field of it is left out.
#[inline]
pub(crate) fn checked(
    schema: &FormSchema,
    content: Option<&RawValue>,
) -> Result<Map<String, Value>, FormFault> {
    let content = content.map_or("{}", RawValue::get);
    let mut values: Map<String, Value> = serde_json::from_str(content)
        .map_err(|_| FormFault("`content` is no object".to_owned()))?;
    values.retain(|name, value| schema.has(name) && !value.is_null());
    for field in schema.fields.iter().filter(|field| !field.required) {
        // What was left empty in a client that tells it so.
        if values.get(&*field.name) == Some(&Value::String(String::new()))
            && !takes_nothing(&field.kind)
        {
            values.remove(&*field.name);
        }
    }
    let own = schema.to_json();
    let (rule, _) = Rule::compile(&own, &own);
    let unreadable = |_| FormFault("`content` cannot be read".to_owned());
    let json = serde_json::value::to_raw_value(&values).map_err(unreadable)?;
    let json = rule.relax(&json, true).unwrap_or(json);
    let mut faults = Vec::new();
    rule.check(&json, "", true, &mut faults);
    match faults.is_empty() {
        true => serde_json::from_str(json.get()).map_err(unreadable),
        false => Err(FormFault(told(&faults))),
    }
}

/// Whether an empty text is one that fits.
const fn takes_nothing(kind: &FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Text {
            min_length: None | Some(0),
            format: None,
            ..
        }
    )
}

#[inline]
fn told(faults: &[Fault]) -> String {
    let faults: Vec<String> = faults
        .iter()
        .map(|fault| match fault.pointer.trim_start_matches('/') {
            "" => fault.message.clone(),
            place => format!("`{place}` {}", fault.message),
        })
        .collect();
    faults.join("; ")
}

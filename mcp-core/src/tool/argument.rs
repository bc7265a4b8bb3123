//! What is known of one parameter before the program runs.

use serde_json::Value;
use serde_json::value::RawValue;

/// One parameter as it is written.
#[derive(Debug)]
pub struct ArgumentSpec {
    /// Its name in the JSON object.
    pub name: &'static str,
    /// What it is, for the model.
    pub description: &'static str,
    /// What stands for it when it is not given, as the schema shows it.
    pub default: Option<fn() -> Value>,
    /// What its value must keep to.
    pub limits: Limits,
}

/// What a value must keep to; published in the schema and enforced.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    /// The least number.
    pub minimum: Option<f64>,
    /// The greatest number.
    pub maximum: Option<f64>,
    /// The least number of characters.
    pub min_length: Option<usize>,
    /// The greatest number of characters.
    pub max_length: Option<usize>,
}

impl Limits {
    /// No limits.
    pub const NONE: Self = Self {
        minimum: None,
        maximum: None,
        min_length: None,
        max_length: None,
    };

    /// What a value breaks, as a sentence of what was expected.
    pub(crate) fn broken(&self, value: &RawValue) -> Option<String> {
        if *self == Self::NONE {
            return None;
        }
        if let Ok(number) = value.get().parse::<f64>() {
            let low = self.minimum.is_some_and(|minimum| number < minimum);
            let high = self.maximum.is_some_and(|maximum| number > maximum);
            return (low || high)
                .then(|| format!("expected {}", range("a number", self.minimum, self.maximum)));
        }
        if self.min_length.is_none() && self.max_length.is_none() {
            return None;
        }
        let text: String = serde_json::from_str(value.get()).ok()?;
        let length = text.chars().count();
        let short = self.min_length.is_some_and(|least| length < least);
        let long = self.max_length.is_some_and(|most| length > most);
        (short || long).then(|| {
            let bounds = range("", self.min_length, self.max_length);
            format!("expected{bounds} characters, got {length}")
        })
    }
}

pub(crate) fn range<T: std::fmt::Display>(what: &str, low: Option<T>, high: Option<T>) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("{what} from {low} to {high}"),
        (Some(low), None) => format!("{what} of at least {low}"),
        (None, Some(high)) => format!("{what} of at most {high}"),
        (None, None) => what.to_owned(),
    }
}

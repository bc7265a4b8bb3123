//! What is known of one parameter before the program runs.

use std::fmt;

use serde_json::Value;

/// One parameter as it is written.
///
/// Generated code names what is said and leaves the rest to [`new`](Self::new).
#[derive(Clone, Copy, Debug)]
pub struct ArgumentSpec {
    /// Its name in the JSON object.
    pub name: &'static str,
    /// What it is, for the model.
    pub description: &'static str,
    /// What stands for it when it is not given, as the schema shows it.
    pub default: Option<fn() -> Value>,
    /// A value as it might be, for the model.
    pub example: Option<fn() -> Value>,
    /// The JSON array of the only values that it may have.
    pub one_of: Option<fn() -> Value>,
    /// What its value must keep to.
    pub limits: Limits,
    /// The HTTP header that mirrors it, without the `Mcp-Param-` before it (`server/tools`,
    /// 2026-07-28).
    pub header: Option<&'static str>,
    /// Its value is repeated in no message.
    pub secret: bool,
    /// Models should not use it any more.
    pub deprecated: bool,
}

impl ArgumentSpec {
    /// A parameter of which nothing else is said.
    #[must_use]
    pub const fn new(name: &'static str, description: &'static str) -> Self {
        Self {
            name,
            description,
            default: None,
            example: None,
            one_of: None,
            limits: Limits::NONE,
            header: None,
            secret: false,
            deprecated: false,
        }
    }
}

/// What a value must keep to; published in the schema and enforced.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    /// The least number.
    pub minimum: Option<Bound>,
    /// The greatest number.
    pub maximum: Option<Bound>,
    /// The number that it must exceed.
    pub exclusive_minimum: Option<Bound>,
    /// The number that it must stay below.
    pub exclusive_maximum: Option<Bound>,
    /// The number of which it is a multiple.
    pub multiple_of: Option<Bound>,
    /// The least number of characters.
    pub min_length: Option<usize>,
    /// The greatest number of characters.
    pub max_length: Option<usize>,
    /// The least number of items.
    pub min_items: Option<usize>,
    /// The greatest number of items.
    pub max_items: Option<usize>,
    /// No item comes twice.
    pub unique: bool,
    /// The regular expression that a text must match somewhere.
    pub pattern: Option<&'static str>,
    /// The format of a text, in JSON Schema's words, such as `date`.
    pub format: Option<&'static str>,
}

impl Limits {
    /// No limits.
    pub const NONE: Self = Self {
        minimum: None,
        maximum: None,
        exclusive_minimum: None,
        exclusive_maximum: None,
        multiple_of: None,
        min_length: None,
        max_length: None,
        min_items: None,
        max_items: None,
        unique: false,
        pattern: None,
        format: None,
    };
}

/// A number as a limit: an integer where it is whole, for those are compared exactly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// A whole number.
    Whole(i128),
    /// Any other.
    Real(f64),
}

impl Bound {
    /// The number that was cast both ways, for a constant expression has one type only.
    #[must_use]
    pub const fn of(real: f64, whole: i128) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "the loss is what is looked for")]
        if whole as f64 == real {
            Self::Whole(whole)
        } else {
            Self::Real(real)
        }
    }

    /// The number as JSON; none for what JSON cannot say.
    pub(crate) fn to_json(self) -> Option<serde_json::Number> {
        match self {
            Self::Whole(whole) => match (i64::try_from(whole), u64::try_from(whole)) {
                (Ok(whole), _) => Some(whole.into()),
                (_, Ok(whole)) => Some(whole.into()),
                #[expect(clippy::cast_precision_loss, reason = "JSON has no other")]
                _ => serde_json::Number::from_f64(whole as f64),
            },
            Self::Real(real) => serde_json::Number::from_f64(real),
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(whole) => whole.fmt(f),
            Self::Real(real) => real.fmt(f),
        }
    }
}

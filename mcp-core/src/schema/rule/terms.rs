//! What a schema demands, keyword by keyword, in the form that is quick to check.

use std::fmt;

use regex_lite::Regex;

use super::decimal::Decimal;
use super::format::Format;

/// A schema.
#[derive(Debug)]
pub(super) struct Terms {
    /// The kinds a value may be of; none at all for the schema `false`.
    pub(super) kinds: Kinds,
    /// `enum` and `const`.
    pub(super) choices: Option<Vec<Choice>>,
    pub(super) number: Option<Box<NumberTerms>>,
    pub(super) text: Option<Box<TextTerms>>,
    pub(super) array: Option<Box<ArrayTerms>>,
    pub(super) object: Option<Box<ObjectTerms>>,
    pub(super) branches: Vec<Branch>,
}

impl Terms {
    /// Everything keeps to it.
    pub(super) const ANY: Self = Self {
        kinds: Kinds::ALL,
        choices: None,
        number: None,
        text: None,
        array: None,
        object: None,
        branches: Vec::new(),
    };

    /// Nothing keeps to it.
    pub(super) const NEVER: Self = Self {
        kinds: Kinds::NONE,
        choices: None,
        number: None,
        text: None,
        array: None,
        object: None,
        branches: Vec::new(),
    };

    pub(super) fn is_never(&self) -> bool {
        self.kinds == Kinds::NONE
    }

    /// Nothing but null keeps to it.
    pub(super) fn is_null(&self) -> bool {
        let all_null = |choices: &Vec<Choice>| choices.iter().all(|one| one.kind == Kinds::NULL);
        self.kinds == Kinds::NULL || self.choices.as_ref().is_some_and(all_null)
    }
}

/// Other schemas for the same value.
#[derive(Debug)]
pub(super) enum Branch {
    /// `$ref`, as the number of a definition.
    Reference(usize),
    All(Vec<Terms>),
    Any(Vec<Terms>),
    One(Vec<Terms>),
    Not(Box<Terms>),
    If(Box<Condition>),
}

#[derive(Debug)]
pub(super) struct Condition {
    pub(super) condition: Terms,
    pub(super) then: Terms,
    pub(super) otherwise: Terms,
}

/// One value of an `enum`.
#[derive(Debug)]
pub(super) struct Choice {
    /// The form in which equal values are equal texts.
    pub(super) canonical: String,
    /// As the schema writes it.
    pub(super) text: String,
    pub(super) kind: Kinds,
}

#[derive(Debug, Default)]
pub(super) struct NumberTerms {
    pub(super) minimum: Option<Decimal>,
    pub(super) maximum: Option<Decimal>,
    pub(super) above: Option<Decimal>,
    pub(super) below: Option<Decimal>,
    pub(super) multiple_of: Option<Decimal>,
}

#[derive(Debug, Default)]
pub(super) struct TextTerms {
    pub(super) length: Span,
    pub(super) pattern: Option<Regex>,
    pub(super) format: Option<Format>,
}

#[derive(Debug, Default)]
pub(super) struct ArrayTerms {
    pub(super) length: Span,
    pub(super) first: Vec<Terms>,
    pub(super) rest: Option<Terms>,
    pub(super) unique: bool,
    pub(super) contains: Option<Contains>,
}

#[derive(Debug)]
pub(super) struct Contains {
    pub(super) terms: Terms,
    pub(super) times: Span,
}

#[derive(Debug, Default)]
pub(super) struct ObjectTerms {
    pub(super) size: Span,
    /// By their names, in order.
    pub(super) members: Vec<(String, Terms)>,
    pub(super) patterns: Vec<(Regex, Terms)>,
    /// Whether a pattern is missing above, so that the rest is not known.
    pub(super) vague: bool,
    /// What members without terms of their own keep to.
    pub(super) rest: Option<Terms>,
    pub(super) required: Vec<String>,
    pub(super) names: Option<Terms>,
    /// Where the first is given, the others must be.
    pub(super) dependent: Vec<(String, Vec<String>)>,
}

/// The least and the greatest of a count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) least: Option<usize>,
    pub(super) most: Option<usize>,
}

impl Span {
    pub(super) fn has(self, count: usize) -> bool {
        self.least.is_none_or(|least| count >= least) && self.most.is_none_or(|most| count <= most)
    }
}

/// A set of kinds of values. Whole numbers are a kind of their own, so that `integer` is one kind
/// and `number` two.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub(super) const NONE: Self = Self(0);
    pub(super) const NULL: Self = Self(1);
    pub(super) const BOOLEAN: Self = Self(1 << 1);
    pub(super) const WHOLE: Self = Self(1 << 2);
    pub(super) const FRACTION: Self = Self(1 << 3);
    pub(super) const STRING: Self = Self(1 << 4);
    pub(super) const ARRAY: Self = Self(1 << 5);
    pub(super) const OBJECT: Self = Self(1 << 6);
    pub(super) const NUMBER: Self = Self(Self::WHOLE.0 | Self::FRACTION.0);
    pub(super) const ALL: Self = Self((1 << 7) - 1);

    /// The kinds a `type` names.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "null" => Self::NULL,
            "boolean" => Self::BOOLEAN,
            "integer" => Self::WHOLE,
            "number" => Self::NUMBER,
            "string" => Self::STRING,
            "array" => Self::ARRAY,
            "object" => Self::OBJECT,
            _ => return None,
        })
    }

    /// Whether all of `other` are in it.
    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl fmt::Debug for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kinds({:#09b})", self.0)
    }
}

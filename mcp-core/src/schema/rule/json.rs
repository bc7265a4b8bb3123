//! JSON text, taken apart one level at a time and only where a schema looks.

use std::borrow::Cow;
use std::cell::OnceCell;

use serde_json::value::RawValue;

use super::decimal::Decimal;
use super::terms::Kinds;
use crate::members::{self, Member};

/// One JSON value as text. It is known to be JSON, but not how deep it goes, nor that its strings
/// hold Unicode.
#[derive(Debug)]
pub(super) struct Json<'a> {
    text: &'a str,
    parts: OnceCell<Option<Parts<'a>>>,
}

#[derive(Debug)]
enum Parts<'a> {
    Items(Vec<&'a RawValue>),
    Members(Vec<Member<'a>>),
}

/// What the first byte says, and of a number its value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sort {
    Null,
    Boolean,
    Number(Decimal),
    String,
    Array,
    Object,
}

impl<'a> Json<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            parts: OnceCell::new(),
        }
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    pub(super) fn sort(&self) -> Sort {
        match self.text.as_bytes().first() {
            Some(b'n') => Sort::Null,
            Some(b't' | b'f') => Sort::Boolean,
            Some(b'"') => Sort::String,
            Some(b'[') => Sort::Array,
            Some(b'{') => Sort::Object,
            _ => Sort::Number(Decimal::parse(self.text)),
        }
    }

    /// What a string says; `None` for half a surrogate pair.
    pub(super) fn string(&self) -> Option<Cow<'a, str>> {
        match self.verbatim() {
            Some(text) => Some(Cow::Borrowed(text)),
            None => serde_json::from_str(self.text).ok().map(Cow::Owned),
        }
    }

    /// What a string says, if it is written without escapes.
    pub(super) fn verbatim(&self) -> Option<&'a str> {
        let text = self.text.strip_prefix('"')?.strip_suffix('"')?;
        (!text.contains('\\')).then_some(text)
    }

    /// The items of an array.
    pub(super) fn items(&self) -> Option<&[&'a RawValue]> {
        match self.parts()? {
            Parts::Items(items) => Some(items),
            Parts::Members(_) => None,
        }
    }

    /// The members of an object; `None` where a name is not Unicode.
    pub(super) fn members(&self) -> Option<&[Member<'a>]> {
        match self.parts()? {
            Parts::Members(members) => Some(members),
            Parts::Items(_) => None,
        }
    }

    /// Whether it has parts: it is an array or an object.
    pub(super) fn is_nested(&self) -> bool {
        self.text.starts_with(['[', '{'])
    }

    /// Whether the parts are yet to be found, which costs a look at every byte.
    pub(super) fn is_untouched(&self) -> bool {
        self.parts.get().is_none()
    }

    fn parts(&self) -> Option<&Parts<'a>> {
        let read = || match self.text.starts_with('[') {
            true => members::items(self.text).map(Parts::Items).ok(),
            false => members::members(self.text).map(Parts::Members).ok(),
        };
        self.parts.get_or_init(read).as_ref()
    }
}

impl Sort {
    pub(super) fn kind(self) -> Kinds {
        match self {
            Self::Null => Kinds::NULL,
            Self::Boolean => Kinds::BOOLEAN,
            Self::Number(number) if number.is_whole() => Kinds::WHOLE,
            Self::Number(_) => Kinds::FRACTION,
            Self::String => Kinds::STRING,
            Self::Array => Kinds::ARRAY,
            Self::Object => Kinds::OBJECT,
        }
    }
}

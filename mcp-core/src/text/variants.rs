//! Asking a type which values it knows by name.

use std::fmt::{self, Display};

use serde::de::{Deserializer, Error, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};

/// The names of an enum's variants, also of an optional one; for a boolean, both of its values.
pub(super) fn variants<'de, T: Deserialize<'de>>() -> &'static [&'static str] {
    match T::deserialize(Question) {
        Ok(_) => &[],
        Err(Answer(variants)) => variants,
    }
}

/// A value that does not say what it is, only learns what would be welcome.
struct Question;

#[derive(Debug)]
struct Answer(&'static [&'static str]);

impl Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no value")
    }
}

impl std::error::Error for Answer {}

impl Error for Answer {
    fn custom<T: Display>(_message: T) -> Self {
        Self(&[])
    }
}

impl<'de> Deserializer<'de> for Question {
    type Error = Answer;

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Answer> {
        Err(Answer(&[]))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Answer> {
        Err(Answer(&["true", "false"]))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Answer> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Answer> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Answer> {
        Err(Answer(variants))
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    #[serde(rename_all = "snake_case")]
    #[allow(dead_code)]
    enum Tone {
        VeryCalm,
        Stern,
    }

    #[derive(Deserialize)]
    #[allow(dead_code)]
    struct Wrapped(Tone);

    #[test]
    fn an_enum_tells_its_variants_and_a_text_tells_none() {
        assert_eq!(variants::<Tone>(), ["very_calm", "stern"]);
        assert_eq!(variants::<Option<Wrapped>>(), ["very_calm", "stern"]);
        assert_eq!(variants::<bool>(), ["true", "false"]);
        assert!(variants::<String>().is_empty());
        assert!(variants::<Vec<Tone>>().is_empty());
    }
}

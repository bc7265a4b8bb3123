//! One text as whatever type it can be read into.

use std::fmt::{self, Display};
use std::str::FromStr;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{Deserializer, Error, Expected, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::de::StrRead;

/// A text, to be read: `7` as a number, `high` as a variant, `[1,2]` as a list.
///
/// What is optional reads an empty text as none: forms send one for a field that is left out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text<'de>(pub(crate) &'de str);

/// What was expected instead of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TextError(String);

impl Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TextError {}

impl Error for TextError {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }

    fn invalid_type(_got: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(format!("expected {expected}"))
    }

    fn invalid_value(_got: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(format!("expected {expected}"))
    }

    fn unknown_variant(_variant: &str, expected: &'static [&'static str]) -> Self {
        Self(format!("expected one of `{}`", expected.join("`, `")))
    }
}

impl<'de> Text<'de> {
    fn parsed<T: FromStr>(self, expected: impl Display) -> Result<T, TextError> {
        let parsed = self.0.trim().parse();
        parsed.map_err(|_| TextError(format!("expected {expected}")))
    }

    /// What is made of parts is written as JSON.
    fn json<T>(
        self,
        opening: char,
        read: impl FnOnce(&mut serde_json::Deserializer<StrRead<'de>>) -> serde_json::Result<T>,
    ) -> Result<T, TextError> {
        if !self.0.trim_start().starts_with(opening) {
            let kind = if opening == '[' { "array" } else { "object" };
            return Err(TextError(format!("expected a JSON {kind}")));
        }
        let mut json = serde_json::Deserializer::from_str(self.0);
        let value = read(&mut json).and_then(|value| json.end().map(|()| value));
        value.map_err(|error| {
            let error = error.to_string();
            let error = error.split(" at line ").next().unwrap_or_default();
            TextError(format!("is not the JSON that was expected ({error})"))
        })
    }
}

macro_rules! integers {
    ($($method:ident $visit:ident $type:ty),* $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
            let (least, most) = (<$type>::MIN, <$type>::MAX);
            let number = self.parsed(format_args!("a whole number from {least} to {most}"))?;
            visitor.$visit(number)
        }
    )*};
}

impl<'de> Deserializer<'de> for Text<'de> {
    type Error = TextError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_borrowed_str(self.0)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_bool(self.parsed("`true` or `false`")?)
    }

    integers! {
        deserialize_u8 visit_u8 u8,
        deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64,
        deserialize_u128 visit_u128 u128,
        deserialize_i8 visit_i8 i8,
        deserialize_i16 visit_i16 i16,
        deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64,
        deserialize_i128 visit_i128 i128,
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        let number: f32 = self.parsed("a number")?;
        match number.is_finite() {
            true => visitor.visit_f32(number),
            false => Err(TextError("expected a number".to_owned())),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        let number: f64 = self.parsed("a number")?;
        match number.is_finite() {
            true => visitor.visit_f64(number),
            false => Err(TextError("expected a number".to_owned())),
        }
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        let mut letters = self.0.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) => visitor.visit_char(letter),
            _ => Err(TextError("expected one character".to_owned())),
        }
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_borrowed_bytes(self.0.as_bytes())
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        match self.0 {
            "" => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, TextError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        self.json('[', |json| json.deserialize_seq(visitor))
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, TextError> {
        self.json('[', |json| json.deserialize_tuple(length, visitor))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, TextError> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        self.json('{', |json| json.deserialize_map(visitor))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TextError> {
        self.json('{', |json| json.deserialize_struct(name, fields, visitor))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TextError> {
        visitor.visit_enum(BorrowedStrDeserializer::new(self.0))
    }

    forward_to_deserialize_any! { str string unit unit_struct identifier ignored_any }
}

#[cfg(test)]
mod tests;

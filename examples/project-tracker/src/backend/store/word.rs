//! Enums, bounded numbers and JSON as columns, in the spelling they have on the wire.

use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, Null, ToSqlOutput, ValueRef};
use serde::Serialize;
use serde::de::value::{Error as Mismatch, StrDeserializer, U32Deserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde_json::Value;

/// A value that is one word or one number, stored as serde writes it.
pub(super) struct Word<T>(pub(super) T);

impl<T: Serialize> ToSql for Word<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let value = serde_json::to_value(&self.0)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        Ok(match value {
            Value::String(word) => word.into(),
            value => value.as_i64().map_or(Null.into(), Into::into),
        })
    }
}

impl<T: DeserializeOwned> FromSql for Word<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let read: Result<T, Mismatch> = match value {
            ValueRef::Integer(_) => {
                let number: U32Deserializer<_> = u32::column_result(value)?.into_deserializer();
                T::deserialize(number)
            }
            _ => {
                let word: StrDeserializer<'_, _> = value.as_str()?.into_deserializer();
                T::deserialize(word)
            }
        };
        read.map(Self)
            .map_err(|error| FromSqlError::Other(error.into()))
    }
}

/// A value of any shape, stored as JSON.
pub(super) struct Json<T>(pub(super) T);

impl<T: Serialize> ToSql for Json<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        serde_json::to_string(&self.0)
            .map(Into::into)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
    }
}

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?)
            .map(Self)
            .map_err(|error| FromSqlError::Other(error.into()))
    }
}

//! The fields of a body or a query, read one by one so that every mistake is reported at once.

use serde_json::{Map, Value};

use super::error::Error;
use super::value::number;
use crate::model::{PageNumber, PageSize};

/// The fields of one request and what is wrong with them so far.
pub(super) struct Fields {
    values: Map<String, Value>,
    problems: Vec<String>,
}

/// What a request says as a whole.
pub(super) trait FromFields: Sized {
    /// Reads it field by field. What stands in for a bad field is never seen, because [`Fields::whole`] fails.
    fn from_fields(fields: &mut Fields) -> Self;
}

/// Reads requests by tables of their fields: each by the method of [`Fields`] and by what its value must look like.
macro_rules! requests {
    ($($request:ident { $($field:ident $(as $name:literal)?: $how:ident $value:expr,)* })*) => {$(
        impl $crate::backend::fields::FromFields for $request {
            fn from_fields(fields: &mut $crate::backend::fields::Fields) -> Self {
                Self {
                    $($field: fields.$how(
                        $crate::backend::fields::called!($field $($name)?),
                        $value,
                    ),)*
                }
            }
        }
    )*};
}
pub(super) use requests;

/// What requests call a field.
macro_rules! called {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $name:literal) => {
        $name
    };
}
pub(super) use called;

impl Fields {
    pub(super) fn of_body(values: Map<String, Value>) -> Self {
        Self {
            values,
            problems: Vec::new(),
        }
    }

    pub(super) fn of_query(pairs: Vec<(String, String)>) -> Self {
        let mut fields = Self::of_body(Map::new());
        for (name, text) in pairs {
            if fields.values.contains_key(&name) {
                fields.problem(&name, "is given more than once");
            } else {
                fields.values.insert(name, Value::String(text));
            }
        }
        fields
    }

    /// Notes that the request says nothing, where it has to say something.
    pub(super) fn refuse_empty(&mut self) {
        if self.values.is_empty() {
            self.problems.push("Nothing to change is given".into());
        }
    }

    /// Reads all of the request.
    pub(super) fn whole<T: FromFields>(mut self) -> Result<T, Error> {
        let whole = T::from_fields(&mut self);
        self.finish()?;
        Ok(whole)
    }

    /// Reads a field that has to be there. What stands in for a bad one is never seen, because [`Fields::finish`] fails.
    pub(super) fn required<T: Default>(
        &mut self,
        name: &str,
        read: impl FnOnce(&Value) -> Result<T, String>,
    ) -> T {
        match self.values.remove(name) {
            Some(value) => self.read(name, &value, read).unwrap_or_default(),
            None => {
                self.problem(name, "is required");
                T::default()
            }
        }
    }

    /// Reads a field that may be left out or null.
    pub(super) fn optional<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&Value) -> Result<T, String>,
    ) -> Option<T> {
        self.nullable(name, read).flatten()
    }

    /// Reads a field that has a value of its own where it is left out or null.
    pub(super) fn or_default<T: Default>(
        &mut self,
        name: &str,
        read: impl FnOnce(&Value) -> Result<T, String>,
    ) -> T {
        self.optional(name, read).unwrap_or_default()
    }

    /// Reads a field where null means something else than leaving it out.
    pub(super) fn nullable<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&Value) -> Result<T, String>,
    ) -> Option<Option<T>> {
        match self.values.remove(name)? {
            Value::Null => Some(None),
            value => self.read(name, &value, read).map(Some),
        }
    }

    /// Reads which page of a list is wanted.
    pub(super) fn paging(&mut self) -> (PageNumber, PageSize) {
        (
            self.or_default("page", number),
            self.or_default("pagesize", number),
        )
    }

    /// Whether a field is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// Whether one of two fields is there and the other is not, or is null.
    pub(super) fn has_one_of(&self, one: &str, other: &str) -> bool {
        let says = |name| self.values.get(name).is_some_and(|value| !value.is_null());
        says(one) != says(other)
    }

    /// Passes over a field, and says whether it was there.
    pub(super) fn take(&mut self, name: &str) -> bool {
        self.values.remove(name).is_some()
    }

    /// Refuses the request if anything was wrong, or if a field is left that nobody asked for: a misspelt filter that
    /// is passed over would answer another question than the one asked.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        for name in self.values.keys() {
            self.problems.push(format!("{name}: is not a known field"));
        }
        if self.problems.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(self.problems))
        }
    }

    fn read<T>(
        &mut self,
        name: &str,
        value: &Value,
        read: impl FnOnce(&Value) -> Result<T, String>,
    ) -> Option<T> {
        read(value)
            .map_err(|message| self.problem(name, &message))
            .ok()
    }

    /// Notes what is wrong with a field.
    pub(super) fn problem(&mut self, name: &str, message: &str) {
        self.problems.push(format!("{name}: {message}"));
    }
}

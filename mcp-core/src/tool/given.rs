//! Schemas that are written by hand and reach the client as they are.

use schemars::Schema;
use serde_json::Value;
use serde_json::value::RawValue;

/// A schema as its author wrote it, or what is wrong with it.
#[derive(Clone, Debug)]
pub struct GivenSchema(pub(crate) Result<Box<RawValue>, String>);

impl GivenSchema {
    /// A schema in any of the forms in which it may be written.
    pub fn of(schema: impl IntoSchema) -> Self {
        Self(schema.into_schema())
    }

    /// The schema, if it is JSON; `what` is wrong otherwise.
    pub(super) fn json(&self, what: &str) -> Result<&RawValue, String> {
        match &self.0 {
            Ok(schema) => Ok(schema),
            Err(error) => Err(format!("its {what} is not JSON: {error}")),
        }
    }
}

/// A form in which a schema may be written: JSON as text or as a `serde_json::Value`, a `RawValue`,
/// or a schemars `Schema`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no JSON Schema",
    label = "not a schema",
    note = "write JSON as a text, a `serde_json::Value`, a `RawValue`, or a `schemars::Schema`"
)]
pub trait IntoSchema {
    /// The schema as JSON text.
    ///
    /// # Errors
    /// Why it is no JSON.
    fn into_schema(self) -> Result<Box<RawValue>, String>;
}

impl IntoSchema for &str {
    fn into_schema(self) -> Result<Box<RawValue>, String> {
        self.to_owned().into_schema()
    }
}

impl IntoSchema for String {
    fn into_schema(self) -> Result<Box<RawValue>, String> {
        RawValue::from_string(self).map_err(|error| error.to_string())
    }
}

impl IntoSchema for Box<RawValue> {
    fn into_schema(self) -> Result<Box<RawValue>, String> {
        Ok(self)
    }
}

impl IntoSchema for Value {
    fn into_schema(self) -> Result<Box<RawValue>, String> {
        serde_json::value::to_raw_value(&self).map_err(|error| error.to_string())
    }
}

impl IntoSchema for Schema {
    fn into_schema(self) -> Result<Box<RawValue>, String> {
        self.to_value().into_schema()
    }
}

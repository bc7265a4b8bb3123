//! Structs as forms that a client shows to a person, and enums as the choices in them.
//!
//! `derive(Form)` and `derive(Choice)` of mcp-server write the implementations. A form is flat: its
//! fields are texts, numbers, booleans, choices, and lists of choices.

mod choice;
mod field;
mod json;
mod read;
mod value;

pub use choice::{Choice, ChoiceSpec};
pub use field::FieldSpec;
pub use json::InvalidForm;
pub use read::{FormFault, FormValues};
pub(crate) use read::{checked, filled};
pub use value::{Chosen, FormValue, limited};

use crate::model::FormSchema;

/// A struct that a person can fill in.
///
/// ```
/// use mcp_core::form::{FieldSpec, Form, FormFault, FormValue, FormValues};
/// use mcp_core::model::FormSchema;
///
/// struct Trip {
///     city: String,
///     nights: u8,
/// }
///
/// // This is what `#[derive(Form)]` writes.
/// impl Form for Trip {
///     fn schema() -> FormSchema {
///         FormSchema::new()
///             .field(String::field(&FieldSpec::new("city", "Where to"), None))
///             .field(u8::field(&FieldSpec::new("nights", "How long"), Some(2)))
///     }
///
///     fn read(values: &mut FormValues) -> Result<Self, FormFault> {
///         Ok(Self {
///             city: values.take("city")?,
///             nights: values.take_or("nights", || 2)?,
///         })
///     }
/// }
/// assert!(Trip::schema().fields[0].required);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no form",
    label = "cannot be shown to a person",
    note = "put `#[derive(mcp_server::Form)]` on `{Self}`: a struct whose fields are texts, numbers, booleans, enums that derive `Choice`, and lists of these enums"
)]
pub trait Form: Sized + Send + 'static {
    /// The form as it is shown.
    fn schema() -> FormSchema;

    /// Takes the values that came back; they keep to the schema already.
    ///
    /// # Errors
    /// A value is missing or of another kind.
    fn read(values: &mut FormValues) -> Result<Self, FormFault>;
}

#[cfg(test)]
mod tests;

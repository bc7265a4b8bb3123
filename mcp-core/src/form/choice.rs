//! Enums of which a person chooses one, or several.

/// An enum of which a person can choose.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing to choose from",
    label = "not a `Choice`",
    note = "a list in a form holds values of an enum: put `#[derive(mcp_server::Choice)]` on the enum, and take `Vec` of it"
)]
pub trait Choice: Sized + Send + 'static {
    /// What there is to choose from.
    const OPTIONS: &'static [ChoiceSpec];

    /// The variant of an option, by its place.
    fn of(index: usize) -> Option<Self>;

    /// The place of the variant's option.
    fn index(&self) -> usize;
}

/// One option, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChoiceSpec {
    /// The value on the wire.
    pub value: &'static str,
    /// What people see instead.
    pub title: Option<&'static str>,
}

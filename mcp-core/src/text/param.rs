//! What may be a parameter of a prompt or a resource: text arguments and extractors, told apart by
//! what their types can do.

use std::fmt::Display;
use std::ops::Deref;
use std::str::FromStr;

use serde::de::DeserializeOwned;

use super::{TextArguments, TextDescription, TextSpec};
use crate::tool::{Extracted, FromContext, Lent, ViaContext};

/// Marks a parameter that is a text argument.
#[derive(Debug)]
pub enum ViaText {}

/// Marks a parameter that is parsed.
#[derive(Debug)]
pub enum ViaParse {}

/// Marks a parameter that is parsed where it is given.
#[derive(Debug)]
pub enum ViaOption {}

/// A type that can be a parameter of a prompt or a resource.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter of a prompt or a resource",
    label = "neither an argument nor an extractor",
    note = "to receive it as an argument, derive `serde::Deserialize` for `{Self}`, or write `#[arg(parse)]` if it implements `FromStr`",
    note = "to take it from the request, implement `mcp_server::FromContext` for `{Self}`"
)]
pub trait TextParam<Via>: Sized {
    /// Adds it to what is learned of the function.
    fn describe(description: &mut TextDescription, index: usize, specs: &'static [TextSpec]);
    /// Takes it from the call; `None` when it is not there, which `arguments` then knows.
    fn extract(arguments: &mut TextArguments<'_>, index: usize) -> Option<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> TextParam<ViaText> for T {
    fn describe(description: &mut TextDescription, index: usize, specs: &'static [TextSpec]) {
        description.argument::<T>(&specs[index]);
    }

    fn extract(arguments: &mut TextArguments<'_>, index: usize) -> Option<Self> {
        arguments.argument(index)
    }
}

#[diagnostic::do_not_recommend]
impl<T: FromContext> TextParam<ViaContext> for T {
    fn describe(description: &mut TextDescription, _index: usize, _specs: &'static [TextSpec]) {
        description.extractor::<T>();
    }

    fn extract(arguments: &mut TextArguments<'_>, _index: usize) -> Option<Self> {
        arguments.extract()
    }
}

/// A type that can be a parameter of a prompt or a resource behind a reference.
#[diagnostic::on_unimplemented(
    message = "`&{Self}` cannot be a parameter of a prompt or a resource",
    label = "neither an argument nor an extractor",
    note = "take it by value; or for an argument derive `Clone` and `serde::Deserialize` for `{Self}`"
)]
pub trait RefTextParam<Via> {
    /// The owned value that the reference points into.
    type Held: Deref<Target = Self>;
    /// As [`TextParam::describe`].
    fn describe(description: &mut TextDescription, index: usize, specs: &'static [TextSpec]);
    /// As [`TextParam::extract`].
    fn extract(arguments: &mut TextArguments<'_>, index: usize) -> Option<Self::Held>;
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized + ToOwned> RefTextParam<ViaText> for T
where
    T::Owned: DeserializeOwned,
{
    type Held = Lent<T>;

    fn describe(description: &mut TextDescription, index: usize, specs: &'static [TextSpec]) {
        description.argument::<T::Owned>(&specs[index]);
    }

    fn extract(arguments: &mut TextArguments<'_>, index: usize) -> Option<Lent<T>> {
        arguments.argument(index).map(Lent)
    }
}

#[diagnostic::do_not_recommend]
impl<T: FromContext> RefTextParam<ViaContext> for T {
    type Held = Extracted<T>;

    fn describe(description: &mut TextDescription, _index: usize, _specs: &'static [TextSpec]) {
        description.extractor::<T>();
    }

    fn extract(arguments: &mut TextArguments<'_>, _index: usize) -> Option<Extracted<T>> {
        arguments.extract().map(Extracted)
    }
}

/// A type that `#[arg(parse)]` can make a parameter: one that is parsed, or an `Option` of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be parsed from a text",
    label = "not an argument that can be parsed",
    note = "implement `FromStr` for `{Self}`, with an error that implements `Display`"
)]
pub trait ParsedParam<Via>: Sized {
    /// As [`TextParam::describe`].
    fn describe(description: &mut TextDescription, index: usize, specs: &'static [TextSpec]);
    /// As [`TextParam::extract`].
    fn extract(arguments: &mut TextArguments<'_>, index: usize) -> Option<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: FromStr<Err: Display>> ParsedParam<ViaParse> for T {
    fn describe(description: &mut TextDescription, index: usize, specs: &'static [TextSpec]) {
        description.parsed(&specs[index], true);
    }

    fn extract(arguments: &mut TextArguments<'_>, index: usize) -> Option<Self> {
        arguments.parse(index)
    }
}

#[diagnostic::do_not_recommend]
impl<T: FromStr<Err: Display>> ParsedParam<ViaOption> for Option<T> {
    fn describe(description: &mut TextDescription, index: usize, specs: &'static [TextSpec]) {
        description.parsed(&specs[index], false);
    }

    fn extract(arguments: &mut TextArguments<'_>, index: usize) -> Option<Self> {
        arguments.parse_optional(index)
    }
}

//! Members of an object, and what to say of those that do not fit.

use std::borrow::Cow;
use std::fmt::Display;

use serde_json::value::RawValue;

use crate::jsonrpc::{self, ErrorCode, ErrorObject};
use crate::members::named;
use crate::model::{Level, UnknownLevel};

pub(super) fn invalid(message: impl Into<Cow<'static, str>>) -> ErrorObject {
    ErrorObject::new(ErrorCode::INVALID_PARAMS, message)
}

/// The members of `params` that have these names; a method needs `params`.
pub(super) fn params<'a, const N: usize>(
    params: Option<&'a RawValue>,
    names: [&str; N],
) -> Result<[Option<&'a RawValue>; N], ErrorObject> {
    let params = params.filter(|params| is_object(params));
    let params = params.ok_or_else(|| invalid("`params` must be an object"))?;
    named(params.get(), names).map_err(|error| unreadable("params", &error))
}

/// The members that have these names, of a member that must be there and be an object.
pub(super) fn members<'a, const N: usize>(
    name: &str,
    member: Option<&'a RawValue>,
    names: [&str; N],
) -> Result<[Option<&'a RawValue>; N], ErrorObject> {
    named(must_be_object(name, member)?.get(), names).map_err(|error| unreadable(name, &error))
}

/// A member that must be there and be a string.
pub(super) fn string<'a>(
    name: &str,
    member: Option<&'a RawValue>,
) -> Result<Cow<'a, str>, ErrorObject> {
    let member = member.ok_or_else(|| missing(name))?;
    jsonrpc::text(member).ok_or_else(|| invalid(format!("`{name}` must be a string")))
}

/// A member that must be there and name a level.
pub(super) fn level(name: &str, member: Option<&RawValue>) -> Result<Level, ErrorObject> {
    let level = string(name, member)?;
    level
        .parse()
        .map_err(|error: UnknownLevel| invalid(format!("`{name}`: {error}")))
}

/// A member that must be there and be an object, which `read` reads.
pub(super) fn object<'a, T, E: Display>(
    name: &str,
    member: Option<&'a RawValue>,
    read: impl FnOnce(&'a str) -> Result<T, E>,
) -> Result<T, ErrorObject> {
    read(must_be_object(name, member)?.get()).map_err(|error| unreadable(name, &error))
}

fn must_be_object<'a>(
    name: &str,
    member: Option<&'a RawValue>,
) -> Result<&'a RawValue, ErrorObject> {
    let member = member.ok_or_else(|| missing(name))?;
    match is_object(member) {
        true => Ok(member),
        false => Err(invalid(format!("`{name}` must be an object"))),
    }
}

/// Looked at before an object is read: serde would take an array for one as well.
pub(super) fn is_object(json: &RawValue) -> bool {
    json.get().starts_with('{')
}

fn missing(name: &str) -> ErrorObject {
    invalid(format!("`{name}` is missing"))
}

fn unreadable(name: &str, error: &dyn Display) -> ErrorObject {
    invalid(format!("`{name}` cannot be read: {error}"))
}

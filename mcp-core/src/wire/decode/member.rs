//! Members of an object, and what to say of those that do not fit.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::jsonrpc::{self, ErrorCode, ErrorObject};
use crate::model::{Level, UnknownLevel};

pub(super) fn invalid(message: impl Into<Cow<'static, str>>) -> ErrorObject {
    ErrorObject::new(ErrorCode::INVALID_PARAMS, message)
}

/// `params`, which a method needs.
pub(super) fn params<'a, T: Deserialize<'a>>(
    params: Option<&'a RawValue>,
) -> Result<T, ErrorObject> {
    let params = params.filter(|params| is_object(params));
    let params = params.ok_or_else(|| invalid("`params` must be an object"))?;
    read("params", params)
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

/// A member that must be there and be an object.
pub(super) fn object<'a, T: Deserialize<'a>>(
    name: &str,
    member: Option<&'a RawValue>,
) -> Result<T, ErrorObject> {
    let member = member.ok_or_else(|| missing(name))?;
    if !is_object(member) {
        return Err(invalid(format!("`{name}` must be an object")));
    }
    read(name, member)
}

/// Looked at before an object is read: serde would take an array for one as well.
pub(super) fn is_object(json: &RawValue) -> bool {
    json.get().starts_with('{')
}

fn missing(name: &str) -> ErrorObject {
    invalid(format!("`{name}` is missing"))
}

fn read<'a, T: Deserialize<'a>>(name: &str, json: &'a RawValue) -> Result<T, ErrorObject> {
    match serde_json::from_str(json.get()) {
        Ok(Object(value)) => Ok(value),
        Err(error) => Err(invalid(format!("`{name}` cannot be read: {error}"))),
    }
}

/// An object read as `T`, and nothing else: serde would take an array for one as well.
pub(crate) struct Object<T>(pub(crate) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor(PhantomData))
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = Object<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Object<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Object)
    }
}

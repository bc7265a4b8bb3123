//! Objects whose members are strings: the arguments of prompts.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::member;
use crate::jsonrpc::{self, ErrorObject};

/// The members in their order. One that is `null` counts as absent.
pub(super) fn texts(name: &str, json: &RawValue) -> Result<Vec<(String, String)>, ErrorObject> {
    let Members(members) = member::object(name, Some(json))?;
    let mut texts = Vec::with_capacity(members.len());
    for (key, value) in members {
        match jsonrpc::text(value) {
            Some(text) => texts.push((key.into_owned(), text.into_owned())),
            None if value.get() == "null" => {}
            None => {
                let short: String = key.chars().take(64).collect();
                let message = format!("`{name}.{short}` must be a string");
                return Err(member::invalid(message));
            }
        }
    }
    Ok(texts)
}

struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

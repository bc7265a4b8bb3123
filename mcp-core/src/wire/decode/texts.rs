//! Objects whose members are strings: the arguments of prompts.

use serde_json::value::RawValue;

use super::member;
use crate::jsonrpc::{self, ErrorObject};
use crate::members::members;

/// The members in their order. One that is `null` counts as absent.
pub(super) fn texts(name: &str, json: &RawValue) -> Result<Vec<(String, String)>, ErrorObject> {
    let members = member::object(name, Some(json), members)?;
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

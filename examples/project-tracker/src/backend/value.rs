//! What the value of one field must look like.

use std::collections::BTreeMap;

use reqwest::Url;
use serde::Deserialize as _;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::moment;
use crate::model::Scalar;

const LONGEST_ADDRESS: usize = 300;
const MOST_LABELS: usize = 20;
const LONGEST_LABEL: usize = 50;

/// A line of 1 to `longest` characters, without the space around it.
pub(super) fn line(longest: usize) -> impl Fn(&Value) -> Result<String, String> {
    move |value| {
        let line = text(value)?.trim();
        if line.is_empty() || line.chars().count() > longest {
            return Err(format!("must have 1 to {longest} characters"));
        }
        if line.chars().any(char::is_control) {
            return Err("must be one line without control characters".into());
        }
        Ok(line.to_owned())
    }
}

/// Any number of lines, `least` to `longest` characters in all.
pub(super) fn prose(least: usize, longest: usize) -> impl Fn(&Value) -> Result<String, String> {
    move |value| {
        let prose = text(value)?.trim();
        if !(least..=longest).contains(&prose.chars().count()) {
            return Err(format!("must have {least} to {longest} characters"));
        }
        // SQLite's full-text index reads no further than the first NUL.
        if prose
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        {
            return Err("must not contain control characters".into());
        }
        Ok(prose.to_owned())
    }
}

/// One of the words an enum knows.
pub(super) fn word<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
    text(value)?;
    T::deserialize(value).map_err(|error| error.to_string())
}

/// A number within the bounds of its type. Digits in a string count too: a query has nothing else.
pub(super) fn number<T: TryFrom<u32, Error = &'static str>>(value: &Value) -> Result<T, String> {
    let number = match value {
        Value::Number(number) => number.as_u64(),
        Value::String(digits) => digits.parse().ok(),
        _ => None,
    };
    // What does not even fit is out of bounds as zero is, and is told the same.
    let number = number
        .and_then(|number| number.try_into().ok())
        .unwrap_or(0);
    T::try_from(number).map_err(str::to_owned)
}

/// The key or id of something, where an id may be a bare number.
pub(super) fn name(value: &Value) -> Result<String, String> {
    match value {
        Value::Number(id) => Ok(id.to_string()),
        _ => line(40)(value),
    }
}

/// A project key: the letter in front keeps it apart from an id.
pub(super) fn key(value: &Value) -> Result<String, String> {
    let key = text(value)?;
    let known = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    if (2..=10).contains(&key.len())
        && key.starts_with(|c: char| c.is_ascii_uppercase())
        && key.chars().all(known)
    {
        Ok(key.to_owned())
    } else {
        Err("must be 2 to 10 uppercase letters or digits, the first a letter".into())
    }
}

/// A list of labels.
pub(super) fn labels(value: &Value) -> Result<Vec<String>, String> {
    let labels = value.as_array().ok_or("must be a list of strings")?;
    if labels.len() > MOST_LABELS {
        return Err(format!("must be at most {MOST_LABELS} labels"));
    }
    labels
        .iter()
        .map(line(LONGEST_LABEL))
        .collect::<Result<_, _>>()
        .map_err(|message| format!("each label {message}"))
}

/// A list of at most `most` lines of at most `longest` characters.
pub(super) fn lines(most: usize, longest: usize) -> impl Fn(&Value) -> Result<Vec<String>, String> {
    move |value| {
        let lines = value.as_array().ok_or("must be a list of strings")?;
        if lines.len() > most {
            return Err(format!("must be at most {most} strings"));
        }
        lines
            .iter()
            .map(line(longest))
            .collect::<Result<_, _>>()
            .map_err(|message| format!("each {message}"))
    }
}

/// Yes or no. The words count too: a query has nothing else.
pub(super) fn flag(value: &Value) -> Result<bool, String> {
    match (value, value.as_str()) {
        (Value::Bool(flag), _) => Ok(*flag),
        (_, Some("true")) => Ok(true),
        (_, Some("false")) => Ok(false),
        _ => Err("must be true or false".into()),
    }
}

/// A list of scopes that are all known, each once.
pub(super) fn scopes(known: &[&str]) -> impl Fn(&Value) -> Result<Vec<String>, String> {
    |value| {
        let words = value.as_array().ok_or("must be a list of scopes")?;
        let words = words.iter().map(text).collect::<Result<Vec<_>, _>>()?;
        chosen(known, &words)
    }
}

/// Scopes that are all known, each once.
pub(super) fn chosen(known: &[&str], words: &[&str]) -> Result<Vec<String>, String> {
    if words.is_empty() {
        return Err("must name at least one scope".into());
    }
    let mut chosen = Vec::new();
    for &word in words {
        if !known.contains(&word) {
            return Err(format!("{word:?} is none of {}", known.join(", ")));
        }
        if !chosen.iter().any(|other| other == word) {
            chosen.push(word.to_owned());
        }
    }
    Ok(chosen)
}

/// A day as `2026-03-31`.
pub(super) fn date(value: &Value) -> Result<String, String> {
    moment::date(text(value)?)
}

/// A colour as `#d73a4a`.
pub(super) fn color(value: &Value) -> Result<String, String> {
    let digits = text(value)?.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        Ok(format!("#{}", digits.to_ascii_lowercase()))
    } else {
        Err("must be a colour such as #d73a4a".into())
    }
}

/// What requests call a custom field.
pub(super) fn field_key(value: &Value) -> Result<String, String> {
    let key = text(value)?;
    let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if (2..=40).contains(&key.len())
        && key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.chars().all(known)
    {
        Ok(key.to_owned())
    } else {
        Err("must be 2 to 40 lowercase letters, digits or _, the first a letter".into())
    }
}

/// The values of custom fields by key; which there are is in the database, and looked at there.
pub(super) fn scalars(value: &Value) -> Result<BTreeMap<String, Option<Scalar>>, String> {
    value.as_object().ok_or("must be an object")?;
    let known = BTreeMap::deserialize(value);
    known.map_err(|_| "must have texts, numbers or null as its values".into())
}

/// The address of a repository. Credentials in it would be shown to all who see the execution.
pub(super) fn repository(value: &Value) -> Result<String, String> {
    let address = line(LONGEST_ADDRESS)(value)?;
    let url = Url::parse(&address).ok().filter(|url| {
        url.scheme() == "https"
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none()
            && url.path().len() > 1
    });
    url.map(String::from)
        .ok_or_else(|| "must be an address such as https://github.com/acme/api".into())
}

/// Any text.
pub(super) fn text(value: &Value) -> Result<&str, String> {
    value.as_str().ok_or_else(|| "must be a string".into())
}

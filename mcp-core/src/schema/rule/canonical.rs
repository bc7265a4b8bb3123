//! A text for every value that is the same for equal values: names sorted, numbers in one form.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::json::{Json, Sort};

/// Deeper than serde_json reads.
const DEEPEST: usize = 128;

/// The text; `None` for what no one can decode.
pub(super) fn canonical<'a>(json: &Json<'a>) -> Option<Cow<'a, str>> {
    match json.sort() {
        Sort::Null | Sort::Boolean => Some(Cow::Borrowed(json.text())),
        Sort::String if json.verbatim().is_some() => Some(Cow::Borrowed(json.text())),
        _ => {
            let mut text = String::new();
            write(json, &mut text, 0)?;
            Some(Cow::Owned(text))
        }
    }
}

fn write(json: &Json<'_>, to: &mut String, depth: usize) -> Option<()> {
    if depth == DEEPEST {
        return None;
    }
    match json.sort() {
        Sort::Null | Sort::Boolean => to.push_str(json.text()),
        Sort::Number(number) => write!(to, "{number}").ok()?,
        Sort::String => quote(&json.string()?, to)?,
        Sort::Array => {
            to.push('[');
            for item in json.items()? {
                write(&Json::new(item.get()), to, depth + 1)?;
                to.push(',');
            }
            to.push(']');
        }
        Sort::Object => {
            let mut members: Vec<_> = json.members()?.iter().collect();
            members.sort_by(|(one, _), (other, _)| one.cmp(other));
            to.push('{');
            for (name, value) in members {
                quote(name, to)?;
                to.push(':');
                write(&Json::new(value.get()), to, depth + 1)?;
                to.push(',');
            }
            to.push('}');
        }
    }
    Some(())
}

fn quote(text: &str, to: &mut String) -> Option<()> {
    to.push_str(&serde_json::to_string(text).ok()?);
    Some(())
}

//! A text for every value that is the same for equal values: names sorted, numbers in one form.
//!
//! It is written in one pass, however deep the value goes.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::decimal::Decimal;
use super::json::Json;

/// Deeper than serde_json reads.
const DEEPEST: usize = 128;

/// The text; `None` for what no one can decode.
pub(super) fn canonical<'a>(json: &Json<'a>) -> Option<Cow<'a, str>> {
    short(json, usize::MAX)
}

/// The text; `None` also for one that soon has more bytes than `most`.
pub(super) fn short<'a>(json: &Json<'a>, most: usize) -> Option<Cow<'a, str>> {
    if matches!(json.text().as_bytes().first()?, b'n' | b't' | b'f') || json.verbatim().is_some() {
        return Some(Cow::Borrowed(json.text()));
    }
    let mut writer = Writer {
        rest: json.text(),
        text: String::new(),
        most,
    };
    writer.value(0)?;
    Some(Cow::Owned(writer.text))
}

/// Goes through what is known to be JSON.
struct Writer<'a> {
    rest: &'a str,
    text: String,
    most: usize,
}

impl<'a> Writer<'a> {
    fn value(&mut self, depth: usize) -> Option<()> {
        if depth == DEEPEST || self.text.len() > self.most {
            return None;
        }
        self.rest = self.rest.trim_ascii_start();
        match self.rest.as_bytes().first()? {
            b'[' => self.array(depth),
            b'{' => self.object(depth),
            b'"' => self.string().and_then(|text| self.quote(&text)),
            first => {
                let is_word = first.is_ascii_alphabetic();
                let end = |c: char| matches!(c, ',' | ']' | '}') || c.is_ascii_whitespace();
                let end = self.rest.find(end).unwrap_or(self.rest.len());
                let plain = self.take(end)?;
                match is_word {
                    true => self.text.push_str(plain),
                    false => write!(self.text, "{}", Decimal::parse(plain)).ok()?,
                }
                Some(())
            }
        }
    }

    fn array(&mut self, depth: usize) -> Option<()> {
        self.text.push('[');
        while self.has_more()? {
            self.value(depth + 1)?;
            self.text.push(',');
        }
        self.text.push(']');
        Some(())
    }

    fn object(&mut self, depth: usize) -> Option<()> {
        let mut members = Vec::new();
        while self.has_more()? {
            let name = self.string()?;
            self.rest = self.rest.trim_ascii_start().strip_prefix(':')?;
            let start = self.text.len();
            self.value(depth + 1)?;
            members.push((name, self.text.split_off(start)));
        }
        members.sort_by(|(one, _), (other, _)| one.cmp(other));
        self.text.push('{');
        for (name, value) in members {
            self.quote(&name)?;
            self.text.push(':');
            self.text.push_str(&value);
            self.text.push(',');
        }
        self.text.push('}');
        Some(())
    }

    /// Steps over the sign before an item or a member, or over the end.
    fn has_more(&mut self) -> Option<bool> {
        self.rest = self.rest.trim_ascii_start();
        let sign = self.take(1)?;
        self.rest = self.rest.trim_ascii_start();
        if matches!(sign, "[" | "{") && self.rest.starts_with([']', '}']) {
            self.take(1)?;
            return Some(false);
        }
        Some(!matches!(sign, "]" | "}"))
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        let bytes = self.rest.as_bytes();
        let mut end = 1;
        loop {
            match bytes.get(end)? {
                b'"' => break,
                b'\\' => end += 2,
                _ => end += 1,
            }
        }
        Json::new(self.take(end + 1)?).string()
    }

    fn quote(&mut self, text: &str) -> Option<()> {
        self.text.push_str(&serde_json::to_string(text).ok()?);
        Some(())
    }

    fn take(&mut self, count: usize) -> Option<&'a str> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }
}

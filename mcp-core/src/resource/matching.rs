//! Finding a template's values in a URI, in bounded time.

use std::borrow::Cow;

use super::template::{is_reserved, is_unreserved};
use super::{Expansion, Step, Variables};

/// How long a URI may be; RFC 9110 asks for no more.
const LONGEST: usize = 8 * 1024;

/// A step, simplified: the `#` of a fragment is a text of its own.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    Text(&'static str),
    Value {
        name: &'static str,
        /// It may go on behind a `/`, `?` or `#`.
        crosses: bool,
    },
}

pub(super) fn parts(steps: &'static [Step]) -> Vec<Part> {
    let mut parts = Vec::with_capacity(steps.len());
    for step in steps {
        match *step {
            Step::Literal(text) => parts.push(Part::Text(text)),
            Step::Variable { name, expansion } => {
                if expansion == Expansion::Fragment {
                    parts.push(Part::Text("#"));
                }
                let crosses = expansion != Expansion::Simple;
                parts.push(Part::Value { name, crosses });
            }
        }
    }
    parts
}

/// Whether a byte of a URI may be part of a value.
pub(super) const fn may_hold(crosses: bool, byte: u8) -> bool {
    crosses || !matches!(byte, b'/' | b'?' | b'#')
}

/// The decoded values, if the URI fits.
pub(super) fn variables<'u>(steps: &'static [Step], uri: &'u str) -> Option<Variables<'u>> {
    if let Some(Step::Literal(text)) = steps.first() {
        uri.strip_prefix(text)?;
    }
    if !is_legible(uri) {
        return None;
    }
    let parts = parts(steps);
    let fits = fits(&parts, uri);
    if !fits[0][0] {
        return None;
    }
    let mut variables = Vec::new();
    let mut start = 0;
    for (part, fits) in std::iter::zip(&parts, &fits[1..]) {
        match part {
            Part::Text(text) => start += text.len(),
            Part::Value { name, .. } => {
                let mut ends = start + 1..=uri.len();
                let end = ends.find(|end| fits[*end] && is_border(uri, *end))?;
                variables.push((*name, value(&uri[start..end])?));
                start = end;
            }
        }
    }
    Some(variables)
}

/// For each part, and behind the last one: at which places of the URI the rest of the template
/// fits the rest of the URI. Made from the end, so nothing is tried twice.
fn fits(parts: &[Part], uri: &str) -> Vec<Vec<bool>> {
    let bytes = uri.as_bytes();
    let mut rows = vec![vec![false; bytes.len() + 1]; parts.len() + 1];
    rows[parts.len()][bytes.len()] = true;
    for (index, part) in parts.iter().enumerate().rev() {
        let (before, behind) = rows.split_at_mut(index + 1);
        let (row, next) = (&mut before[index], &behind[0]);
        match part {
            Part::Text(text) => {
                let text = text.as_bytes();
                for start in 0..(bytes.len() + 1).saturating_sub(text.len()) {
                    row[start] = next[start + text.len()] && bytes[start..].starts_with(text);
                }
            }
            Part::Value { crosses, .. } => {
                for start in (0..bytes.len()).rev() {
                    let ends = next[start + 1] && is_border(uri, start + 1);
                    row[start] = may_hold(*crosses, bytes[start]) && (ends || row[start + 1]);
                }
            }
        }
    }
    rows
}

/// Whether a value may end here: not inside a character, encoded or not.
fn is_border(uri: &str, place: usize) -> bool {
    let bytes = uri.as_bytes();
    let inside = (1..=2).any(|back| place >= back && bytes[place - back] == b'%');
    uri.is_char_boundary(place) && !inside
}

/// Whether a text is a URI (RFC 3986, or 3987 for what is not ASCII): it names a scheme, has only
/// letters that may stand in one, and not more than 8 KiB.
///
/// ```
/// use mcp_core::resource::is_uri;
/// assert!(is_uri("tracker://issues/7") && is_uri("urn:isbn:0451450523"));
/// assert!(!is_uri("issues/7") && !is_uri("::") && !is_uri("x://a b"));
/// ```
#[must_use]
pub fn is_uri(text: &str) -> bool {
    let scheme = text.split_once(':').map(|(scheme, _)| scheme.as_bytes());
    let named = scheme.is_some_and(|scheme| {
        let fine = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
        scheme.first().is_some_and(u8::is_ascii_alphabetic) && scheme.iter().all(fine)
    });
    named && is_legible(text)
}

/// Whether a text has only what may stand in a URI.
fn is_legible(text: &str) -> bool {
    let fine = |(place, letter): (usize, char)| match letter {
        '%' => is_triplet(&text.as_bytes()[place..]),
        letter if letter.is_ascii() => is_unreserved(letter) || is_reserved(letter),
        letter => !letter.is_control() && !letter.is_whitespace(),
    };
    text.len() <= LONGEST && text.char_indices().all(fine)
}

/// Whether a text begins with a percent-encoded byte.
pub(super) fn is_triplet(text: &[u8]) -> bool {
    matches!(text, [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

fn value(text: &str) -> Option<Cow<'_, str>> {
    let value = decoded(text)?;
    let climbs = value.split(['/', '\\']).any(|segment| segment == "..");
    (!climbs).then_some(value)
}

/// The text without its percent-encoding, if that is UTF-8.
fn decoded(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(text.into());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, others @ ..] = rest {
        if *first == b'%' {
            let digits = std::str::from_utf8(others.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &others[2..];
        } else {
            bytes.push(*first);
            rest = others;
        }
    }
    Some(String::from_utf8(bytes).ok()?.into())
}

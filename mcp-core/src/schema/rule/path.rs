//! Where in a value something stands, written out as a JSON Pointer only when it is told.

use std::fmt;

/// The longest part of a pointer that is repeated from a client's own names.
const LONGEST: usize = 200;

/// A place, as the last step to it.
#[derive(Debug)]
pub(super) enum Path<'p> {
    /// A pointer as it is.
    Start(&'p str),
    Member(&'p Path<'p>, &'p str),
    Item(&'p Path<'p>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start(pointer) => f.write_str(pointer),
            Self::Member(path, name) => write!(f, "{path}/{}", escape(name, LONGEST)),
            Self::Item(path, index) => write!(f, "{path}/{index}"),
        }
    }
}

/// A name as it stands in a pointer (RFC 6901, section 3), cut off where it is too long.
pub(super) fn escape(name: &str, longest: usize) -> String {
    let cut = name.char_indices().nth(longest).map(|(index, _)| index);
    let (name, rest) = match cut {
        Some(index) => (&name[..index], "…"),
        None => (name, ""),
    };
    name.replace('~', "~0").replace('/', "~1") + rest
}

/// The pointer in a `$ref` into the same document.
pub(super) fn of_reference(reference: &str) -> Option<String> {
    let pointer = percent_decoded(reference.strip_prefix('#')?)?;
    (pointer.is_empty() || pointer.starts_with('/')).then_some(pointer)
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => digit(rest.next()?)? * 16 + digit(rest.next()?)?,
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

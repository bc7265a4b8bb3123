//! URI templates (RFC 6570, levels 1 and 2): which URIs fit one, and which URI its variables make.

use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};

use super::{matching, overlap};

/// A URI with variables, or without any.
///
/// ```
/// use mcp_core::resource::{Expansion, Step, Template};
///
/// const ISSUE: Template = Template {
///     uri: "tracker://issues/{id}",
///     steps: &[
///         Step::Literal("tracker://issues/"),
///         Step::Variable { name: "id", expansion: Expansion::Simple },
///     ],
/// };
///
/// let variables = ISSUE.matches("tracker://issues/a%20b").unwrap();
/// assert_eq!(variables, [("id", "a b".into())]);
/// assert_eq!(ISSUE.matches("tracker://issues/1/comments"), None);
/// assert_eq!(ISSUE.expand(&[("id", "a b")]).unwrap(), "tracker://issues/a%20b");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// As it is written.
    pub uri: &'static str,
    /// Its parts in order.
    pub steps: &'static [Step],
}

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A text that stands in each URI.
    Literal(&'static str),
    /// A place for a value of at least one character.
    Variable {
        /// Its name.
        name: &'static str,
        /// How its value is written.
        expansion: Expansion,
    },
}

/// How a variable's value is written in a URI (RFC 6570, sections 3.2.2 to 3.2.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expansion {
    /// `{name}`: what could have a meaning in a URI is percent-encoded, so the value ends before
    /// the next `/`, `?` or `#`.
    Simple,
    /// `{+name}`: it may go on behind a `/`, `?` or `#`.
    Reserved,
    /// `{#name}`: a `#`, and then the same as `{+name}`.
    Fragment,
}

/// The variables of a template, and their values in one URI.
pub type Variables<'u> = Vec<(&'static str, Cow<'u, str>)>;

impl Template {
    /// The empty URI.
    pub const NEW: Self = Self {
        uri: "",
        steps: &[],
    };

    /// Whether it has no variables.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.variables().next().is_none()
    }

    /// The names of its variables in order.
    pub fn variables(&self) -> impl Iterator<Item = &'static str> {
        self.steps.iter().filter_map(|step| match step {
            Step::Literal(_) => None,
            Step::Variable { name, .. } => Some(*name),
        })
    }

    /// The decoded values of its variables, if a URI fits. Of several ways, each variable takes as
    /// little as it can, the first one first.
    ///
    /// Nothing fits that is no URI (RFC 3986, or 3987 for what is not ASCII), that has more than
    /// 8 KiB, whose value is not UTF-8, or one whose value has a segment `..` between slashes or
    /// backslashes, for a path that is made of it would lead elsewhere. A value may still begin
    /// with a slash, also one of a `{name}`, as `%2F`.
    ///
    /// Takes time in proportion to the length of the URI times that of the template.
    #[must_use]
    pub fn matches<'u>(&self, uri: &'u str) -> Option<Variables<'u>> {
        matching::variables(self.steps, uri)
    }

    /// The URI with these values; `None` where a variable has none, or an empty one.
    #[must_use]
    pub fn expand(&self, values: &[(&str, &str)]) -> Option<String> {
        let mut uri = String::with_capacity(self.uri.len());
        for step in self.steps {
            match step {
                Step::Literal(text) => uri += text,
                Step::Variable { name, expansion } => {
                    let (_, value) = values.iter().find(|(known, _)| known == name)?;
                    if value.is_empty() {
                        return None;
                    }
                    expansion.write(value, &mut uri);
                }
            }
        }
        Some(uri)
    }

    /// Which of two is asked first where a URI fits both: the smaller one, which is the one without
    /// variables, or else the one of more literal characters, or else of fewer variables that go
    /// on behind a `/`.
    #[must_use]
    pub fn by_specificity(&self, other: &Self) -> Ordering {
        let rank = |template: &Self| {
            let literal = |step: &Step| match step {
                Step::Literal(text) => text.chars().count(),
                Step::Variable { .. } => 0,
            };
            let crosses = |step: &&Step| match step {
                Step::Literal(_) => false,
                Step::Variable { expansion, .. } => *expansion != Expansion::Simple,
            };
            let literals: usize = template.steps.iter().map(literal).sum();
            let crossing = template.steps.iter().filter(crosses).count();
            (!template.is_fixed(), Reverse(literals), crossing)
        };
        rank(self).cmp(&rank(other))
    }

    /// Whether some URI fits both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        overlap::overlap(self.steps, other.steps)
    }
}

impl Expansion {
    fn write(self, value: &str, uri: &mut String) {
        if self == Self::Fragment {
            uri.push('#');
        }
        let bytes = value.as_bytes();
        for (index, letter) in value.char_indices() {
            let stays = match self {
                Self::Simple => is_unreserved(letter),
                Self::Reserved | Self::Fragment => {
                    is_unreserved(letter)
                        || is_reserved(letter)
                        || matching::is_triplet(&bytes[index..])
                }
            };
            if stays {
                uri.push(letter);
            } else {
                let mut buffer = [0; 4];
                for byte in letter.encode_utf8(&mut buffer).bytes() {
                    *uri += &format!("%{byte:02X}");
                }
            }
        }
    }
}

/// RFC 3986, section 2.3.
pub(super) const fn is_unreserved(letter: char) -> bool {
    matches!(letter, 'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '.' | '_' | '~')
}

/// RFC 3986, section 2.2.
pub(super) const fn is_reserved(letter: char) -> bool {
    is_delimiter(letter) || matches!(letter, '/' | '?' | '#')
}

/// What is reserved and may stand in a segment of a path.
const fn is_delimiter(letter: char) -> bool {
    matches!(
        letter,
        ':' | '[' | ']' | '@' | '!' | '$' | '&' | '\'' | '(' | ')' | '*' | '+' | ',' | ';' | '='
    )
}

#[cfg(test)]
mod tests;

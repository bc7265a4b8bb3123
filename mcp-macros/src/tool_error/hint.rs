//! A hint: a format string over the fields of its case, `{name}` or `{0}`.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt as _;
use syn::{LitStr, Member};

/// What goes before the name of a field, so that no name of the user's is met.
const MARK: &str = "__";

/// What to do about a failure.
pub(super) struct Hint {
    /// As it is written.
    pub(super) literal: LitStr,
    /// The fields that it names, as they are written.
    pub(super) fields: Vec<String>,
    /// The same string over the local names of the fields.
    pub(super) format: String,
}

impl Hint {
    pub(super) fn read(literal: &LitStr) -> Self {
        let text = literal.value();
        let (mut format, mut fields) = (String::new(), Vec::new());
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            format.push_str(before);
            format.push('{');
            if let Some(after) = after.strip_prefix('{') {
                format.push('{');
                rest = after;
                continue;
            }
            let end = after.find([':', '}']).unwrap_or(after.len());
            let name = after[..end].trim();
            format.push_str(MARK);
            format.push_str(name);
            fields.push(name.to_owned());
            rest = &after[end..];
        }
        format.push_str(rest);
        Self {
            literal: literal.clone(),
            fields,
            format,
        }
    }

    /// Whether it names the field.
    pub(super) fn names(&self, member: &Member) -> bool {
        self.fields.contains(&name(member))
    }
}

/// How a hint names a field.
pub(super) fn name(member: &Member) -> String {
    match member {
        Member::Named(ident) => ident.unraw().to_string(),
        Member::Unnamed(index) => index.index.to_string(),
    }
}

/// The local name of a field.
pub(super) fn local(member: &Member, span: Span) -> Ident {
    Ident::new(&format!("{MARK}{}", name(member)), span)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, String) {
        let hint = Hint::read(&LitStr::new(text, Span::call_site()));
        (hint.fields, hint.format)
    }

    #[test]
    fn the_fields_in_braces_are_found() {
        let (fields, format) = read("see {0}, {name:?} and { r:>8 }");
        assert_eq!(fields, ["0", "name", "r"]);
        assert_eq!(format, "see {__0}, {__name:?} and {__r:>8 }");
    }

    #[test]
    fn doubled_braces_are_text() {
        let (fields, format) = read("{{a}} {{{b}}}");
        assert_eq!(fields, ["b"]);
        assert_eq!(format, "{{a}} {{{__b}}}");
    }

    #[test]
    fn what_is_no_format_stays_for_the_compiler_to_refuse() {
        assert_eq!(read("a }").1, "a }");
        assert_eq!(read("a {b").1, "a {__b");
    }
}

//! What the keys of `#[resource]` say that no other attribute has, and the keys of `#[arg]` on its
//! parameters.

use syn::LitStr;

use super::list::List;
use crate::function::model::Word;
use crate::shared::attr::{Count, Entry, Keys, Number};

/// The keys of `#[resource]` on a method, behind the URI; a free function has `crate` besides.
pub(crate) const KEYS: [&str; 15] = [
    "name",
    "title",
    "mime",
    "size",
    "audience",
    "priority",
    "list",
    "scopes",
    "visible_when",
    "tags",
    "icons",
    "meta",
    "hidden",
    "blocking",
    "timeout",
];

/// The keys of `#[arg]` on a parameter of a resource.
pub(super) const ARGUMENT: Keys<'static> = Keys {
    known: &["name", "parse", "complete"],
    advice,
};

fn advice(key: &str) -> Option<&'static str> {
    match key {
        "default" => Some("a URI that fits has a value for each variable: leave `default` out"),
        "title" | "example" | "deprecated" => Some(
            "clients see no more of a variable than its name: say it in the doc comment of the function",
        ),
        "min" | "max" | "exclusive_min" | "exclusive_max" | "multiple_of" | "min_length"
        | "max_length" | "min_items" | "max_items" | "unique" | "pattern" | "format" => Some(
            "variables have no schema: make a type of it, and a URI that it cannot be read from is no resource",
        ),
        "one_of" => Some(
            "variables have no schema: make an enum of it, or propose the values with `complete = [\"…\"]`",
        ),
        "header" | "secret" => Some("only an argument of a tool has this key: leave it out"),
        _ => None,
    }
}

/// What is said of a resource.
#[derive(Default)]
pub(crate) struct Said {
    pub(crate) mime: Option<Word>,
    pub(crate) size: Option<(proc_macro2::Span, Count)>,
    pub(crate) audience: Vec<LitStr>,
    pub(crate) priority: Option<(proc_macro2::Span, Number)>,
    pub(crate) list: Option<List>,
}

impl Said {
    pub(super) fn set(&mut self, entry: &Entry) -> syn::Result<()> {
        let span = entry.key.span();
        match entry.key.to_string().as_str() {
            "mime" => self.mime = Some(Word::read(entry)?),
            "size" => self.size = Some((span, entry.count()?)),
            "audience" => self.audience = entry.texts()?,
            "list" => self.list = Some(List::read(entry)?),
            "priority" => self.priority = Some((span, entry.number()?)),
            _ => {}
        }
        Ok(())
    }
}

//! The keys of `#[prompt]`, and of `#[arg]` on its parameters.

use crate::shared::attr::Keys;

/// The keys of `#[prompt]` on a method; a free function has `crate` besides.
pub(crate) const KEYS: [&str; 10] = [
    "name",
    "title",
    "scopes",
    "visible_when",
    "tags",
    "icons",
    "meta",
    "hidden",
    "blocking",
    "timeout",
];

/// The keys of `#[arg]` on a parameter of a prompt.
pub(super) const ARGUMENT: Keys<'static> = Keys {
    known: &["name", "title", "default", "parse", "complete"],
    advice,
};

fn advice(key: &str) -> Option<&'static str> {
    match key {
        "min" | "max" | "exclusive_min" | "exclusive_max" | "multiple_of" | "min_length"
        | "max_length" | "min_items" | "max_items" | "unique" | "pattern" | "format" => {
            Some("prompt arguments have no schema: check it in the function, or make a type of it")
        }
        "one_of" => Some(
            "prompt arguments have no schema: make an enum of it, or propose the values with `complete = [\"…\"]`",
        ),
        "example" | "deprecated" => {
            Some("prompt arguments have no schema: say it in the doc comment")
        }
        "header" | "secret" => Some("only an argument of a tool has this key: leave it out"),
        _ => None,
    }
}

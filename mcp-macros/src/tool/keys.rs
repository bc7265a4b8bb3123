//! What the keys of `#[tool]` say that no other attribute has.

use proc_macro2::Span;

use crate::shared::attr::Entry;

/// The keys of `#[tool]` on a method; a free function has `crate` besides.
pub(crate) const KEYS: [&str; 14] = [
    "name",
    "title",
    "read_only",
    "destructive",
    "idempotent",
    "open_world",
    "scopes",
    "tags",
    "icons",
    "meta",
    "hidden",
    "blocking",
    "timeout",
    "input_schema",
];

#[derive(Default)]
pub(crate) struct Hints {
    pub(crate) read_only: Option<bool>,
    pub(crate) destructive: Option<bool>,
    pub(crate) idempotent: Option<bool>,
    pub(crate) open_world: Option<bool>,
    /// Where it says whether it destroys.
    pub(crate) destructive_at: Option<Span>,
}

impl Hints {
    pub(crate) fn is_empty(&self) -> bool {
        let all = [
            self.read_only,
            self.destructive,
            self.idempotent,
            self.open_world,
        ];
        all.iter().all(Option::is_none)
    }

    pub(super) fn set(&mut self, entry: &Entry) -> syn::Result<()> {
        match entry.key.to_string().as_str() {
            "read_only" => self.read_only = Some(entry.flag()?),
            "destructive" => {
                self.destructive = Some(entry.flag()?);
                self.destructive_at = Some(entry.key.span());
            }
            "idempotent" => self.idempotent = Some(entry.flag()?),
            "open_world" => self.open_world = Some(entry.flag()?),
            _ => {}
        }
        Ok(())
    }
}

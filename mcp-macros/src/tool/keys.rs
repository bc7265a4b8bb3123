//! What the keys of `#[tool]` say that no other attribute has.

use proc_macro2::Span;

use crate::shared::attr::Entry;

/// The keys of `#[tool]` on a method; a free function has `crate` besides.
pub(crate) const KEYS: [&str; 16] = [
    "name",
    "title",
    "read_only",
    "destructive",
    "idempotent",
    "open_world",
    "scopes",
    "visible_when",
    "tags",
    "icons",
    "meta",
    "hidden",
    "blocking",
    "timeout",
    "input_schema",
    "task",
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

/// When a call of it becomes a task.
#[derive(Clone, Copy)]
pub(crate) enum Task {
    Optional,
    Required,
    Later,
}

impl Task {
    /// `task`, `task = "required"` or `task = "later"`; with `task = false` none does.
    pub(super) fn read(entry: &Entry) -> syn::Result<Option<Self>> {
        const ADVICE: &str = "when is it a task? `task` where the client can have one, `task = \"required\"` always, `task = \"later\"` from `context.start_task()` on";
        if let Ok(flag) = entry.flag() {
            return Ok(flag.then_some(Self::Optional));
        }
        let advice = |at: &dyn quote::ToTokens| syn::Error::new_spanned(at, ADVICE);
        let text = entry.text().map_err(|_| match &entry.value {
            Some(value) => advice(value),
            None => advice(&entry.key),
        })?;
        match &*text.value() {
            "required" => Ok(Some(Self::Required)),
            "later" => Ok(Some(Self::Later)),
            _ => Err(advice(&text)),
        }
    }

    /// What it is called in the expansion.
    pub(crate) const fn variant(self) -> &'static str {
        match self {
            Self::Optional => "Optional",
            Self::Required => "Required",
            Self::Later => "Later",
        }
    }
}

//! What the keys say that all attributes have.

use proc_macro2::{Ident, Span};
use syn::{Expr, ExprLit, Lit, LitStr, Type};

use crate::shared::attr::{Entry, Time};
use crate::shared::errors::Errors;
use crate::shared::names;

/// What is said of a function beside its name.
#[derive(Default)]
pub(crate) struct Said {
    pub(crate) title: Option<String>,
    pub(crate) scopes: Vec<LitStr>,
    /// The conditions under which it is there.
    pub(crate) visible_when: Vec<Expr>,
    pub(crate) tags: Vec<LitStr>,
    pub(crate) icons: Vec<Expr>,
    pub(crate) meta: Option<Expr>,
    pub(crate) hidden: bool,
    /// Where it says that the function blocks its thread.
    pub(crate) blocking: Option<Span>,
    pub(crate) timeout: Option<Time>,
}

/// What a block or a module says of all that is in it.
#[derive(Default)]
pub(crate) struct Group {
    /// What goes before each name, with its `_`.
    pub(crate) prefix: String,
    pub(crate) scopes: Vec<LitStr>,
    pub(crate) visible_when: Option<Expr>,
    pub(crate) tags: Vec<LitStr>,
}

/// What stands around a function.
pub(crate) struct Scope<'s> {
    pub(crate) group: &'s Group,
    /// The methods of its block; a free function has no block.
    pub(crate) methods: Option<&'s [Method]>,
}

/// A method of a block.
#[derive(Clone)]
pub(crate) struct Method {
    pub(crate) ident: Ident,
    /// It takes `&self`.
    pub(crate) is_shared: bool,
    /// The types of its parameters beside `self`.
    pub(crate) takes: Vec<Type>,
}

impl Group {
    /// The keys of `#[tools]`; `crate` is read elsewhere.
    pub(crate) const KEYS: [&'static str; 5] =
        ["prefix", "tags", "scopes", "visible_when", "crate"];

    pub(crate) fn read(entries: &[Entry], errors: &mut Errors) -> Self {
        let mut group = Self::default();
        for entry in entries {
            errors.keep(group.set(entry));
        }
        group
    }

    fn set(&mut self, entry: &Entry) -> syn::Result<()> {
        match entry.key.to_string().as_str() {
            "prefix" => self.prefix = prefix(entry)?,
            "tags" => self.tags = entry.texts()?,
            "scopes" => self.scopes = scopes(entry)?,
            "visible_when" => self.visible_when = Some(condition(entry)?),
            _ => {}
        }
        Ok(())
    }
}

impl Said {
    pub(super) fn of(group: &Group) -> Self {
        Self {
            scopes: group.scopes.clone(),
            visible_when: group.visible_when.iter().cloned().collect(),
            tags: group.tags.clone(),
            ..Self::default()
        }
    }

    pub(super) fn set(&mut self, entry: &Entry) -> syn::Result<()> {
        match entry.key.to_string().as_str() {
            "title" => self.title = Some(entry.text()?.value()),
            "scopes" => add(&mut self.scopes, scopes(entry)?),
            "visible_when" => self.visible_when.push(condition(entry)?),
            "tags" => add(&mut self.tags, entry.texts()?),
            "icons" => self.icons = icons(entry)?,
            "meta" => self.meta = Some(meta(entry)?),
            "hidden" => self.hidden = entry.flag()?,
            "blocking" => self.blocking = entry.flag()?.then(|| entry.key.span()),
            "timeout" => self.timeout = Some(entry.duration()?),
            _ => {}
        }
        Ok(())
    }
}

/// What goes before each name, with its `_`.
fn prefix(entry: &Entry) -> syn::Result<String> {
    let text = entry.text()?;
    match names::prefix_fault(&text.value()) {
        None => Ok(format!("{}_", text.value())),
        Some(fault) => Err(syn::Error::new(text.span(), fault)),
    }
}

/// Scopes as OAuth writes them (RFC 6749, 3.3), where a space ends one.
fn scopes(entry: &Entry) -> syn::Result<Vec<LitStr>> {
    let scopes = entry.texts()?;
    match scopes
        .iter()
        .find(|scope| scope.value().contains(char::is_whitespace))
    {
        None => Ok(scopes),
        Some(several) => Err(syn::Error::new(
            several.span(),
            "a scope has no space in it: write `scopes(\"…\", \"…\")`",
        )),
    }
}

/// The function that decides whether it is there.
fn condition(entry: &Entry) -> syn::Result<Expr> {
    const EXAMPLE: &str = "is_beta";
    match entry.expression(EXAMPLE)? {
        condition @ (Expr::Path(_) | Expr::Closure(_)) => Ok(condition),
        other => Err(syn::Error::new_spanned(
            other,
            format!("`visible_when` takes a function of `&Viewer`: `visible_when = {EXAMPLE}`"),
        )),
    }
}

fn icons(entry: &Entry) -> syn::Result<Vec<Expr>> {
    let icons = entry.list()?;
    let is_other = |icon: &&Expr| matches!(icon, Expr::Lit(ExprLit { lit, .. }) if !matches!(lit, Lit::Str(_)));
    match icons.iter().find(is_other) {
        None => Ok(icons),
        Some(other) => Err(syn::Error::new_spanned(
            other,
            "an icon is an address or an `Icon`: `icons(\"https://example.com/icon.png\")`",
        )),
    }
}

fn meta(entry: &Entry) -> syn::Result<Expr> {
    const EXAMPLE: &str = "json!({ \"key\": 1 })";
    match entry.expression(EXAMPLE)? {
        Expr::Lit(other) => Err(syn::Error::new_spanned(
            other,
            format!("`meta` is a JSON object: `meta = {EXAMPLE}`"),
        )),
        meta => Ok(meta),
    }
}

/// Adds what is not there yet.
fn add(texts: &mut Vec<LitStr>, more: Vec<LitStr>) {
    for text in more {
        if !texts.iter().any(|known| known.value() == text.value()) {
            texts.push(text);
        }
    }
}

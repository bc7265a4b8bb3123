//! What is said of an argument of a tool.

use proc_macro2::Span;
use syn::Expr;

use crate::function::model::Word;
use crate::function::parameter;
use crate::shared::attr::{Count, Entry, Keys, Number};

/// The keys of `#[arg]` on a parameter of a tool.
pub(super) const KEYS: Keys<'static> = Keys {
    known: &[
        "name",
        "default",
        "min",
        "max",
        "exclusive_min",
        "exclusive_max",
        "multiple_of",
        "min_length",
        "max_length",
        "min_items",
        "max_items",
        "unique",
        "pattern",
        "format",
        "example",
        "one_of",
        "header",
        "secret",
        "deprecated",
    ],
    advice,
};

fn advice(key: &str) -> Option<&'static str> {
    Some(match key {
        "complete" => {
            "clients complete the arguments of prompts and resource templates, not those of tools: name the values with `one_of = [\"…\"]` or an enum"
        }
        "required" | "optional" => {
            "an argument is required unless its type is `Option<…>` or it has a `default`: leave this out"
        }
        _ => return None,
    })
}

/// What is said of an argument.
#[derive(Default)]
pub(crate) struct Argument {
    pub(crate) limits: Limits,
    pub(crate) example: Option<Expr>,
    pub(crate) one_of: Option<Values>,
    pub(crate) header: Option<Word>,
    pub(crate) secret: bool,
    pub(crate) deprecated: bool,
}

/// The only values of an argument.
pub(crate) enum Values {
    Listed(Vec<Expr>),
    /// A constant that is an array.
    Constant(Box<Expr>),
}

impl Values {
    fn read(entry: &Entry) -> syn::Result<Self> {
        match &entry.value {
            Some(range @ Expr::Range(_)) => Err(syn::Error::new_spanned(
                range,
                "`one_of` takes values: `one_of = [1, 2]`; the ends of a range are `min` and `max`",
            )),
            None
            | Some(
                Expr::Lit(_) | Expr::Unary(_) | Expr::Paren(_) | Expr::Tuple(_) | Expr::Array(_),
            ) => entry.list().map(Self::Listed),
            Some(constant) => Ok(Self::Constant(Box::new(constant.clone()))),
        }
    }

    /// The values that are written one by one.
    pub(crate) fn listed(&self) -> &[Expr] {
        match self {
            Self::Listed(values) => values,
            Self::Constant(_) => &[],
        }
    }
}

/// What the value keeps to; each with the place of its key.
#[derive(Default)]
pub(crate) struct Limits {
    pub(crate) min: Option<(Span, Number)>,
    pub(crate) max: Option<(Span, Number)>,
    pub(crate) exclusive_min: Option<(Span, Number)>,
    pub(crate) exclusive_max: Option<(Span, Number)>,
    pub(crate) multiple_of: Option<(Span, Number)>,
    pub(crate) min_length: Option<(Span, Count)>,
    pub(crate) max_length: Option<(Span, Count)>,
    pub(crate) min_items: Option<(Span, Count)>,
    pub(crate) max_items: Option<(Span, Count)>,
    pub(crate) unique: Option<Span>,
    pub(crate) pattern: Option<(Span, Word)>,
    pub(crate) format: Option<(Span, Word)>,
}

impl parameter::Argument for Argument {
    fn set(&mut self, entry: &Entry) -> syn::Result<()> {
        let span = entry.key.span();
        let limits = &mut self.limits;
        match entry.key.to_string().as_str() {
            "min" => limits.min = Some((span, entry.number()?)),
            "max" => limits.max = Some((span, entry.number()?)),
            "exclusive_min" => limits.exclusive_min = Some((span, entry.number()?)),
            "exclusive_max" => limits.exclusive_max = Some((span, entry.number()?)),
            "multiple_of" => limits.multiple_of = Some((span, entry.number()?)),
            "min_length" => limits.min_length = Some((span, entry.count()?)),
            "max_length" => limits.max_length = Some((span, entry.count()?)),
            "min_items" => limits.min_items = Some((span, entry.count()?)),
            "max_items" => limits.max_items = Some((span, entry.count()?)),
            "unique" => limits.unique = entry.flag()?.then_some(span),
            "pattern" => limits.pattern = Some((span, Word::read(entry)?)),
            "format" => limits.format = Some((span, Word::read(entry)?)),
            "example" => self.example = Some(entry.expression("\"…\"")?),
            "one_of" => self.one_of = Some(Values::read(entry)?),
            "header" => self.header = Some(Word::read(entry)?),
            "secret" => self.secret = entry.flag()?,
            "deprecated" => self.deprecated = entry.flag()?,
            _ => {}
        }
        Ok(())
    }
}

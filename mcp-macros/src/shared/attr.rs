//! Keys of attributes: `key`, `key = value`, separated by commas.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{Attribute, Expr, ExprLit, ExprUnary, Lit, LitStr, Meta, Path, Token, UnOp, token};

use super::errors::Errors;
use super::names;

/// One key, with its value if it has one.
pub(crate) struct Entry {
    pub(crate) key: Ident,
    pub(crate) value: Option<Expr>,
}

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Lit) {
            let advice =
                "a value has a key before it: `key = …`; a description is a doc comment (`///`)";
            return Err(input.error(advice));
        }
        let key = input.call(Ident::parse_any)?;
        let value = match input.parse::<Option<Token![=]>>()? {
            Some(_) => Some(bare(input.parse()?)),
            None if input.peek(token::Paren) => Some(input.parse()?),
            None => None,
        };
        if !input.is_empty() && !input.peek(Token![,]) {
            return Err(input.error(format!("expected `,`, or `{key} = …`")));
        }
        Ok(Self { key, value })
    }
}

/// The keys that an attribute takes.
pub(crate) struct Keys<'k> {
    pub(crate) known: &'k [&'k str],
    /// What to write instead of a key that another attribute takes.
    pub(crate) advice: fn(&str) -> Option<&'static str>,
}

/// A value without the invisible groups that a `macro_rules!` puts around it.
pub(super) fn bare(value: Expr) -> Expr {
    match value {
        Expr::Group(group) => bare(*group.expr),
        value => value,
    }
}

/// The keys in an attribute's parentheses; those that are not known or come twice are mistakes.
pub(crate) fn entries(tokens: TokenStream, known: &[&str], errors: &mut Errors) -> Vec<Entry> {
    let advice = |_: &str| None;
    Keys { known, advice }.entries(tokens, errors)
}

impl Keys<'_> {
    /// As [`entries`].
    pub(crate) fn entries(&self, tokens: TokenStream, errors: &mut Errors) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        let parsed = |input: ParseStream<'_>| {
            while !input.is_empty() {
                let entry: Entry = input.parse()?;
                if !self.known.iter().any(|known| entry.key == known) {
                    errors.at(&entry.key, self.unknown(&entry.key.unraw().to_string()));
                } else if entries.iter().any(|earlier| earlier.key == entry.key) {
                    errors.at(&entry.key, format!("`{}` is given twice", entry.key));
                } else {
                    entries.push(entry);
                }
                input.parse::<Option<Token![,]>>()?;
            }
            Ok(())
        };
        let result = parsed.parse2(tokens);
        errors.keep(result);
        entries
    }

    fn unknown(&self, key: &str) -> String {
        if let Some(advice) = (self.advice)(key) {
            return advice.to_owned();
        }
        let keys = self.known.join(", ");
        if matches!(key, "description" | "doc" | "desc") {
            return format!(
                "unknown key `{key}`; a description is a doc comment (`///`). keys: {keys}"
            );
        }
        match also(key)
            .filter(|key| self.known.contains(key))
            .or_else(|| names::nearest(key, self.known))
        {
            Some(near) => format!("unknown key `{key}`; did you mean `{near}`? keys: {keys}"),
            None => format!("unknown key `{key}`; keys: {keys}"),
        }
    }
}

/// What a key is called here that has another name elsewhere.
fn also(key: &str) -> Option<&'static str> {
    Some(match key {
        "annotations" => "read_only",
        "condition" | "enabled" => "visible_when",
        "choices" | "enum" | "values" => "one_of",
        "length" => "min_length",
        "permissions" => "scopes",
        "range" => "min",
        "regex" => "pattern",
        "rename" => "name",
        _ => return None,
    })
}

/// The tokens in the parentheses of an attribute on its own.
pub(crate) fn parentheses(attribute: &Attribute, errors: &mut Errors) -> TokenStream {
    match &attribute.meta {
        Meta::Path(_) => TokenStream::new(),
        Meta::List(list) => list.tokens.clone(),
        Meta::NameValue(pair) => {
            let name = attribute
                .path()
                .segments
                .last()
                .map(|segment| &segment.ident);
            let name = name.map(ToString::to_string).unwrap_or_default();
            errors.at(
                pair,
                format!("the keys of `{name}` go in parentheses: `#[{name}(…)]`"),
            );
            TokenStream::new()
        }
    }
}

impl Entry {
    /// `key = "text"`.
    pub(crate) fn text(&self) -> syn::Result<LitStr> {
        match &self.value {
            Some(Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            })) if !text.value().trim().is_empty() => Ok(text.clone()),
            Some(Expr::Macro(value)) => {
                let key = &self.key;
                let message = format!(
                    "`{key}` is read before macros are expanded: write the text itself, `{key} = \"…\"`"
                );
                Err(syn::Error::new_spanned(value, message))
            }
            _ => Err(self.expected("a text", "\"…\"")),
        }
    }

    /// `key` or `key = true` or `key = false`.
    pub(crate) fn flag(&self) -> syn::Result<bool> {
        match &self.value {
            None => Ok(true),
            Some(Expr::Lit(ExprLit {
                lit: Lit::Bool(flag),
                ..
            })) => Ok(flag.value),
            Some(_) => Err(self.expected("`true` or `false`", "false")),
        }
    }

    /// `key = number`, a literal of any sign and kind or a constant.
    pub(crate) fn number(&self) -> syn::Result<Number> {
        let literal = match &self.value {
            Some(Expr::Unary(ExprUnary {
                op: UnOp::Neg(_),
                expr,
                ..
            })) => number(expr).map(Number::negated),
            Some(value) => number(value),
            None => None,
        };
        match (literal, &self.value) {
            (Some(number), _) => Ok(number),
            (None, Some(value)) if !matches!(value, Expr::Lit(_) | Expr::Unary(_)) => {
                Ok(Number::Constant(Box::new(value.clone())))
            }
            _ => Err(self.expected("a number", "1")),
        }
    }

    /// `key = count`, a literal or a constant.
    pub(crate) fn count(&self) -> syn::Result<Count> {
        match &self.value {
            Some(Expr::Lit(ExprLit {
                lit: Lit::Int(count),
                ..
            })) => count.base10_parse().map(Count::Literal),
            Some(value) if !matches!(value, Expr::Lit(_) | Expr::Unary(_)) => {
                Ok(Count::Constant(Box::new(value.clone())))
            }
            _ => Err(self.expected("a whole number from 0 on", "1")),
        }
    }

    /// `key = "30s"`, or an expression of the type `Duration`.
    pub(crate) fn duration(&self) -> syn::Result<Time> {
        let malformed = || self.expected("a time in `ms`, `s`, `m` or `h`", "\"30s\"");
        match &self.value {
            Some(Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            })) => milliseconds(&text.value())
                .map(Time::Milliseconds)
                .ok_or_else(malformed),
            None | Some(Expr::Lit(_) | Expr::Unary(_)) => Err(malformed()),
            Some(value) => Ok(Time::Constant(Box::new(value.clone()))),
        }
    }

    /// `key(a, b)`, `key = [a, b]`, or `key = a`.
    pub(crate) fn list(&self) -> syn::Result<Vec<Expr>> {
        match &self.value {
            Some(Expr::Tuple(list)) if !list.elems.is_empty() => {
                Ok(list.elems.iter().cloned().map(bare).collect())
            }
            Some(Expr::Array(list)) if !list.elems.is_empty() => {
                Ok(list.elems.iter().cloned().map(bare).collect())
            }
            Some(Expr::Paren(one)) => Ok(vec![bare((*one.expr).clone())]),
            Some(Expr::Tuple(_) | Expr::Array(_)) | None => {
                let key = &self.key;
                let message = format!("`{key}` takes one or more: `{key}(\"…\", \"…\")`");
                Err(syn::Error::new_spanned(key, message))
            }
            Some(one) => Ok(vec![one.clone()]),
        }
    }

    /// `key("a", "b")`, `key = ["a", "b"]`, or `key = "a"`.
    pub(crate) fn texts(&self) -> syn::Result<Vec<LitStr>> {
        let text = |value: &Expr| match value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            }) if !text.value().trim().is_empty() => Ok(text.clone()),
            other => {
                let key = &self.key;
                let message = format!("`{key}` takes texts: `{key}(\"…\", \"…\")`");
                Err(syn::Error::new_spanned(other, message))
            }
        };
        self.list()?.iter().map(text).collect()
    }

    /// `key = expression`.
    pub(crate) fn expression(&self, example: &str) -> syn::Result<Expr> {
        self.value
            .clone()
            .ok_or_else(|| self.expected("a value", example))
    }

    /// `key = some::path`.
    pub(crate) fn path(&self) -> syn::Result<Path> {
        match &self.value {
            Some(Expr::Path(path)) if path.qself.is_none() => Ok(path.path.clone()),
            _ => Err(self.expected("a path", "some::path")),
        }
    }

    fn expected(&self, what: &str, example: &str) -> syn::Error {
        let key = &self.key;
        let message = format!("`{key}` takes {what}: `{key} = {example}`");
        match &self.value {
            Some(value) => syn::Error::new_spanned(value, message),
            None => syn::Error::new_spanned(key, message),
        }
    }
}

/// A number in an attribute.
pub(crate) enum Number {
    Whole(i128),
    Real(f64),
    Constant(Box<Expr>),
}

impl Number {
    fn negated(self) -> Self {
        match self {
            Self::Whole(number) => Self::Whole(-number),
            Self::Real(number) => Self::Real(-number),
            constant @ Self::Constant(_) => constant,
        }
    }

    /// Its value, where it is known before the compiler knows it.
    pub(crate) fn known(&self) -> Option<f64> {
        match self {
            Self::Whole(number) => Some(*number as f64),
            Self::Real(number) => Some(*number),
            Self::Constant(_) => None,
        }
    }
}

/// A count in an attribute.
pub(crate) enum Count {
    Literal(usize),
    Constant(Box<Expr>),
}

impl Count {
    /// Its value, where it is known before the compiler knows it.
    pub(crate) fn known(&self) -> Option<usize> {
        match self {
            Self::Literal(count) => Some(*count),
            Self::Constant(_) => None,
        }
    }
}

/// A length of time in an attribute.
pub(crate) enum Time {
    Milliseconds(u64),
    Constant(Box<Expr>),
}

fn number(value: &Expr) -> Option<Number> {
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Int(number),
            ..
        }) => number.base10_digits().parse().ok().map(Number::Whole),
        Expr::Lit(ExprLit {
            lit: Lit::Float(number),
            ..
        }) => {
            let number = number.base10_digits().parse().ok();
            number
                .filter(|number: &f64| number.is_finite())
                .map(Number::Real)
        }
        _ => None,
    }
}

/// How many milliseconds a text such as `500ms`, `30s`, `2m` or `1h` stands for.
fn milliseconds(text: &str) -> Option<u64> {
    let digits = text.find(|letter: char| !letter.is_ascii_digit())?;
    let (count, unit) = text.split_at(digits);
    let unit = match unit.trim() {
        "ms" => 1,
        "s" => 1_000,
        "m" | "min" => 60_000,
        "h" => 3_600_000,
        _ => return None,
    };
    let count: u64 = count.parse().ok()?;
    count.checked_mul(unit).filter(|time| *time > 0)
}

#[cfg(test)]
mod tests {
    use quote::ToTokens as _;

    use super::*;

    const KNOWN: [&str; 4] = ["name", "min", "read_only", "crate"];

    fn read(text: &str) -> (Vec<Entry>, String) {
        let mut errors = Errors::default();
        let entries = entries(text.parse().expect("tokens"), &KNOWN, &mut errors);
        (entries, errors.to_token_stream().to_string())
    }

    fn one(text: &str) -> Entry {
        let (mut entries, errors) = read(text);
        assert_eq!(errors, "");
        entries.remove(0)
    }

    #[test]
    fn values_are_read_as_their_key_wants() {
        assert_eq!(one("name = \"a\"").text().expect("text").value(), "a");
        assert!(one("read_only").flag().expect("flag"));
        assert!(!one("read_only = false").flag().expect("flag"));
        assert!(one("crate = ::a::b").path().is_ok());
    }

    #[test]
    fn numbers_have_any_sign_and_kind() {
        for (text, number) in [
            ("-5", -5.0),
            ("1.5", 1.5),
            ("0x10", 16.0),
            ("1_000u32", 1000.0),
            ("-2e3", -2000.0),
        ] {
            let read = one(&format!("min = {text}")).number().expect("a number");
            let read = read.known().expect("a literal");
            assert!((read - number).abs() < f64::EPSILON, "{text}");
        }
        assert!(one("min = 1e999").number().is_err());
        assert!(one("min = \"1\"").number().is_err());
    }

    #[test]
    fn constants_stand_for_numbers_too() {
        for text in ["LIMIT", "limits::MOST", "10 * 2", "u8::MAX"] {
            let entry = one(&format!("min = {text}"));
            assert!(entry.number().expect("a number").known().is_none());
            assert!(entry.count().expect("a count").known().is_none());
        }
        assert!(one("min = true").number().is_err());
    }

    #[test]
    fn times_have_a_unit() {
        let read = |text: &str| milliseconds(text);
        assert_eq!(read("500ms"), Some(500));
        assert_eq!(read("30s"), Some(30_000));
        assert_eq!(read("2 m"), Some(120_000));
        assert_eq!(read("1h"), Some(3_600_000));
        for malformed in ["30", "s", "-1s", "0s", "1d", "99999999999999999999s", ""] {
            assert_eq!(read(malformed), None, "{malformed}");
        }
    }

    #[test]
    fn lists_are_written_in_three_ways() {
        for text in ["name(\"a\", \"b\")", "name = [\"a\", \"b\"]"] {
            assert_eq!(one(text).texts().expect("texts").len(), 2, "{text}");
        }
        for text in ["name(\"a\")", "name = \"a\"", "name(\"a\",)"] {
            assert_eq!(one(text).texts().expect("texts").len(), 1, "{text}");
        }
        for text in ["name()", "name = []", "name", "name(1)", "name(\"\")"] {
            assert!(one(text).texts().is_err(), "{text}");
        }
    }

    #[test]
    fn a_value_of_another_kind_is_refused_with_an_example() {
        let error = one("name = 1").text().map(|_| ()).expect_err("no text");
        assert_eq!(error.to_string(), "`name` takes a text: `name = \"…\"`");
        assert!(one("min = -1").count().is_err());
        assert!(one("name").text().is_err());
    }

    #[test]
    fn all_unknown_keys_are_told_and_known_ones_kept() {
        let (entries, errors) = read("readonly, scopes(\"a\", \"b\"), min = 2,");
        assert_eq!(entries.len(), 1);
        assert!(errors.contains("did you mean `read_only`?"), "{errors}");
        assert!(errors.contains("unknown key `scopes`; keys:"), "{errors}");
    }

    #[test]
    fn a_key_may_come_once() {
        assert!(read("min = 1, min = 2").1.contains("`min` is given twice"));
    }
}

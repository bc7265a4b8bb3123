//! Doc comments, as text or as code that makes one.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote_spanned};
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

use super::attr::bare;
use super::path::Root;

/// What an item's doc comments say.
pub(crate) struct Docs(Vec<Doc>);

/// One doc comment, or some in a row.
enum Doc {
    Lines(Vec<String>),
    /// What the compiler makes a text of: `#[doc = include_str!("…")]`.
    Macro(Expr),
}

impl Docs {
    pub(crate) fn of(attributes: &[Attribute]) -> Self {
        let mut docs = Vec::new();
        for value in attributes.iter().filter_map(value) {
            match (literal(&value), docs.last_mut()) {
                (Some(text), Some(Doc::Lines(known))) => known.extend(lines(&text)),
                (Some(text), _) => docs.push(Doc::Lines(lines(&text))),
                (None, _) => docs.push(Doc::Macro(value)),
            }
        }
        Self(docs)
    }

    /// Whether they say nothing, as far as can be known before the compiler makes texts of macros.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|doc| match doc {
            Doc::Lines(lines) => lines.iter().all(String::is_empty),
            Doc::Macro(_) => false,
        })
    }

    /// Their text as a constant.
    pub(crate) fn text(&self, span: Span, root: &Root) -> TokenStream {
        if let [] | [Doc::Lines(_)] = self.0.as_slice() {
            return self.lines().to_token_stream();
        }
        let docs = self.0.iter().map(|doc| match doc {
            Doc::Lines(lines) => lines.join("\n").to_token_stream(),
            Doc::Macro(value) => value.to_token_stream(),
        });
        let root = root.at(span);
        quote_spanned!(span=> #root::concat!(#(#docs, "\n"),*).trim_ascii())
    }

    /// The text of all that is written out.
    pub(crate) fn lines(&self) -> String {
        let lines = self.0.iter().filter_map(|doc| match doc {
            Doc::Lines(lines) => Some(lines.join("\n")),
            Doc::Macro(_) => None,
        });
        let lines: Vec<String> = lines.collect();
        lines.join("\n").trim_matches('\n').to_owned()
    }
}

fn value(attribute: &Attribute) -> Option<Expr> {
    match &attribute.meta {
        Meta::NameValue(doc) if doc.path.is_ident("doc") => Some(bare(doc.value.clone())),
        _ => None,
    }
}

fn literal(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

/// The lines of one doc comment: `///` has one, `/** */` has many, maybe with a column of stars.
fn lines(doc: &str) -> Vec<String> {
    let mut lines = doc.lines();
    let Some(first) = lines.next() else {
        return vec![String::new()];
    };
    let first = first
        .strip_prefix(' ')
        .unwrap_or(first)
        .trim_end()
        .to_owned();
    let rest: Vec<&str> = lines.collect();
    let starred = rest
        .iter()
        .map(|line| line.trim())
        .filter(|line| !line.is_empty());
    let has_stars =
        starred.clone().next().is_some() && starred.clone().all(|line| line.starts_with('*'));
    let rest: Vec<&str> = match has_stars {
        true => rest
            .iter()
            .map(|line| line.trim_start().trim_start_matches('*'))
            .collect(),
        false => rest,
    };
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let common = rest
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(indent)
        .min()
        .unwrap_or(0);
    let rest = rest
        .iter()
        .map(|line| line.get(common..).unwrap_or_default().trim_end().to_owned());
    std::iter::once(first).chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn docs(item: &str) -> Docs {
        let function: syn::ItemFn = syn::parse_str(item).expect("a function");
        Docs::of(&function.attrs)
    }

    fn of(item: &str) -> String {
        docs(item).lines()
    }

    #[test]
    fn one_leading_space_is_dropped_from_each_line() {
        assert_eq!(
            of("/// One\n///   two \n///three\nfn f() {}"),
            "One\n  two\nthree"
        );
    }

    #[test]
    fn blank_lines_are_kept_inside_and_dropped_around() {
        assert_eq!(
            of("///\n/// One\n///\n/// two\n///\nfn f() {}"),
            "One\n\ntwo"
        );
    }

    #[test]
    fn block_comments_lose_their_indent_and_stars() {
        assert_eq!(
            of("/** One\n    two\n      three\n*/\nfn f() {}"),
            "One\ntwo\n  three"
        );
        assert_eq!(of("/**\n * One\n *\n * two\n */\nfn f() {}"), "One\n\ntwo");
    }

    #[test]
    fn what_a_macro_says_is_left_to_the_compiler() {
        let docs =
            docs("/// One\n#[doc = include_str!(\"two.md\")]\n/// three\n/// four\nfn f() {}");
        assert!(!docs.is_empty());
        let text = docs.text(Span::call_site(), &Root::default()).to_string();
        assert_eq!(
            text.replace(' ', ""),
            r#"::mcp_server::__private::concat!("One","\n",include_str!("two.md"),"\n","three\nfour","\n").trim_ascii()"#
        );
    }

    #[test]
    fn other_attributes_say_nothing() {
        let docs = docs("#[doc(hidden)]\n#[allow(dead_code)]\n///\nfn f() {}");
        assert!(docs.is_empty());
        assert_eq!(docs.lines(), "");
    }
}

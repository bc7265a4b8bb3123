//! Doc comments as text.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The text of an item's doc comments; empty when there are none.
pub(crate) fn text(attributes: &[Attribute]) -> String {
    let lines: Vec<String> = attributes
        .iter()
        .filter_map(literal)
        .flat_map(|doc| lines(&doc))
        .collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

fn literal(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(doc) if doc.path.is_ident("doc") => match &doc.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            }) => Some(text.value()),
            _ => None,
        },
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

    fn of(item: &str) -> String {
        text(
            &syn::parse_str::<syn::ItemFn>(item)
                .expect("a function")
                .attrs,
        )
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
    fn other_attributes_say_nothing() {
        assert_eq!(of("#[doc(hidden)]\n#[allow(dead_code)]\nfn f() {}"), "");
    }
}

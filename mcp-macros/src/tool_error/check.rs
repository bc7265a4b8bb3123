//! Every refusal of an error type, each at the token it is about, with what to write instead.

use proc_macro2::Ident;

use super::hint::{Hint, name};
use super::model::{Case, Failure, Fate, Kind};
use crate::shared::errors::Errors;

/// What holds for a whole type.
pub(super) fn failure(failure: &Failure, errors: &mut Errors) {
    match failure.kind {
        Kind::Union(keyword) => errors.at(
            keyword,
            "a union does not know which of its fields it holds: make it an `enum`",
        ),
        Kind::Enum => {
            for key in &failure.keys {
                on_enum(key, errors);
            }
        }
        Kind::Struct => {}
    }
    for case in &failure.cases {
        self::case(case, errors);
    }
}

fn on_enum(key: &Ident, errors: &mut Errors) {
    if key == "shown" {
        errors.at(
            key,
            "variants are shown unless they are `internal`: leave `shown` out",
        );
    } else if key != "internal" && key != "crate" {
        errors.at(
            key,
            format!("`{key}` is about one variant: put it on that variant"),
        );
    }
}

fn case(case: &Case, errors: &mut Errors) {
    for key in &case.keys {
        place(key, case, errors);
    }
    together(&case.keys, errors);
    transparent(case, errors);
    if let Some(hint) = &case.hint {
        self::hint(hint, case, errors);
    }
    let owner = match &case.ident {
        Some(variant) => format!("the whole variant: put it before `{variant}`"),
        None => "the whole struct: put it before `struct`".to_owned(),
    };
    for attribute in case.fields.iter().flat_map(|field| &field.attributes) {
        errors.at(attribute, format!("`#[tool_error]` is about {owner}"));
    }
}

fn place(key: &Ident, case: &Case, errors: &mut Errors) {
    if key == "crate" && case.ident.is_some() {
        errors.at(key, "`crate` holds for all variants: put it on the enum");
    }
    if key == "shown" && case.ident.is_none() {
        errors.at(
            key,
            "a struct is shown unless it is `internal`: leave `shown` out",
        );
    }
}

/// Which keys do not go together.
fn together(keys: &[Ident], errors: &mut Errors) {
    let given = |name: &str| keys.iter().find(|key| *key == name);
    if given("transparent").is_some() {
        let others = ["hint", "internal", "protocol", "shown"];
        for other in others.into_iter().filter_map(given) {
            errors.at(
                other,
                format!("`transparent` leaves all to the field's own error: leave `{other}` out"),
            );
        }
    } else if given("internal").is_some() {
        if let Some(protocol) = given("protocol") {
            errors.at(
                protocol,
                "an error of the protocol tells a program's author what is wrong, `internal` hides it: keep one of the two",
            );
        }
        if let Some(shown) = given("shown") {
            errors.at(
                shown,
                "`shown` is the opposite of `internal`: keep one of the two",
            );
        }
    }
}

fn transparent(case: &Case, errors: &mut Errors) {
    if let (Fate::Transparent(key), count) = (&case.fate, case.fields.len())
        && count != 1
    {
        let what = case.ident.as_ref().map_or("struct", |_| "variant");
        errors.at(
            key,
            format!(
                "`transparent` hands over to the one field there is, and this {what} has {count}: leave `transparent` out"
            ),
        );
    }
}

fn hint(hint: &Hint, case: &Case, errors: &mut Errors) {
    let names: Vec<String> = case
        .fields
        .iter()
        .map(|field| name(&field.member))
        .collect();
    let unknown = hint.fields.iter().filter(|field| !names.contains(field));
    for field in unknown {
        let known = match names.is_empty() {
            true => "there are none here".to_owned(),
            false => format!("there is {}", braced(&names)),
        };
        errors.at(
            &hint.literal,
            format!("`{{{field}}}` is no field, {known}; a brace itself is written `{{{{`"),
        );
    }
}

fn braced(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{{{name}}}`")).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use quote::ToTokens as _;

    use super::*;

    /// The one mistake that a type has.
    fn mistake(item: &str) -> String {
        let mut errors = Errors::default();
        let read = Failure::read(syn::parse_str(item).expect("a type"), &mut errors);
        failure(&read, &mut errors);
        let text = errors.to_token_stream().to_string();
        assert_eq!(text.matches("compile_error").count(), 1, "{item}: {text}");
        text
    }

    #[test]
    fn keys_that_exclude_each_other_are_one_mistake() {
        for (keys, advice) in [
            ("internal, protocol = 1", "keep one of the two"),
            ("protocol = 1, internal", "keep one of the two"),
            ("internal, shown", "keep one of the two"),
            ("transparent, hint = \\\"x\\\"", "leave `hint` out"),
            ("internal, transparent", "leave `internal` out"),
            ("transparent, protocol = 1", "leave `protocol` out"),
            ("shown, transparent", "leave `shown` out"),
        ] {
            let keys = keys.replace('\\', "");
            let text = mistake(&format!("enum E {{ #[tool_error({keys})] A(B) }}"));
            assert!(text.contains(advice), "{keys}: {text}");
        }
    }

    #[test]
    fn keys_have_their_places() {
        for (item, advice) in [
            ("#[tool_error(hint = \"x\")] enum E {}", "on that variant"),
            ("#[tool_error(shown)] enum E {}", "leave `shown` out"),
            ("#[tool_error(shown)] struct E;", "leave `shown` out"),
            ("enum E { #[tool_error(crate = a)] A }", "on the enum"),
            (
                "enum E { A(#[tool_error(internal)] B) }",
                "put it before `A`",
            ),
            (
                "struct E { #[tool_error(internal)] b: B }",
                "put it before `struct`",
            ),
        ] {
            assert!(mistake(item).contains(advice), "{item}");
        }
    }

    #[test]
    fn one_field_is_handed_over_to() {
        for fields in ["", "()", "(B, C)", "{ b: B, c: C }"] {
            let item = format!("enum E {{ #[tool_error(transparent)] A {fields} }}");
            assert!(mistake(&item).contains("the one field there is"), "{item}");
        }
    }

    #[test]
    fn a_hint_names_fields_that_exist() {
        for (fields, hint) in [
            ("(B)", "{1}"),
            ("(B)", "{}"),
            ("{ b: B }", "{c:?}"),
            ("", "{b}"),
        ] {
            let item = format!("enum E {{ #[tool_error(hint = \"{hint}\")] A {fields} }}");
            assert!(mistake(&item).contains("is no field"), "{item}");
        }
    }

    #[test]
    fn a_union_is_one_mistake_whatever_else_it_has() {
        let text = mistake("union E { #[tool_error(internal)] a: u8 }");
        assert!(text.contains("make it an `enum`"), "{text}");
    }
}

//! `#[derive(ToolError)]`: what a model, a client and the log learn of each case of an error.

mod check;
mod expand;
mod hint;
mod model;
mod parse;

use proc_macro2::TokenStream;
use quote::quote;

use crate::shared::errors::Errors;
use model::Failure;
use parse::Declared;

/// The expansion of `#[derive(ToolError)]`.
pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let declared = match syn::parse2::<Declared>(item) {
        Ok(declared) => declared,
        Err(error) => return error.to_compile_error(),
    };
    let mut errors = Errors::default();
    let failure = Failure::read(declared, &mut errors);
    check::failure(&failure, &mut errors);
    let conversion = if errors.is_empty() {
        expand::conversion(&failure)
    } else {
        expand::empty_conversion(&failure)
    };
    quote!(#errors #conversion)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mistakes that a type has, each in quotes, and the code that stands for it.
    fn derived(item: &str) -> String {
        derive(item.parse().expect("tokens")).to_string()
    }

    fn mistakes(item: &str) -> usize {
        derived(item).matches("compile_error").count()
    }

    #[test]
    fn a_mistake_leaves_an_implementation_without_conditions() {
        let code = derived("#[tool_error(oops)] struct E<T>(T);");
        assert_eq!(code.matches("compile_error").count(), 1, "{code}");
        assert!(code.contains("IntoToolError for E < T >"), "{code}");
        assert!(!code.contains("Words"), "{code}");
    }

    #[test]
    fn all_mistakes_are_told_at_once() {
        let item = "#[tool_error(oops)] enum E {
            #[tool_error(hint = 1, internal = true)] A,
            #[tool_error(transparent)] B,
            C(#[tool_error(internal)] u8),
        }";
        assert_eq!(mistakes(item), 5, "{}", derived(item));
    }

    #[test]
    fn every_key_has_a_place_where_it_is_taken() {
        let item = "#[tool_error(internal, crate = ::a::b)] enum E {
            #[tool_error(shown, hint = \"x\")] A,
            #[tool_error(protocol = -32602)] #[tool_error(hint = \"{0}\")] B(u8),
            #[tool_error(transparent)] C { inner: D },
            D,
        }";
        assert_eq!(mistakes(item), 0, "{}", derived(item));
        let item = "#[tool_error(internal, hint = \"x\", crate = a)] struct E;";
        assert_eq!(mistakes(item), 0, "{}", derived(item));
    }

    #[test]
    fn display_is_asked_for_only_where_words_are_told() {
        assert!(derived("struct E;").contains("Words"));
        assert!(derived("#[tool_error(internal)] struct E;").contains("Words"));
        assert!(!derived("enum E {}").contains("Words"));
        assert!(!derived("#[tool_error(transparent)] struct E(F);").contains("Words"));
    }

    #[test]
    fn generic_types_get_conditions_and_others_none() {
        let code = derived("enum E<T> { A(T), #[tool_error(transparent)] B(T) }");
        assert!(
            code.contains("Self : :: mcp_server :: __private :: Words"),
            "{code}"
        );
        assert!(
            code.contains("T : :: mcp_server :: __private :: IntoToolError"),
            "{code}"
        );
        for item in ["struct E;", "struct E<'a>(&'a u8);"] {
            assert!(!derived(item).contains("Self :"), "{item}");
        }
    }
}

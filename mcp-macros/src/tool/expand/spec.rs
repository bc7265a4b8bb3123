//! What is known of a tool before it is called, as code.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use super::parameter;
use crate::shared::path::{Root, about};
use crate::tool::model::{Hints, Limits, Parameter, Tool, Word};

/// The `Spec` of a tool. In a `const` block, unlike in a `static`, a default may name what
/// belongs to the `impl` block.
pub(super) fn spec(tool: &Tool, root: &Root) -> TokenStream {
    let at = about(tool.ident.span());
    let name = literal(&tool.name);
    let title = option(tool.title.as_deref(), root);
    let description = &tool.description;
    let hints = hints(&tool.hints, root);
    let parameters = tool
        .parameters
        .iter()
        .map(|parameter| argument(parameter, root));
    // `line!` tells the line of the attribute, unless its own tokens are the user's.
    let place = root.at(tool.ident.span());
    let place =
        quote_spanned!(tool.ident.span()=> #place::concat!(#place::file!(), ":", #place::line!()));
    let root = root.at(at);
    quote_spanned! {at=>
        const {
            &#root::Spec {
                name: #name,
                title: #title,
                description: #description,
                hints: #hints,
                parameters: &[#(#parameters),*],
                place: #place,
            }
        }
    }
}

fn hints(hints: &Hints, root: &Root) -> TokenStream {
    let read_only = option(hints.read_only, root);
    let destructive = option(hints.destructive, root);
    let idempotent = option(hints.idempotent, root);
    let open_world = option(hints.open_world, root);
    let at = Span::mixed_site();
    let root = root.at(at);
    quote_spanned! {at=>
        #root::Hints {
            read_only: #read_only,
            destructive: #destructive,
            idempotent: #idempotent,
            open_world: #open_world,
        }
    }
}

fn argument(parameter: &Parameter, root: &Root) -> TokenStream {
    let at = about(parameter.name.span);
    let name = literal(&parameter.name);
    let description = &parameter.description;
    let limits = limits(&parameter.limits, root);
    let default = parameter::default(parameter, root);
    let root = root.at(at);
    let default = match default {
        Some(value) => quote_spanned!(at=> #root::Some(|| #root::default_value(&#value))),
        None => quote_spanned!(at=> #root::None),
    };
    quote_spanned! {at=>
        #root::ArgumentSpec {
            name: #name,
            description: #description,
            default: #default,
            limits: #limits,
        }
    }
}

fn limits(limits: &Limits, root: &Root) -> TokenStream {
    let minimum = option(limits.min, root);
    let maximum = option(limits.max, root);
    let min_length = option(limits.min_length, root);
    let max_length = option(limits.max_length, root);
    let at = Span::mixed_site();
    let root = root.at(at);
    quote_spanned! {at=>
        #root::Limits {
            minimum: #minimum,
            maximum: #maximum,
            min_length: #min_length,
            max_length: #max_length,
        }
    }
}

fn literal(word: &Word) -> Literal {
    let mut literal = Literal::string(&word.text);
    literal.set_span(about(word.span));
    literal
}

/// An `Option` as code.
fn option(value: Option<impl ToTokens>, root: &Root) -> TokenStream {
    let at = Span::mixed_site();
    let root = root.at(at);
    match value {
        Some(value) => quote_spanned!(at=> #root::Some(#value)),
        None => quote_spanned!(at=> #root::None),
    }
}

//! The code that makes a function what clients can reach.

mod call;
mod parameter;
mod spec;

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned as _;

use super::model::{Head, Output, Part};
use super::parse::Function;
use crate::shared::path::{Root, about};
pub(crate) use call::{Call, call};
pub(crate) use parameter::{default, is_extractor, source};
pub(crate) use spec::{evaluated, head, literal, said, some};

/// The type beside a free function that stands for it where such functions are listed; `body`
/// and `root` are for a scope.
pub(crate) fn twin(
    part: Part,
    function: &Function,
    body: &TokenStream,
    root: &Root,
) -> TokenStream {
    let name = &function.signature.ident;
    let visibility = &function.visibility;
    let conditions = function.conditions();
    let at = about(name.span());
    let (of_functions, it, ty) = match part {
        Part::Tool => ("ToolFunction", "tool", "Tool"),
        Part::Prompt => ("PromptFunction", "prompt", "Prompt"),
        Part::Resource => ("ResourceFunction", "resource", "Resource"),
    };
    let [of_functions, it, ty] = [of_functions, it, ty].map(|word| Ident::new(word, at));
    let path = root.at(at);
    let implementation = root.scope(&quote_spanned! {at=>
        #[automatically_derived]
        #[allow(clippy::needless_update, deprecated, unused_qualifications)]
        impl #path::#of_functions for #name {
            fn #it() -> #path::#ty {
                #body
            }
        }
    });
    quote_spanned! {at=>
        #(#conditions)*
        #[doc(hidden)]
        #[allow(
            dead_code,
            missing_copy_implementations,
            missing_debug_implementations,
            non_camel_case_types,
            unreachable_pub
        )]
        #visibility struct #name {}

        #(#conditions)*
        #implementation
    }
}

/// The same where mistakes leave nothing to call.
pub(crate) fn empty_twin(part: Part, function: &Function, root: &Root) -> TokenStream {
    let at = proc_macro2::Span::mixed_site();
    let path = root.at(at);
    twin(
        part,
        function,
        &quote_spanned!(at=> #path::unreachable!()),
        root,
    )
}

/// What the code that runs a method calls the shared value.
pub(crate) fn this(head: &Head) -> TokenStream {
    let at = about(head.ident.span());
    match head.has_receiver {
        true => quote_spanned!(at=> __this),
        false => quote_spanned!(at=> _),
    }
}

/// What the type that is returned does as a trait. Where it has no name, `None`.
pub(crate) fn returned(head: &Head, of: &str, does: &str, root: &Root) -> Option<TokenStream> {
    let at = match &head.output {
        Output::Unit => about(head.ident.span()),
        Output::Type(ty) => about(ty.span()),
        Output::Opaque(_) => return None,
    };
    let [of, does] = [of, does].map(|word| Ident::new(word, at));
    let root = root.at(at);
    Some(match &head.output {
        Output::Type(ty) => quote_spanned!(at=> <#ty as #root::#of>::#does),
        _ => quote_spanned!(at=> <() as #root::#of>::#does),
    })
}

/// The same of a value: where its type has no name, the compiler finds it.
pub(crate) fn returned_value(head: &Head, of: &str, does: &str, root: &Root) -> TokenStream {
    returned(head, of, does, root).unwrap_or_else(|| {
        let Output::Opaque(span) = head.output else {
            return TokenStream::new();
        };
        let at = about(span);
        let [of, does] = [of, does].map(|word| Ident::new(word, at));
        let root = root.at(at);
        quote_spanned!(at=> #root::#of::#does)
    })
}

//! The code that makes a type's methods its tools.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;

use super::parse::Block;
use crate::function::model::Part;
use crate::function::parse::Function;
use crate::offer::Offer;
use crate::shared::path::{Root, about};

/// The tools of a type. Each has a function of its own, for the compiler takes much longer over
/// one that holds them all.
pub(super) fn set(block: &Block, offers: &[Offer], root: &Root) -> TokenStream {
    let near = root.near();
    let at = about(block.head.self_ty.span());
    let path = near.at(at);
    let indices = (0..offers.len()).map(Literal::usize_unsuffixed);
    let adds = std::iter::zip(indices.clone(), offers).map(|(index, offer)| {
        let conditions = &offer.head().conditions;
        quote_spanned! {at=>
            #(#conditions)*
            let __tools = <Self as #path::Method<__Block, #index>>::add(&__this, __tools);
        }
    });
    let body = quote_spanned! {at=>
        fn listed(__this: #path::Arc<Self>) -> #path::Tools {
            let __tools = #path::Tools::new();
            #(#adds)*
            __tools
        }
    };
    let mut items = quote_spanned!(at=> enum __Block {});
    items.extend(implementation(
        block,
        &quote_spanned!(at=> Methods),
        &body,
        &near,
    ));
    for (index, offer) in std::iter::zip(indices, offers) {
        let conditions = &offer.head().conditions;
        let method = offer.method(&near);
        let body = quote_spanned! {at=>
            fn add(__this: &#path::Arc<Self>, __tools: #path::Tools) -> #path::Tools {
                #method
            }
        };
        let own = implementation(
            block,
            &quote_spanned!(at=> Method<__Block, #index>),
            &body,
            &near,
        );
        items.extend(quote!(#(#conditions)* #own));
    }
    scope(block, &items, root)
}

/// The same where mistakes leave no tools.
pub(super) fn empty_set(block: &Block, root: &Root) -> TokenStream {
    let near = root.near();
    let at = Span::mixed_site();
    let path = near.at(at);
    let body = quote_spanned! {at=>
        fn listed(_: #path::Arc<Self>) -> #path::Tools {
            #path::Tools::new()
        }
    };
    let items = implementation(block, &quote_spanned!(at=> Methods), &body, &near);
    scope(block, &items, root)
}

fn scope(block: &Block, items: &TokenStream, root: &Root) -> TokenStream {
    let conditions = block.conditions();
    let scope = root.scope(items);
    quote!(#(#conditions)* #scope)
}

/// What the type does as a trait of the hidden module.
///
/// Calls share the value between threads. The bound makes one mistake of a type that cannot be
/// shared, and a condition of one that can for some of its parameters.
fn implementation(block: &Block, of: &TokenStream, body: &TokenStream, root: &Root) -> TokenStream {
    let (generics, _, bounds) = block.head.generics.split_for_impl();
    let bounds = bounds
        .map(|bounds| bounds.predicates.iter())
        .into_iter()
        .flatten();
    let ty = &block.head.self_ty;
    let at = about(ty.span());
    let root = root.at(at);
    quote_spanned! {at=>
        #[automatically_derived]
        #[allow(clippy::needless_update, deprecated, trivial_bounds, unused_qualifications)]
        impl #generics #root::#of for #ty
        where
            #(#bounds,)*
            #ty: #root::Send + #root::Sync + 'static,
        {
            #body
        }
    }
}

/// The function that lists the tools of a module.
pub(super) fn list(functions: &[(Part, &Function)], at: Span, root: &Root) -> TokenStream {
    let tools = functions.iter().map(|(part, function)| {
        let name = &function.signature.ident;
        let conditions = function.conditions();
        let at = about(name.span());
        let root = root.at(at);
        let with = match part {
            Part::Tool => "with",
            Part::Prompt => "with_prompt",
            Part::Resource => "with_resource",
        };
        let with = Ident::new(with, at);
        quote_spanned! {at=>
            #(#conditions)*
            let __tools = #root::Tools::#with::<#name>(__tools);
        }
    });
    let at = about(at);
    let root = root.at(at);
    // Found by name, so not one that only the macro sees.
    let name = Ident::new("tools", at.resolved_at(Span::call_site()));
    quote_spanned! {at=>
        /// The tools of this module.
        #[must_use]
        #[allow(unused_qualifications)]
        pub fn #name() -> #root::Tools {
            let __tools = #root::Tools::new();
            #(#tools)*
            __tools
        }
    }
}

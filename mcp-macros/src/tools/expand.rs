//! The code that makes a type's methods its tools.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned as _;

use super::parse::Block;
use crate::shared::path::{Root, about};
use crate::tool::expand;
use crate::tool::model::Tool;

/// The tools of a type.
pub(super) fn set(block: &Block, tools: &[Tool], root: &Root) -> TokenStream {
    let at = about(block.head.self_ty.span());
    let methods = tools.iter().map(|tool| method(tool, root));
    let path = root.at(at);
    let body = quote_spanned! {at=>
        let __this = #path::Arc::new(self);
        let __tools = #path::Tools::new();
        #(#methods)*
        __tools
    };
    implementation(block, &body, root)
}

/// The same where mistakes leave no tools.
pub(super) fn empty_set(block: &Block, root: &Root) -> TokenStream {
    let at = Span::mixed_site();
    let path = root.at(at);
    implementation(block, &quote_spanned!(at=> #path::Tools::new()), root)
}

/// Calls share the value between threads. The bound makes one mistake of a type that cannot be
/// shared, and a condition of one that can for some of its parameters.
fn implementation(block: &Block, body: &TokenStream, root: &Root) -> TokenStream {
    let conditions = block.conditions();
    let (generics, _, bounds) = block.head.generics.split_for_impl();
    let bounds = bounds
        .map(|bounds| bounds.predicates.iter())
        .into_iter()
        .flatten();
    let ty = &block.head.self_ty;
    let at = about(ty.span());
    let root = root.at(at);
    quote_spanned! {at=>
        #(#conditions)*
        #[automatically_derived]
        #[allow(deprecated, trivial_bounds)]
        impl #generics #root::ToolSet for #ty
        where
            #(#bounds,)*
            #ty: #root::Send + #root::Sync + 'static,
        {
            fn into_tools(self) -> #root::Tools {
                #body
            }
        }
    }
}

fn method(tool: &Tool, root: &Root) -> TokenStream {
    let name = &tool.ident;
    let at = about(name.span());
    let conditions = &tool.conditions;
    let this = if tool.has_receiver {
        quote_spanned!(at=> __this)
    } else {
        quote_spanned!(at=> _)
    };
    let definition = expand::definition(tool, root);
    let call = expand::call(tool, &quote_spanned!(at=> Self::#name), root);
    let root = root.at(at);
    quote_spanned! {at=>
        #(#conditions)*
        let __tools = #root::Tools::method(__tools, &__this, #definition, |#this, __spec, __context| #call);
    }
}

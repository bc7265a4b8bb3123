//! The code that makes a function a tool.

mod call;
mod parameter;
mod spec;

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;

use super::model::{Output, Tool};
use super::parse::Function;
use crate::shared::path::{Root, about};
pub(crate) use call::call;

/// The type beside a free function that stands for it where tools are listed.
pub(crate) fn function(tool: &Tool, function: &Function, root: &Root) -> TokenStream {
    let name = &tool.ident;
    let at = about(name.span());
    let definition = definition(tool, root);
    let call = call(tool, &quote!(#name), root);
    let path = root.at(at);
    let body = quote_spanned! {at=>
        #path::Tool::function(#definition, |__spec, __context| #call)
    };
    twin(function, &body, root)
}

/// The same where mistakes leave no tool.
pub(crate) fn empty_function(function: &Function, root: &Root) -> TokenStream {
    let path = root.at(Span::mixed_site());
    twin(function, &quote!(#path::unreachable!()), root)
}

fn twin(function: &Function, body: &TokenStream, root: &Root) -> TokenStream {
    let name = &function.signature.ident;
    let visibility = &function.visibility;
    let conditions = function.conditions();
    let at = about(name.span());
    let root = root.at(at);
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
        #[automatically_derived]
        #[allow(deprecated)]
        impl #root::ToolFunction for #name {
            fn tool() -> #root::Tool {
                #body
            }
        }
    }
}

/// The first arguments of what makes any tool: its spec, and the functions that give its schemas.
pub(crate) fn definition(tool: &Tool, root: &Root) -> TokenStream {
    let at = about(tool.ident.span());
    let spec = spec::spec(tool, root);
    let describe = match tool.parameters.as_slice() {
        [] => quote_spanned!(at=> |_, _| {}),
        parameters => {
            let parameters = parameters.iter().enumerate();
            let describe =
                parameters.map(|(index, parameter)| parameter::describe(index, parameter, root));
            quote_spanned!(at=> |__description, __spec| { #(#describe)* })
        }
    };
    let root = root.at(at);
    let output = match &tool.output {
        Output::Unit => quote_spanned!(at=> <() as #root::IntoToolResult>::output_schema),
        Output::Type(ty) => {
            quote_spanned!(about(ty.span())=> <#ty as #root::IntoToolResult>::output_schema)
        }
        Output::Opaque(_) => quote_spanned!(at=> || #root::None),
    };
    quote_spanned!(at=> #spec, #describe, #output)
}

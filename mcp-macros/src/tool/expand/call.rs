//! The code that runs a tool: take the parameters, call the function, turn what it returns into
//! an answer.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote_spanned};
use syn::spanned::Spanned as _;

use super::parameter;
use crate::shared::path::{Root, about};
use crate::tool::model::{Output, Tool};

/// A running call of the function at `path`, from a `__spec` and a `__context`; what the parameters
/// are read with is gone before the function runs.
pub(crate) fn call(tool: &Tool, path: &TokenStream, root: &Root) -> TokenStream {
    let at = about(tool.ident.span());
    let parameters = tool.parameters.iter().enumerate();
    let extracts: Vec<_> = parameters
        .map(|(index, parameter)| parameter::extract(index, parameter, root))
        .collect();
    let names: Vec<_> = (0..extracts.len())
        .map(|index| format_ident!("__argument{index}", span = at))
        .collect();
    let count = names.len();
    let result = result(tool, path, &names, root);
    let into = into_tool_result(tool, root);
    let root = root.at(at);
    let (keep, unpack) = if names.is_empty() {
        (None, None)
    } else {
        let unpack = quote_spanned! {at=>
            let (#(#root::Some(#names),)*) = __extracted else {
                return #root::Err(#root::Arguments::lost());
            };
        };
        (Some(quote_spanned!(at=> let __extracted =)), Some(unpack))
    };
    quote_spanned! {at=>
        #root::Box::pin(async move {
            #keep {
                let mut __slots = [#root::Slot::EMPTY; #count];
                let mut __arguments = #root::Arguments::read(&__context, __spec, &mut __slots);
                let __extracted = (#(#extracts,)*);
                match #root::Arguments::finish(__arguments) {
                    #root::Ok(()) => __extracted,
                    #root::Err(__rejection) => return #root::Err(__rejection),
                }
            };
            #unpack
            let __result = #result;
            #root::Ok(#into(__result))
        })
    }
}

/// What the function returns.
fn result(tool: &Tool, path: &TokenStream, names: &[Ident], root: &Root) -> TokenStream {
    let at = about(tool.ident.span());
    let this = tool.has_receiver.then(|| quote_spanned!(at=> &*__this,));
    let passed = std::iter::zip(names, &tool.parameters).map(|(name, parameter)| {
        match parameter.is_borrowed {
            true => quote_spanned!(at=> &*#name),
            false => quote_spanned!(at=> #name),
        }
    });
    let result = quote_spanned!(at=> #path(#this #(#passed),*));
    if tool.is_async {
        let root = root.at(at);
        quote_spanned!(at=> #root::must_send(#result).await)
    } else {
        result
    }
}

fn into_tool_result(tool: &Tool, root: &Root) -> TokenStream {
    let at = match &tool.output {
        Output::Unit => about(tool.ident.span()),
        Output::Type(ty) => about(ty.span()),
        Output::Opaque(span) => about(*span),
    };
    let root = root.at(at);
    match &tool.output {
        Output::Unit => quote_spanned!(at=> <() as #root::IntoToolResult>::into_tool_result),
        Output::Type(ty) => quote_spanned!(at=> <#ty as #root::IntoToolResult>::into_tool_result),
        Output::Opaque(_) => quote_spanned!(at=> #root::IntoToolResult::into_tool_result),
    }
}

//! The code that describes one parameter and that takes it from a call.

use proc_macro2::{Delimiter, Group, Ident, TokenStream};
use quote::{ToTokens as _, quote_spanned};
use syn::spanned::Spanned as _;

use crate::shared::path::{Root, about, ends};
use crate::tool::model::{Default, Kind, Parameter};

/// Adds the parameter to a `__description`.
pub(super) fn describe(index: usize, parameter: &Parameter, root: &Root) -> TokenStream {
    let at = about(parameter.ty.span());
    if is_extractor(parameter) {
        let needs = source(parameter, "needs", quote_spanned!(at=> __description), root);
        quote_spanned!(at=> #needs;)
    } else {
        let given = quote_spanned!(at=> __description, #index, __spec);
        let describe = source(parameter, "describe", given, root);
        quote_spanned!(at=> #describe;)
    }
}

/// Takes the parameter from the `__arguments`: an `Option`.
pub(super) fn extract(index: usize, parameter: &Parameter, root: &Root) -> TokenStream {
    let ty = &parameter.ty;
    let at = about(ty.span());
    let given = quote_spanned!(at=> &mut __arguments, #index);
    let default = default(parameter, root);
    let path = root.at(at);
    let extract = if is_extractor(parameter) {
        quote_spanned!(at=> #path::Arguments::extract::<#ty>(&mut __arguments))
    } else {
        source(parameter, "extract", given, root)
    };
    let Some(mut value) = default else {
        return extract;
    };
    if parameter.is_borrowed {
        value = quote_spanned!(at=> #path::Lent::<#ty>::of(#value));
    }
    quote_spanned! {at=>
        if #path::Arguments::is_given(&__arguments, #index) {
            #extract
        } else {
            #path::Arguments::skip(&mut __arguments, #index);
            #path::Some(#value)
        }
    }
}

/// A default as a value of the type as it is written.
pub(super) fn default(parameter: &Parameter, root: &Root) -> Option<TokenStream> {
    let value = match parameter.default.as_ref()? {
        Default::Value(value) => value.to_token_stream(),
        Default::OfType(span) => {
            let at = about(*span);
            let root = root.at(at);
            quote_spanned!(at=> #root::Default::default())
        }
    };
    let ty = &parameter.ty;
    let at = about(ty.span());
    let reference = parameter.is_borrowed.then(|| quote_spanned!(at=> &));
    Some(quote_spanned!(at=> { let __value: #reference #ty = #value; __value }))
}

/// What a type does as the trait that a parameter comes by. A pattern names the one of extractors
/// itself, for its message is the better one.
///
/// The call spans what the type spans, so that the compiler tells a type that does none of it once
/// and not for every such call.
fn source(parameter: &Parameter, does: &str, given: TokenStream, root: &Root) -> TokenStream {
    let ty = &parameter.ty;
    let (first, last) = ends(ty);
    let root = root.at(last);
    let via = match parameter.kind {
        Kind::Either => quote_spanned!(last=> _),
        Kind::Argument => quote_spanned!(last=> #root::ViaArgument),
        Kind::Extractor => quote_spanned!(last=> #root::ViaContext),
    };
    let source = if is_extractor(parameter) {
        quote_spanned!(last=> #root::FromContext)
    } else if parameter.is_borrowed {
        quote_spanned!(last=> #root::RefParam<#via>)
    } else {
        quote_spanned!(last=> #root::Param<#via>)
    };
    let does = Ident::new(does, last);
    let mut given = Group::new(Delimiter::Parenthesis, given);
    given.set_span(last);
    let mut call = quote_spanned!(first=> <);
    call.extend(quote_spanned!(last=> #ty as #source>::#does #given));
    call
}

fn is_extractor(parameter: &Parameter) -> bool {
    parameter.kind == Kind::Extractor && !parameter.is_borrowed
}

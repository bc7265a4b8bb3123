//! The code that describes one parameter and that takes it from a call.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned as _;

use crate::function::expand::{self, is_extractor};
use crate::function::parameter::{self, Kind};
use crate::shared::path::{Root, about};
use crate::tool::parameter::{Argument, Limits};

type Parameter = parameter::Parameter<Argument>;

/// Adds the parameter to a `__about`.
pub(super) fn describe(index: usize, parameter: &Parameter, root: &Root) -> TokenStream {
    let at = about(parameter.ty.span());
    if is_extractor(parameter) {
        let needs = source(parameter, "needs", quote_spanned!(at=> __about), root);
        return quote_spanned!(at=> #needs;);
    }
    let index = Literal::usize_unsuffixed(index);
    let given = quote_spanned!(at=> __about, #index, __spec);
    let describe = source(parameter, "describe", given, root);
    let fits = limits_fit(parameter, root);
    quote_spanned!(at=> #describe; #fits)
}

/// Refuses limits that the type cannot have, as far as the type is a known one; what is left is
/// found when the server is built.
fn limits_fit(parameter: &Parameter, root: &Root) -> TokenStream {
    let Limits {
        min,
        max,
        exclusive_min,
        exclusive_max,
        multiple_of,
        min_length,
        max_length,
        min_items,
        max_items,
        unique,
        pattern,
        format,
    } = &parameter.own.limits;
    let numbers = [min, max, exclusive_min, exclusive_max, multiple_of];
    let number = numbers.into_iter().flatten().map(|(span, _)| *span).next();
    let lengths = [min_length, max_length].into_iter().flatten();
    let words = [pattern, format].into_iter().flatten();
    let text = lengths
        .map(|(span, _)| *span)
        .chain(words.map(|(span, _)| *span))
        .next();
    let counts = [min_items, max_items].into_iter().flatten();
    let list = counts.map(|(span, _)| *span).chain(*unique).next();
    let ty = &parameter.ty;
    let fits = [("number", number), ("text", text), ("list", list)]
        .into_iter()
        .filter_map(|(kind, span)| {
            let at = about(span?);
            let kind = Ident::new(kind, at);
            let root = root.at(at);
            Some(quote_spanned! {at=>
                #root::limits::#kind({
                    use #root::limits::{Known as _, Unknown as _};
                    (&#root::limits::Of::<#ty>::NEW).__limited()
                });
            })
        });
    fits.collect()
}

/// Takes the parameter from the `__args`: an `Option`.
pub(super) fn extract(index: usize, parameter: &Parameter, root: &Root) -> TokenStream {
    let ty = &parameter.ty;
    let at = about(ty.span());
    let index = Literal::usize_unsuffixed(index);
    let given = quote_spanned!(at=> &mut __args, #index);
    let default = expand::default(parameter, root);
    let path = root.at(at);
    let extract = if is_extractor(parameter) {
        quote_spanned!(at=> #path::Arguments::extract::<#ty>(&mut __args))
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
        if #path::Arguments::is_given(&__args, #index) {
            #extract
        } else {
            #path::Some(#value)
        }
    }
}

/// What a type does as the trait that a parameter comes by. A pattern names the one of extractors
/// itself, for its message is the better one.
fn source(parameter: &Parameter, does: &str, given: TokenStream, root: &Root) -> TokenStream {
    expand::source(
        parameter,
        |at| source_trait(parameter, at, root),
        does,
        given,
    )
}

fn source_trait(parameter: &Parameter, at: Span, root: &Root) -> TokenStream {
    let root = root.at(at);
    let via = match parameter.kind {
        Kind::Either => quote_spanned!(at=> _),
        Kind::Argument => quote_spanned!(at=> #root::ViaArgument),
        Kind::Extractor => quote_spanned!(at=> #root::ViaContext),
    };
    if is_extractor(parameter) {
        quote_spanned!(at=> #root::FromContext)
    } else if parameter.is_borrowed {
        quote_spanned!(at=> #root::RefParam<#via>)
    } else {
        quote_spanned!(at=> #root::Param<#via>)
    }
}

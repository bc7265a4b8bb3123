//! The code that makes an error type the error of a tool.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::LitStr;
use syn::spanned::Spanned as _;

use super::hint::{Hint, local};
use super::model::{Case, Failure, Fate};
use crate::shared::path::about;

/// The conversion of every case.
pub(super) fn conversion(failure: &Failure) -> TokenStream {
    let at = about(failure.ident.span());
    let root = failure.root.at(at);
    let arms = failure.cases.iter().map(|case| arm(case, failure));
    // One place asks for the words, so that a type without them is one mistake.
    let words = has_words(failure)
        .then(|| quote_spanned!(at=> let __words = <Self as #root::Words>::words;));
    let body = quote_spanned! {at=>
        #words
        match self {
            #(#arms)*
        }
    };
    implementation(failure, &bounds(failure), &body)
}

/// The same where mistakes leave nothing to convert.
pub(super) fn empty_conversion(failure: &Failure) -> TokenStream {
    let at = about(failure.ident.span());
    let root = failure.root.at(at);
    implementation(
        failure,
        &[],
        &quote_spanned!(at=> #root::ToolError::new("")),
    )
}

fn implementation(failure: &Failure, more: &[TokenStream], body: &TokenStream) -> TokenStream {
    let ident = &failure.ident;
    let (generics, arguments, bounds) = failure.generics.split_for_impl();
    let bounds = bounds
        .map(|bounds| bounds.predicates.iter())
        .into_iter()
        .flatten();
    let at = about(ident.span());
    let root = failure.root.at(at);
    quote_spanned! {at=>
        #[automatically_derived]
        #[allow(deprecated, trivial_bounds, unused_imports, unused_qualifications)]
        impl #generics #root::IntoToolError for #ident #arguments
        where
            #(#bounds,)*
            #(#more,)*
        {
            fn into_tool_error(self) -> #root::ToolError {
                #body
            }
        }
    }
}

/// Whether the `Display` of the type is told to anybody.
fn has_words(failure: &Failure) -> bool {
    let fates = failure.cases.iter().map(|case| &case.fate);
    fates
        .clone()
        .any(|fate| !matches!(fate, Fate::Transparent(_)))
}

/// What must hold for the parameters of a generic type. Of any other the body asks it: there the
/// mistake is told once, and not again wherever the type is used.
fn bounds(failure: &Failure) -> Vec<TokenStream> {
    if failure.generics.type_params().next().is_none() {
        return Vec::new();
    }
    let at = about(failure.ident.span());
    let root = failure.root.at(at);
    let whole = has_words(failure).then(|| match keeps_causes(failure) {
        true => quote_spanned!(at=> Self: #root::Error + #root::Send + #root::Sync + 'static),
        false => quote_spanned!(at=> Self: #root::Words),
    });
    let transparent = failure
        .cases
        .iter()
        .filter(|case| matches!(case.fate, Fate::Transparent(_)));
    let fields = transparent.flat_map(|case| &case.fields).map(|field| {
        let ty = &field.ty;
        let at = about(ty.span());
        let root = failure.root.at(at);
        quote_spanned!(at=> #ty: #root::IntoToolError)
    });
    whole.into_iter().chain(fields).collect()
}

/// Whether something masked may go to the log as the error it is; what borrows may not.
fn keeps_causes(failure: &Failure) -> bool {
    let masks = |case: &Case| matches!(case.fate, Fate::Internal);
    failure.generics.lifetimes().next().is_none() && failure.cases.iter().any(masks)
}

fn arm(case: &Case, failure: &Failure) -> TokenStream {
    let at = about(case.ident.as_ref().unwrap_or(&failure.ident).span());
    let pattern = match &case.ident {
        Some(variant) => quote_spanned!(at=> Self::#variant),
        None => quote_spanned!(at=> Self),
    };
    let root = failure.root.at(at);
    let error = match &case.fate {
        Fate::Shown => quote_spanned!(at=> #root::ToolError::new(__words(&self))),
        Fate::Internal if keeps_causes(failure) => {
            quote_spanned! {at=> {
                use #root::MaskedWords as _;
                #root::Masked(self, __words).__tool_error()
            }}
        }
        Fate::Internal => quote_spanned!(at=> #root::ToolError::masked(__words(&self))),
        Fate::Protocol(code) => quote_spanned! {at=>
            #root::ToolError::code(#root::ToolError::new(__words(&self)), #root::ErrorCode(#code))
        },
        Fate::Transparent(_) => {
            let field = &case.fields[0];
            let (member, ty) = (&field.member, &field.ty);
            return quote_spanned! {at=>
                #pattern { #member: __error } => <#ty as #root::IntoToolError>::into_tool_error(__error),
            };
        }
    };
    match &case.hint {
        Some(hint) => hinted(hint, case, failure, &pattern, &error),
        None => quote_spanned!(at=> #pattern { .. } => #error,),
    }
}

/// The hint borrows from the error, and so is made before it.
fn hinted(
    hint: &Hint,
    case: &Case,
    failure: &Failure,
    pattern: &TokenStream,
    error: &TokenStream,
) -> TokenStream {
    let at = about(hint.literal.span());
    let root = failure.root.at(at);
    let members = case
        .fields
        .iter()
        .map(|field| &field.member)
        .filter(|member| hint.names(member));
    let locals = members.clone().map(|member| local(member, at));
    let format = LitStr::new(&hint.format, at);
    quote_spanned! {at=>
        #pattern { #(#members: ref #locals,)* .. } => {
            let __hint = #root::format!(#format);
            #root::ToolError::hint(#error, __hint)
        }
    }
}

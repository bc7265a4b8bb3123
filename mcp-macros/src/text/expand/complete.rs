//! The code that completes arguments.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::ExprPath;
use syn::spanned::Spanned as _;

use crate::function::expand::literal;
use crate::shared::path::{Root, about};
use crate::text::argument::Parameter;
use crate::text::complete::Complete;

/// What is made, a `ty`, with what completes its arguments.
pub(super) fn completed(
    made: TokenStream,
    ty: &str,
    parameters: &[Parameter],
    root: &Root,
) -> TokenStream {
    let completed = parameters.iter().filter_map(|parameter| {
        let complete = parameter.own.complete.as_ref()?;
        Some((parameter, complete))
    });
    completed.fold(made, |made, (parameter, complete)| {
        let name = literal(&parameter.name);
        let at = about(parameter.name.span);
        let (root, ty) = (root.at(at), Ident::new(ty, at));
        let complete = match complete {
            Complete::List(list) => by_value(list, &root),
            Complete::Path(path) => by_value(path, &root),
            Complete::Method { path, takes, .. } => {
                let complete = by_method(path, *takes, &root);
                return quote_spanned! {at=>
                    #root::#ty::with_method_completer(#made, __this, #name, #complete)
                };
            }
        };
        quote_spanned!(at=> #root::#ty::with_completer(#made, #name, #complete))
    })
}

/// A list or a function as a completer.
fn by_value(value: &impl ToTokens, root: &TokenStream) -> TokenStream {
    let at = about(value.span());
    quote_spanned! {at=>
        |__context, __typed| #root::Complete::complete(#value, __context, __typed)
    }
}

/// A method as a completer. One that asks for nothing gives all values.
fn by_method(path: &ExprPath, takes: usize, root: &TokenStream) -> TokenStream {
    let at = about(path.span());
    let (context, given) = match takes {
        0 => (quote_spanned!(at=> _), None),
        1 => (quote_spanned!(at=> _), Some(quote_spanned!(at=> , __typed))),
        _ => (
            quote_spanned!(at=> __context),
            Some(quote_spanned!(at=> , __context, __typed)),
        ),
    };
    let values = quote_spanned! {at=>
        #root::IntoCompletions::into_completions(#path(&*__this #given)).await
    };
    let values = match takes {
        0 => quote_spanned!(at=> #root::Typed::fitting(&__typed, #values)),
        _ => values,
    };
    quote_spanned! {at=>
        |__this, #context, __typed| #root::Box::pin(async move { #values })
    }
}

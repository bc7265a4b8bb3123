//! The code that runs a function: take the parameters, call it, turn what it returns into an
//! answer.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote_spanned};

use crate::function::model::{ArcSelf, Head};
use crate::shared::path::{Root, about};

/// How a function is called.
pub(crate) struct Call {
    /// The type that reads the arguments.
    pub(crate) reader: &'static str,
    /// What makes a reader, called `__args`.
    pub(crate) read: TokenStream,
    /// What takes each parameter from the reader: an `Option`.
    pub(crate) extracts: Vec<TokenStream>,
    /// Which parameters are taken by reference.
    pub(crate) borrowed: Vec<bool>,
    /// What becomes of the `__result`.
    pub(crate) answer: TokenStream,
}

/// A running call of the function at `path`. The parameters are taken before the future is made,
/// which so holds nothing but them.
pub(crate) fn call(head: &Head, path: &TokenStream, call: &Call, root: &Root) -> TokenStream {
    let at = about(head.ident.span());
    let Call {
        reader,
        read,
        extracts,
        borrowed,
        answer,
    } = call;
    let reader = Ident::new(reader, at);
    let indices = 0..extracts.len();
    let names: Vec<_> = indices
        .map(|index| format_ident!("__arg{index}", span = at))
        .collect();
    let result = result(head, path, &names, borrowed, root);
    let root = root.at(at);
    let run = quote_spanned!(at=> let __result = #result; #answer);
    // What is returned may borrow from the parameters, so it becomes an answer where they are.
    let run = match head.said.blocking {
        Some(_) => quote_spanned!(at=> #root::blocking(move || { #run }).await),
        None => run,
    };
    quote_spanned! {at=>
        {
            #read
            let (#(#root::Some(#names),)* true) =
                (#(#extracts,)* #root::#reader::is_fine(&__args))
            else {
                return #root::#reader::refused(__args);
            };
            #root::Box::pin(async move { #run })
        }
    }
}

/// What the function returns.
fn result(
    head: &Head,
    path: &TokenStream,
    names: &[Ident],
    borrowed: &[bool],
    root: &Root,
) -> TokenStream {
    let at = about(head.ident.span());
    let this = head.has_receiver.then(|| match head.arc {
        None => quote_spanned!(at=> &*__this,),
        Some(ArcSelf::Owned) => quote_spanned!(at=> __this,),
        Some(ArcSelf::Borrowed) => quote_spanned!(at=> &__this,),
    });
    let passed = std::iter::zip(names, borrowed).map(|(name, is_borrowed)| match is_borrowed {
        true => quote_spanned!(at=> &*#name),
        false => quote_spanned!(at=> #name),
    });
    let result = quote_spanned!(at=> #path(#this #(#passed),*));
    let root = root.at(at);
    if head.is_async {
        quote_spanned!(at=> #root::must_send(#result).await)
    } else {
        result
    }
}

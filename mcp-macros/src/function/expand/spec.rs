//! What the specs of all functions say, as code: what is said, and nothing else.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::LitStr;
use syn::spanned::Spanned as _;

use crate::function::keys::Said;
use crate::function::model::{Head, Word};
use crate::shared::attr::Time;
use crate::shared::path::{Root, about};

/// The fields that tell the name, the description and the place.
pub(crate) fn head(head: &Head, root: &Root) -> TokenStream {
    let at = about(head.ident.span());
    let name = literal(&head.name);
    let description = head.description.text(at, root);
    // `line!` tells the line of the attribute, unless its own tokens are the user's.
    let place = root.at(head.ident.span());
    let place =
        quote_spanned!(head.ident.span()=> #place::concat!(#place::file!(), ":", #place::line!()));
    quote_spanned! {at=>
        name: #name,
        description: #description,
        place: #place,
    }
}

/// The fields of the keys that all attributes have.
pub(crate) fn said(head: &Head, root: &Root) -> TokenStream {
    let at = about(head.ident.span());
    let Said {
        title,
        scopes,
        visible_when,
        tags,
        icons,
        meta,
        hidden,
        blocking: _,
        timeout,
    } = &head.said;
    let mut fields = some("title", title.as_ref(), at, root);
    fields.extend(texts("scopes", scopes, at));
    if !visible_when.is_empty() {
        fields.extend(quote_spanned!(at=> visible_when: &[#(#visible_when),*],));
    }
    fields.extend(texts("tags", tags, at));
    let root = root.at(at);
    if !icons.is_empty() {
        let icons = icons.iter().map(|icon| {
            let root = &root;
            quote_spanned!(about(icon.span())=> #root::Into::<#root::Icon>::into(#icon))
        });
        fields.extend(quote_spanned!(at=> icons: #root::Some(|| #root::vec![#(#icons),*]),));
    }
    if let Some(meta) = meta {
        let (at, meta) = (meta.span(), quote_spanned!(meta.span()=> &#meta));
        let meta = evaluated("shown", &meta, at, &root);
        fields.extend(quote_spanned!(at=> meta: #meta,));
    }
    if *hidden {
        fields.extend(quote_spanned!(at=> hidden: true,));
    }
    if let Some(timeout) = timeout {
        let timeout = match timeout {
            Time::Milliseconds(time) => quote_spanned!(at=> #root::Duration::from_millis(#time)),
            Time::Constant(value) => value.to_token_stream(),
        };
        fields.extend(quote_spanned!(at=> timeout: #root::Some(#timeout),));
    }
    fields
}

/// A field that a function of the hidden module makes of an expression, once the server is built.
pub(crate) fn evaluated(
    by: &str,
    value: &impl ToTokens,
    span: Span,
    root: &TokenStream,
) -> TokenStream {
    let at = about(span);
    let by = Ident::new(by, at);
    quote_spanned!(at=> #root::Some(|| #root::#by(#value)))
}

fn texts(name: &str, texts: &[LitStr], at: Span) -> TokenStream {
    if texts.is_empty() {
        return TokenStream::new();
    }
    let name = Ident::new(name, at);
    quote_spanned!(at=> #name: &[#(#texts),*],)
}

pub(crate) fn literal(word: &Word) -> Literal {
    let mut literal = Literal::string(&word.text);
    literal.set_span(about(word.span));
    literal
}

/// A field that is set, or nothing.
pub(crate) fn some(name: &str, value: Option<impl ToTokens>, at: Span, root: &Root) -> TokenStream {
    let name = Ident::new(name, at);
    let root = root.at(at);
    match value {
        Some(value) => quote_spanned!(at=> #name: #root::Some(#value),),
        None => TokenStream::new(),
    }
}

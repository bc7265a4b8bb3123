//! Where generated code finds mcp-server, and which spans it carries.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::Path;

use super::attr::Entry;
use super::errors::Errors;

/// The crate that generated code takes everything from.
#[derive(Clone, Default)]
pub(crate) struct Root {
    path: Option<Path>,
    is_near: bool,
}

impl Root {
    /// The path that the key `crate` gives, or else the usual one.
    pub(crate) fn read(entries: &[Entry], errors: &mut Errors) -> Self {
        let entry = entries.iter().find(|entry| entry.key == "crate");
        Self {
            path: entry.and_then(|entry| errors.keep(entry.path())),
            is_near: false,
        }
    }

    /// The same for what stands in a [`scope`](Self::scope), where a short name will do.
    pub(crate) fn near(&self) -> Self {
        Self {
            is_near: true,
            ..self.clone()
        }
    }

    /// The path of the hidden module, pointing at what the code around it is about.
    pub(crate) fn at(&self, span: Span) -> TokenStream {
        match (&self.path, self.is_near) {
            (_, true) => quote_spanned!(span=> __mcp),
            (None, false) => quote_spanned!(span=> ::mcp_server::__private),
            (Some(path), false) => {
                let path = path
                    .to_token_stream()
                    .into_iter()
                    .map(|mut token: TokenTree| {
                        token.set_span(token.span().located_at(span));
                        token
                    });
                quote_spanned!(span=> #(#path)*::__private)
            }
        }
    }

    /// A place where the hidden module goes by a short name, which nobody else sees.
    pub(crate) fn scope(&self, items: &TokenStream) -> TokenStream {
        let at = Span::mixed_site();
        let far = Self {
            is_near: false,
            ..self.clone()
        };
        let path = far.at(at);
        quote_spanned! {at=>
            const _: () = {
                use #path as __mcp;
                #items
            };
        }
    }
}

/// A span that points at what a piece of code is about, and still counts as generated: lints are
/// silent there, and the user's code does not see its local names. These begin with `__`, for a
/// constant of the user's would still be seen by them.
pub(crate) fn about(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}

/// Where tokens begin and end.
pub(crate) fn ends(tokens: &impl ToTokens) -> (Span, Span) {
    let mut spans = tokens
        .to_token_stream()
        .into_iter()
        .map(|token| token.span());
    let first = spans.next().unwrap_or_else(Span::call_site);
    (first, spans.last().unwrap_or(first))
}

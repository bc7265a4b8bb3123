//! An `impl` block as it is written; the bodies of its functions stay unread.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::discouraged::Speculative as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{Attribute, ImplItem, ItemImpl};

use crate::tool::parse::{Function, is};

/// An `impl` block, in parts.
pub(crate) struct Block {
    /// All before the braces, and an empty pair of these.
    pub(crate) head: ItemImpl,
    pub(crate) items: Vec<Item>,
    braces: Group,
}

/// What stands in an `impl` block.
pub(crate) enum Item {
    Function(Box<Function>),
    Other(Box<ImplItem>),
}

impl Parse for Block {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut head: Vec<TokenTree> = input.parse::<TokenStream>()?.into_iter().collect();
        let Some(TokenTree::Group(braces)) = head.pop() else {
            return Err(input.error("expected an `impl` block"));
        };
        let mut empty = Group::new(braces.delimiter(), TokenStream::new());
        empty.set_span(braces.span());
        head.push(TokenTree::Group(empty));
        Ok(Self {
            head: syn::parse2(head.into_iter().collect())?,
            items: items.parse2(braces.stream())?,
            braces,
        })
    }
}

fn items(input: ParseStream<'_>) -> syn::Result<Vec<Item>> {
    let mut items = Vec::new();
    while !input.is_empty() {
        items.push(input.parse()?);
    }
    Ok(items)
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let ahead = input.fork();
        match ahead.parse() {
            Ok(function) => {
                input.advance_to(&ahead);
                Ok(Self::Function(Box::new(function)))
            }
            Err(_) => Ok(Self::Other(Box::new(input.parse()?))),
        }
    }
}

impl Block {
    /// Whether the block implements a trait.
    pub(crate) fn is_of_trait(&self) -> bool {
        self.head.trait_.is_some()
    }

    /// The conditions under which the block exists.
    pub(crate) fn conditions(&self) -> Vec<Attribute> {
        let attributes = self.head.attrs.iter();
        attributes
            .filter(|attribute| is(attribute, "cfg"))
            .cloned()
            .collect()
    }
}

impl ToTokens for Block {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let mut head: Vec<TokenTree> = self.head.to_token_stream().into_iter().collect();
        let items = &self.items;
        let mut braces = Group::new(self.braces.delimiter(), quote::quote!(#(#items)*));
        braces.set_span(self.braces.span());
        head.pop();
        head.push(TokenTree::Group(braces));
        tokens.extend(head);
    }
}

impl ToTokens for Item {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Function(function) => function.to_tokens(tokens),
            Self::Other(item) => item.to_tokens(tokens),
        }
    }
}

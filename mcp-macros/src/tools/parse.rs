//! An `impl` block or a module as it is written; the bodies of its functions stay unread.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::discouraged::Speculative as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{Attribute, FnArg, ImplItem, ItemImpl, Token, Visibility};

use crate::function::check::is_shared;
use crate::function::keys::Method;
use crate::function::parse::{Function, is};

/// An `impl` block, in parts.
pub(crate) struct Block {
    /// All before the braces, and an empty pair of these.
    pub(crate) head: ItemImpl,
    pub(crate) items: Vec<Item>,
    braces: Group,
}

/// A module, in parts.
pub(crate) struct Module {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    keyword: Token![mod],
    pub(crate) ident: Ident,
    /// The attributes inside the braces, such as `//!`.
    inner: Vec<Attribute>,
    pub(crate) items: Vec<Item<syn::Item>>,
    braces: Group,
}

/// What stands in an `impl` block, or in a module.
pub(crate) enum Item<Other = ImplItem> {
    Function(Box<Function>),
    Other(Box<Other>),
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

impl Parse for Module {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let keyword = input.parse()?;
        let ident = input.parse()?;
        let braces: Group = input.parse()?;
        let content = |input: ParseStream<'_>| Ok((Attribute::parse_inner(input)?, items(input)?));
        let (inner, items) = content.parse2(braces.stream())?;
        Ok(Self {
            attributes,
            visibility,
            keyword,
            ident,
            inner,
            items,
            braces,
        })
    }
}

fn items<Other: Parse>(input: ParseStream<'_>) -> syn::Result<Vec<Item<Other>>> {
    let mut items = Vec::new();
    while !input.is_empty() {
        items.push(input.parse()?);
    }
    Ok(items)
}

impl<Other: Parse> Parse for Item<Other> {
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

    /// Its methods, as far as they take `self`.
    pub(crate) fn methods(&self) -> impl Iterator<Item = Method> {
        self.items.iter().filter_map(|item| match item {
            Item::Function(function) => {
                let receiver = function.signature.receiver()?;
                let takes = function.signature.inputs.iter();
                let takes = takes.filter_map(|input| match input {
                    FnArg::Typed(parameter) => Some((*parameter.ty).clone()),
                    FnArg::Receiver(_) => None,
                });
                Some(Method {
                    ident: function.signature.ident.clone(),
                    is_shared: is_shared(receiver),
                    takes: takes.collect(),
                })
            }
            Item::Other(_) => None,
        })
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

impl Module {
    /// A function of the name that the list of tools gets.
    pub(crate) fn own_list(&self) -> Option<&Function> {
        self.items.iter().find_map(|item| match item {
            Item::Function(function) if function.signature.ident == "tools" => Some(&**function),
            _ => None,
        })
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

impl ToTokens for Module {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (inner, items) = (&self.inner, &self.items);
        let content = quote::quote!(#(#inner)* #(#items)*);
        let mut braces = Group::new(self.braces.delimiter(), content);
        braces.set_span(self.braces.span());
        for attribute in &self.attributes {
            attribute.to_tokens(tokens);
        }
        self.visibility.to_tokens(tokens);
        self.keyword.to_tokens(tokens);
        self.ident.to_tokens(tokens);
        tokens.extend([TokenTree::Group(braces)]);
    }
}

impl<Other: ToTokens> ToTokens for Item<Other> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Function(function) => function.to_tokens(tokens),
            Self::Other(item) => item.to_tokens(tokens),
        }
    }
}

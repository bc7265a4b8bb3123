//! A function as it is written; its body stays unread, so that half-typed code expands too.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

use super::check::mentions;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{Attribute, FnArg, PatType, Signature, Visibility};

/// A function, in parts.
pub(crate) struct Function {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) signature: Signature,
    /// The body in its braces, or a `;`.
    body: TokenTree,
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            attributes: input.call(Attribute::parse_outer)?,
            visibility: input.parse()?,
            signature: input.parse()?,
            body: input.parse()?,
        })
    }
}

impl Function {
    /// Takes the attributes away that a name at the end of their path tells apart.
    pub(crate) fn take(&mut self, name: &str) -> Vec<Attribute> {
        take(&mut self.attributes, |attribute| is(attribute, name))
    }

    /// The parameters without `self`.
    pub(crate) fn parameters(&mut self) -> impl Iterator<Item = &mut PatType> {
        self.signature
            .inputs
            .iter_mut()
            .filter_map(|input| match input {
                FnArg::Typed(parameter) => Some(parameter),
                FnArg::Receiver(_) => None,
            })
    }

    /// Whether it has no body, as in a trait.
    pub(crate) fn is_declared(&self) -> bool {
        matches!(self.body, TokenTree::Punct(_))
    }

    /// Whether it stands in an `impl` block or a trait, as far as its looks tell.
    pub(crate) fn is_associated(&self) -> bool {
        let names_self = |tokens: TokenStream| mentions(tokens, "Self");
        self.signature.receiver().is_some()
            || self.is_declared()
            || names_self(self.signature.to_token_stream())
            || names_self(self.body.to_token_stream())
    }

    /// The conditions under which the function exists.
    pub(crate) fn conditions(&self) -> Vec<Attribute> {
        self.attributes
            .iter()
            .filter(|attribute| is(attribute, "cfg"))
            .cloned()
            .collect()
    }
}

/// Takes the attributes away for which `which` holds.
pub(crate) fn take(
    attributes: &mut Vec<Attribute>,
    which: impl Fn(&Attribute) -> bool,
) -> Vec<Attribute> {
    let (taken, kept) = std::mem::take(attributes).into_iter().partition(which);
    *attributes = kept;
    taken
}

/// Whether an attribute goes by a name, with or without a path before it.
pub(crate) fn is(attribute: &Attribute, name: &str) -> bool {
    attribute
        .path()
        .segments
        .last()
        .is_some_and(|segment| segment.ident == name)
}

/// The first token of an item after its attributes.
pub(crate) fn opening(item: &TokenStream) -> Option<TokenTree> {
    let opening = |input: ParseStream<'_>| {
        input.call(Attribute::parse_outer)?;
        let opening: TokenTree = input.parse()?;
        input.parse::<TokenStream>()?;
        Ok(opening)
    };
    opening.parse2(item.clone()).ok()
}

impl ToTokens for Function {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for attribute in &self.attributes {
            attribute.to_tokens(tokens);
        }
        self.visibility.to_tokens(tokens);
        self.signature.to_tokens(tokens);
        self.body.to_tokens(tokens);
    }
}

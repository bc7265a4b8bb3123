//! Every refusal of a block of tools.

use proc_macro2::TokenStream;

use super::parse::{Block, Module};
use crate::function::check::{self, both};
use crate::function::model::Part;
use crate::function::parse::{Function, opening};
use crate::offer::Offer;
use crate::shared::errors::Errors;

/// What holds for one method.
pub(super) fn method(offer: &Offer, function: &Function, errors: &mut Errors) {
    offer.check(function, errors);
    check::receiver(offer.head().part, function, errors);
}

/// What holds for all methods together.
pub(super) fn block(block: &Block, offers: &[Offer], errors: &mut Errors) {
    if let Some((of_trait, _)) = &block.head.trait_ {
        errors.at(
            of_trait,
            "a trait's methods are no tools: put `#[tools]` on an `impl` block of the type itself",
        );
        return;
    }
    if offers.is_empty() {
        errors.at(
            &block.head.self_ty,
            "no method of this block is a tool, a prompt or a resource: put `#[tool]`, `#[prompt]` or `#[resource(\"…\")]` on those that are; what a macro writes is not seen",
        );
    }
    differ(offers, errors);
}

/// No two functions are one thing to a client.
pub(super) fn differ(offers: &[Offer], errors: &mut Errors) {
    for (index, offer) in offers.iter().enumerate() {
        let is_sure = |offer: &Offer| offer.head().conditions.is_empty();
        let same = |other: &&Offer| other.is_same(offer) && is_sure(offer) && is_sure(other);
        if let Some(other) = offers[index + 1..].iter().find(same) {
            twice(offer, other, errors);
        }
    }
}

fn twice(offer: &Offer, other: &Offer, errors: &mut Errors) {
    let part = offer.head().part;
    let (one, other) = (offer.identity(), other.identity());
    let advice = match part {
        Part::Resource if one.text == other.text => {
            format!("two resources have the URI `{}`: change one", one.text)
        }
        Part::Resource => format!(
            "whatever fits `{}` fits `{}` too: change one of the URIs",
            one.text, other.text
        ),
        Part::Tool | Part::Prompt => format!(
            "two {part}s are named `{}`: rename one with `#[{part}(name = \"…\")]`",
            one.text
        ),
    };
    errors.at(both(&one, &other), advice);
}

/// What holds of a module: its tools are listed by a function of their own.
pub(super) fn module(module: &Module, errors: &mut Errors) {
    if let Some(other) = module.own_list() {
        errors.at(
            &other.signature.ident,
            "`#[tools]` writes a `fn tools` that lists the tools of this module: call this one something else",
        );
    }
}

/// No function of a module is a tool.
pub(super) fn no_tool(module: &Module, errors: &mut Errors) {
    errors.at(
        &module.ident,
        "no function of this module is a tool, a prompt or a resource: put `#[tool]`, `#[prompt]` or `#[resource(\"…\")]` on those that are; what a macro writes is not seen",
    );
}

/// What `#[tools]` was put on, if that has no tools.
pub(super) fn no_block(item: &TokenStream) -> Option<syn::Error> {
    let place = "`#[tools]` goes on an `impl` block or a module";
    let advice = match syn::parse2(item.clone()).ok()? {
        syn::Item::Impl(_) => return None,
        syn::Item::Fn(_) => format!("{place}; on a function write `#[tool]`"),
        syn::Item::Mod(_) => {
            format!(
                "{place} with its functions in it; list those of another file with `toolset![…]`"
            )
        }
        syn::Item::Trait(_) => format!("{place}; a trait has no value to call"),
        syn::Item::Struct(_) | syn::Item::Enum(_) => {
            format!("{place}: put it on the `impl` block that has the methods")
        }
        _ => place.to_owned(),
    };
    Some(syn::Error::new_spanned(opening(item), advice))
}

//! Every refusal of a block of tools.

use proc_macro2::TokenStream;
use syn::Item;

use super::parse::Block;
use crate::shared::errors::Errors;
use crate::tool::check::{self, both};
use crate::tool::model::Tool;
use crate::tool::parse::{Function, opening};

/// What holds for one method.
pub(super) fn method(tool: &Tool, function: &Function, errors: &mut Errors) {
    check::tool(tool, function, errors);
    check::name(&tool.name, errors);
    check::receiver(function, errors);
}

/// What holds for all methods together.
pub(super) fn block(block: &Block, tools: &[Tool], errors: &mut Errors) {
    if let Some((of_trait, _)) = &block.head.trait_ {
        errors.at(
            of_trait,
            "a trait's methods are no tools: put `#[tools]` on an `impl` block of the type itself",
        );
        return;
    }
    if tools.is_empty() {
        errors.at(
            &block.head.self_ty,
            "no method of this block is a tool: put `#[tool]` on those that are; what a macro writes is not seen",
        );
    }
    for (index, tool) in tools.iter().enumerate() {
        let same = |other: &&Tool| other.name.text == tool.name.text && other.conditions.is_empty();
        if let Some(other) = tools[index + 1..].iter().find(same) {
            let advice = format!(
                "two tools are named `{}`: rename one with `#[tool(name = \"…\")]`",
                tool.name.text
            );
            errors.at(both(&tool.name, &other.name), advice);
        }
    }
}

/// What `#[tools]` was put on, if that is no `impl` block.
pub(super) fn no_block(item: &TokenStream) -> Option<syn::Error> {
    let advice = match syn::parse2(item.clone()).ok()? {
        Item::Impl(_) => return None,
        Item::Fn(_) => "`#[tools]` goes on an `impl` block; on a function write `#[tool]`",
        Item::Mod(_) => {
            "`#[tools]` goes on an `impl` block; list a module's functions with `toolset![…]`"
        }
        _ => "`#[tools]` goes on an `impl` block",
    };
    Some(syn::Error::new_spanned(opening(item), advice))
}

//! `#[tools]`: an `impl` block whose methods are tools.

mod check;
mod expand;
mod parse;

use proc_macro2::TokenStream;
use quote::quote;

use crate::shared::attr::{self, Entry};
use crate::shared::errors::Errors;
use crate::shared::path::Root;
use crate::tool::model::{self, Tool};
use crate::tool::parse::Function;
use parse::{Block, Item};

const KEYS: [&str; 2] = ["prefix", "crate"];

/// The expansion of `#[tools]`.
pub(crate) fn attribute(keys: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let mut block = match syn::parse2::<Block>(item.clone()) {
        Ok(block) => block,
        Err(error) => {
            errors.add(check::no_block(item).unwrap_or(error));
            return quote!(#errors #item);
        }
    };
    let entries = attr::entries(keys, &KEYS, &mut errors);
    let root = Root::read(&entries, &mut errors);
    let prefix = prefix(&entries, &mut errors);
    let methods = block.items.iter_mut().filter_map(|item| match item {
        Item::Function(function) => method(function, &prefix, &mut errors),
        Item::Other(_) => None,
    });
    let tools: Vec<Tool> = methods.collect();
    check::block(&block, &tools, &mut errors);
    let set = if block.is_of_trait() {
        TokenStream::new()
    } else if errors.is_empty() {
        expand::set(&block, &tools, &root)
    } else {
        expand::empty_set(&block, &root)
    };
    quote!(#errors #block #set)
}

/// What goes before each name.
fn prefix(entries: &[Entry], errors: &mut Errors) -> String {
    let prefix = entries.iter().find(|entry| entry.key == "prefix");
    let prefix = prefix.and_then(|entry| errors.keep(entry.text()));
    prefix
        .map(|prefix| format!("{}_", prefix.value()))
        .unwrap_or_default()
}

/// The tool that a method is, if it carries `#[tool]`.
fn method(function: &mut Function, prefix: &str, errors: &mut Errors) -> Option<Tool> {
    let attributes = function.take("tool");
    if attributes.is_empty() {
        return None;
    }
    let keys = attributes.iter().flat_map(|attribute| {
        let tokens = attr::parentheses(attribute, errors);
        attr::entries(tokens, &model::KEYS, errors)
    });
    let keys: Vec<Entry> = keys.collect();
    let mut tool = Tool::read(function, &keys, errors);
    tool.name.text.insert_str(0, prefix);
    check::method(&tool, function, errors);
    Some(tool)
}

//! `#[tools]`: an `impl` block or a module whose functions are tools.

mod check;
mod expand;
mod parse;

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens as _, quote};

use crate::function::keys::{Group, Method, Scope};
use crate::function::model::Part;
use crate::function::parse::Function;
use crate::offer::{self, Offer};
use crate::shared::attr;
use crate::shared::errors::Errors;
use crate::shared::path::Root;
use parse::{Block, Item, Module};

/// The expansion of `#[tools]`.
pub(crate) fn attribute(keys: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let entries = attr::entries(keys, &Group::KEYS, &mut errors);
    let root = Root::read(&entries, &mut errors);
    let group = Group::read(&entries, &mut errors);
    if let Ok(module) = syn::parse2::<Module>(item.clone()) {
        return in_module(module, &group, &root, errors);
    }
    match syn::parse2::<Block>(item.clone()) {
        Ok(block) => in_block(block, &group, &root, errors),
        Err(error) => {
            errors.add(check::no_block(item).unwrap_or(error));
            quote!(#errors #item)
        }
    }
}

/// The methods of a type.
fn in_block(mut block: Block, group: &Group, root: &Root, mut errors: Errors) -> TokenStream {
    let methods: Vec<Method> = block.methods().collect();
    let scope = Scope {
        group,
        methods: Some(&methods),
    };
    let offers = block.items.iter_mut().filter_map(|item| match item {
        Item::Function(function) => method(function, &scope, &mut errors),
        Item::Other(_) => None,
    });
    let offers: Vec<Offer> = offers.collect();
    check::block(&block, &offers, &mut errors);
    let set = if block.is_of_trait() {
        TokenStream::new()
    } else if errors.is_empty() {
        expand::set(&block, &offers, root)
    } else {
        expand::empty_set(&block, root)
    };
    quote!(#errors #block #set)
}

/// What a method becomes, if it carries one of the attributes.
fn method(function: &mut Function, scope: &Scope<'_>, errors: &mut Errors) -> Option<Offer> {
    let (part, given) = offer::taken(function, errors)?;
    let offer = Offer::read(part, function, scope, &given, errors);
    check::method(&offer, function, errors);
    Some(offer)
}

/// The functions of a module. What makes each a tool stands beside it, in the module.
fn in_module(mut module: Module, group: &Group, root: &Root, mut errors: Errors) -> TokenStream {
    check::module(&module, &mut errors);
    let mut twins = TokenStream::new();
    let mut listed: Vec<(Part, usize)> = Vec::new();
    let mut offers: Vec<Offer> = Vec::new();
    for (index, item) in module.items.iter_mut().enumerate() {
        let Item::Function(function) = item else {
            continue;
        };
        if let Some((part, given)) = offer::taken(function, &mut errors) {
            let (twin, offer) = offer::twin(part, function, group, &given, root, &mut errors);
            twins.extend(twin);
            offers.push(offer);
            listed.push((part, index));
        }
    }
    check::differ(&offers, &mut errors);
    if listed.is_empty() {
        check::no_tool(&module, &mut errors);
    }
    let functions: Vec<(Part, &Function)> = listed
        .iter()
        .filter_map(|(part, index)| match &module.items[*index] {
            Item::Function(function) if function.signature.receiver().is_none() => {
                Some((*part, &**function))
            }
            _ => None,
        })
        .collect();
    let list = match module.own_list().is_some() {
        false => expand::list(&functions, module.ident.span(), root),
        true => TokenStream::new(),
    };
    within(&module, &quote!(#twins #list), &errors)
}

/// The module with more items at its end.
fn within(module: &Module, items: &TokenStream, errors: &Errors) -> TokenStream {
    let mut tokens: Vec<TokenTree> = module.to_token_stream().into_iter().collect();
    if let Some(TokenTree::Group(braces)) = tokens.pop() {
        let stream = braces.stream();
        let mut group = proc_macro2::Group::new(braces.delimiter(), quote!(#stream #items));
        group.set_span(braces.span());
        tokens.push(TokenTree::Group(group));
    }
    let module: TokenStream = tokens.into_iter().collect();
    quote!(#errors #module)
}

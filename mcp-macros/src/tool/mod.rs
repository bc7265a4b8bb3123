//! `#[tool]`: a function, its model, and the code that makes it a tool.

pub(crate) mod check;
pub(crate) mod expand;
pub(crate) mod model;
pub(crate) mod parse;

use proc_macro2::TokenStream;
use quote::quote;

use crate::shared::attr;
use crate::shared::errors::Errors;
use crate::shared::path::Root;
use model::Tool;
use parse::Function;

/// The expansion of `#[tool]` on a free function.
pub(crate) fn attribute(keys: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let mut function = match syn::parse2::<Function>(item.clone()) {
        Ok(function) => function,
        Err(error) => {
            errors.add(check::no_function(item).unwrap_or(error));
            return quote!(#errors #item);
        }
    };
    let known = [&model::KEYS[..], &["crate"]].concat();
    let entries = attr::entries(keys, &known, &mut errors);
    let root = Root::read(&entries, &mut errors);
    let tool = Tool::read(&mut function, &entries, &mut errors);
    check::tool(&tool, &function, &mut errors);
    check::name(&tool.name, &mut errors);
    check::is_free(&function, &mut errors);
    if tool.has_receiver {
        // Inside an `impl` block nothing may stand but its items.
        return quote!(#errors #function);
    }
    let twin = if errors.is_empty() {
        expand::function(&tool, &function, &root)
    } else {
        expand::empty_function(&function, &root)
    };
    quote!(#errors #function #twin)
}

//! What the attributes write, held against what they wrote before: `cargo xtask bless` accepts a
//! change. Each case is a file of items in `tests/expand/`; what becomes of it lies beside it.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::{Attribute, Item, Meta};

use crate::function::model::Part;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expand");
    let files = fs::read_dir(folder).expect("the cases");
    let files = files.map(|file| file.expect("a case").path());
    let mut cases: Vec<_> = files
        .filter(|path| !path.to_string_lossy().ends_with(".expanded.rs"))
        .collect();
    cases.sort();
    cases
}

#[test]
fn expansions_change_only_on_purpose() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut changed = Vec::new();
    for case in cases() {
        let source = fs::read_to_string(&case).expect("a case");
        let file = syn::parse_file(&source).expect("the case is Rust");
        let expanded: TokenStream = file.items.into_iter().map(expand).collect();
        let file = syn::parse2(expanded).expect("the expansion is Rust");
        let written = prettyplease::unparse(&file);
        let golden = case.with_extension("expanded.rs");
        if bless {
            fs::write(&golden, &written).expect("the expansion is kept");
        } else if fs::read_to_string(&golden).unwrap_or_default() != written {
            changed.push(golden);
        }
    }
    assert!(
        changed.is_empty(),
        "not as before: {changed:?}; if that is meant, run `cargo xtask bless` and read the difference"
    );
}

fn expand(mut item: Item) -> TokenStream {
    let attributes = match &mut item {
        Item::Fn(item) => &mut item.attrs,
        Item::Impl(item) => &mut item.attrs,
        Item::Mod(item) => &mut item.attrs,
        Item::Enum(item) => &mut item.attrs,
        Item::Struct(item) => &mut item.attrs,
        _ => return item.into_token_stream(),
    };
    let ours = ["tool", "prompt", "resource", "tools", "derive"];
    let position = attributes
        .iter()
        .position(|attribute| ours.iter().any(|name| attribute.path().is_ident(name)));
    let Some(position) = position else {
        return item.into_token_stream();
    };
    let attribute = attributes.remove(position);
    let item = item.into_token_stream();
    match attribute.path().to_token_stream().to_string().as_str() {
        "tool" => crate::offer::attribute(Part::Tool, keys(&attribute), &item),
        "prompt" => crate::offer::attribute(Part::Prompt, keys(&attribute), &item),
        "resource" => crate::offer::attribute(Part::Resource, keys(&attribute), &item),
        "tools" => crate::tools::attribute(keys(&attribute), &item),
        _ => {
            let derive = match keys(&attribute).to_string().as_str() {
                "Form" => crate::form::form,
                "Choice" => crate::form::choice,
                _ => crate::tool_error::derive,
            };
            let derived = derive(item.clone());
            quote!(#item #derived)
        }
    }
}

fn keys(attribute: &Attribute) -> TokenStream {
    match &attribute.meta {
        Meta::List(list) => list.tokens.clone(),
        _ => TokenStream::new(),
    }
}

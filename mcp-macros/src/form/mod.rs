//! `#[derive(Form)]` and `#[derive(Choice)]`: what a person fills in, and chooses from.

mod check;
mod expand;
mod model;
mod parse;

use proc_macro2::TokenStream;
use quote::quote;

use crate::shared::errors::Errors;
use model::{Choice, Form};
use parse::Declared;

/// The expansion of `#[derive(Form)]`.
pub(crate) fn form(item: TokenStream) -> TokenStream {
    let declared = match Declared::read(item, "form") {
        Ok(declared) => declared,
        Err(error) => return error.to_compile_error(),
    };
    let mut errors = Errors::default();
    let form = Form::read(declared, &mut errors);
    check::form(&form, &mut errors);
    let code = match errors.is_empty() {
        true => expand::form(&form),
        false => expand::empty_form(&form),
    };
    quote!(#errors #code)
}

/// The expansion of `#[derive(Choice)]`.
pub(crate) fn choice(item: TokenStream) -> TokenStream {
    let declared = match Declared::read(item, "choice") {
        Ok(declared) => declared,
        Err(error) => return error.to_compile_error(),
    };
    let mut errors = Errors::default();
    let choice = Choice::read(declared, &mut errors);
    check::choice(&choice, &mut errors);
    let code = match errors.is_empty() {
        true => expand::choice(&choice),
        false => expand::empty_choice(&choice),
    };
    quote!(#errors #code)
}

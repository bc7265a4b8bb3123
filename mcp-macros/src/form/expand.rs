//! The code that makes a struct a form, and an enum something to choose from.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::model::{Choice, Form, FormField, FormShape};
use crate::function::expand::{default, literal, some, source};
use crate::shared::path::{Root, about};
use crate::tool::expand::limits;

/// The form with its fields.
pub(super) fn form(form: &Form) -> TokenStream {
    let FormShape::Fields(fields) = &form.shape else {
        return empty_form(form);
    };
    let near = form.root.near();
    let at = about(form.ident.span());
    let root = near.at(at);
    let shown = fields.iter().map(|field| shown(field, &near));
    let read = fields.iter().map(|field| read(field, &near));
    let fits = fields.iter().map(|field| limits_fit(field, &near));
    let body = quote_spanned! {at=>
        fn schema() -> #root::FormSchema {
            #(#fits)*
            #root::FormSchema::new()#(.field(#shown))*
        }

        #[allow(unused_variables)]
        fn read(__values: &mut #root::FormValues) -> #root::Result<Self, #root::FormFault> {
            #root::Ok(Self { #(#read)* })
        }
    };
    implementation("Form", &form.ident, &form.root, &body)
}

fn shown(field: &FormField, root: &Root) -> TokenStream {
    let at = about(field.is.name.span);
    let path = root.at(at);
    let (name, description) = (literal(&field.is.name), field.is.description.text(at, root));
    let new = quote_spanned!(at=> #path::FieldSpec::new(#name, #description));
    let mut said = some("title", field.is.own.title.as_ref(), at, root);
    said.extend(limits(&field.is.own.limits, at, root));
    let spec = match said.is_empty() {
        true => new,
        false => quote_spanned!(at=> #path::FieldSpec { #said ..#new }),
    };
    let default = match default(&field.is, root) {
        Some(value) => quote_spanned!(at=> #path::Some(#value)),
        None => quote_spanned!(at=> #path::None),
    };
    value(
        field,
        "field",
        quote_spanned!(at=> &const { #spec }, #default),
        root,
    )
}

fn read(field: &FormField, root: &Root) -> TokenStream {
    let at = about(field.is.name.span);
    let (member, name) = (&field.ident, literal(&field.is.name));
    let taken = match default(&field.is, root) {
        None => value(field, "take", quote_spanned!(at=> __values, #name), root),
        Some(default) => {
            let given = quote_spanned!(at=> __values, #name, || #default);
            value(field, "take_or", given, root)
        }
    };
    quote_spanned!(at=> #member: #taken?,)
}

/// What the type of a field does as the value of a form.
fn value(field: &FormField, does: &str, given: TokenStream, root: &Root) -> TokenStream {
    let of = |at| {
        let root = root.at(at);
        quote_spanned!(at=> #root::FormValue)
    };
    source(&field.is, of, does, given)
}

/// Refuses limits that the type cannot have.
fn limits_fit(field: &FormField, root: &Root) -> TokenStream {
    let limits = &field.is.own.limits;
    let of_number = [&limits.min, &limits.max].into_iter().flatten();
    let of_text = [&limits.min_length, &limits.max_length]
        .into_iter()
        .flatten();
    let of_list = [&limits.min_items, &limits.max_items].into_iter().flatten();
    let format = limits.format.iter().map(|(span, _)| *span);
    let number: Option<Span> = of_number.map(|(span, _)| *span).next();
    let text: Option<Span> = of_text.map(|(span, _)| *span).chain(format).next();
    let list: Option<Span> = of_list.map(|(span, _)| *span).next();
    let ty = &field.is.ty;
    let fits = [("number", number), ("text", text), ("list", list)]
        .into_iter()
        .filter_map(|(kind, span)| {
            let at = about(span?);
            let kind = Ident::new(kind, at);
            let root = root.at(at);
            Some(quote_spanned!(at=> #root::limits::#kind(#root::limited::<#ty>());))
        });
    fits.collect()
}

/// A form where mistakes leave nothing to show.
pub(super) fn empty_form(form: &Form) -> TokenStream {
    let at = about(form.ident.span());
    let root = form.root.near().at(at);
    let body = quote_spanned! {at=>
        fn schema() -> #root::FormSchema {
            #root::unreachable!()
        }

        fn read(_: &mut #root::FormValues) -> #root::Result<Self, #root::FormFault> {
            #root::unreachable!()
        }
    };
    empty("Form", &form.ident, &form.generics, &form.root, &body)
}

/// The enum with its variants.
pub(super) fn choice(choice: &Choice) -> TokenStream {
    let at = about(choice.ident.span());
    let root = choice.root.near().at(at);
    let options = choice.options.iter().flatten();
    let specs = options.clone().map(|option| {
        let (at, value) = (about(option.ident.span()), literal(&option.value));
        let title = match &option.title {
            Some(title) => quote_spanned!(at=> #root::Some(#title)),
            None => quote_spanned!(at=> #root::None),
        };
        quote_spanned!(at=> #root::ChoiceSpec { value: #value, title: #title })
    });
    let variants: Vec<&Ident> = options.map(|option| &option.ident).collect();
    let places: Vec<Literal> = (0..variants.len()).map(Literal::usize_unsuffixed).collect();
    let body = quote_spanned! {at=>
        const OPTIONS: &'static [#root::ChoiceSpec] = &[#(#specs),*];

        fn of(__index: usize) -> #root::Option<Self> {
            match __index {
                #(#places => #root::Some(Self::#variants),)*
                _ => #root::None,
            }
        }

        fn index(&self) -> usize {
            match self {
                #(Self::#variants => #places,)*
            }
        }
    };
    implementation("Choice", &choice.ident, &choice.root, &body)
}

/// The same where mistakes leave nothing to choose from.
pub(super) fn empty_choice(choice: &Choice) -> TokenStream {
    let at = about(choice.ident.span());
    let root = choice.root.near().at(at);
    let body = quote_spanned! {at=>
        const OPTIONS: &'static [#root::ChoiceSpec] = &[];

        fn of(_: usize) -> #root::Option<Self> {
            #root::None
        }

        fn index(&self) -> usize {
            0
        }
    };
    empty(
        "Choice",
        &choice.ident,
        &choice.generics,
        &choice.root,
        &body,
    )
}

fn implementation(of: &str, ident: &Ident, root: &Root, body: &TokenStream) -> TokenStream {
    let at = about(ident.span());
    let of = Ident::new(of, at);
    let path = root.near().at(at);
    root.scope(&quote_spanned! {at=>
        #[automatically_derived]
        #[allow(clippy::needless_update, deprecated, unused_qualifications)]
        impl #path::#of for #ident {
            #body
        }
    })
}

fn empty(
    of: &str,
    ident: &Ident,
    generics: &syn::Generics,
    root: &Root,
    body: &TokenStream,
) -> TokenStream {
    let at = about(ident.span());
    let of = Ident::new(of, at);
    let path = root.near().at(at);
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let bounds = bounds
        .map(|bounds| &bounds.predicates)
        .into_iter()
        .flatten();
    let code = quote! {
        #[automatically_derived]
        impl #parameters #path::#of for #ident #arguments
        where
            #(#bounds,)*
            Self: #path::Send + 'static,
        {
            #body
        }
    };
    root.scope(&code)
}

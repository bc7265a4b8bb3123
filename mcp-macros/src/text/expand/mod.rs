//! The code that reads arguments that arrive as text.

mod complete;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens as _, quote_spanned};
use syn::spanned::Spanned as _;

use super::argument::Parameter;
use crate::function::expand::{self, Call, is_extractor, literal, some};
use crate::function::model::Head;
use crate::function::parameter::Kind;
use crate::shared::path::{Root, about};
use complete::completed;

/// A prompt or a resource, as code.
pub(crate) struct Made<'m> {
    pub(crate) head: &'m Head,
    pub(crate) parameters: &'m [Parameter],
    /// The type that it becomes.
    pub(crate) ty: &'static str,
    /// What it is made of beside its call.
    pub(crate) definition: TokenStream,
    /// What becomes of the `__result`.
    pub(crate) answer: TokenStream,
}

impl Made<'_> {
    /// What a free function becomes.
    pub(crate) fn function(&self, root: &Root) -> TokenStream {
        let name = &self.head.ident;
        let at = about(name.span());
        let call = self.call(&name.to_token_stream(), root);
        let (ty, definition) = (Ident::new(self.ty, at), &self.definition);
        let path = root.at(at);
        let made = quote_spanned! {at=>
            #path::#ty::function(#definition, |__spec, __call| #call)
        };
        completed(made, self.ty, self.parameters, root)
    }

    /// What a method becomes, which shares a `__this`.
    pub(crate) fn method(&self, root: &Root) -> TokenStream {
        let name = &self.head.ident;
        let at = about(name.span());
        let this = expand::this(self.head);
        let call = self.call(&quote_spanned!(at=> Self::#name), root);
        let (ty, definition) = (Ident::new(self.ty, at), &self.definition);
        let path = root.at(at);
        let made = quote_spanned! {at=>
            #path::#ty::method(__this, #definition, |#this, __spec, __call| #call)
        };
        completed(made, self.ty, self.parameters, root)
    }

    fn call(&self, path: &TokenStream, root: &Root) -> TokenStream {
        let at = about(self.head.ident.span());
        let parameters = self.parameters.iter().enumerate();
        let extracts = parameters.map(|(index, parameter)| extract(index, parameter, root));
        let borrowed = self
            .parameters
            .iter()
            .map(|parameter| parameter.is_borrowed);
        let hidden = root.at(at);
        let call = Call {
            reader: "TextArguments",
            read: quote_spanned! {at=>
                let mut __args = #hidden::TextArguments::read(&__call, __spec.arguments);
            },
            extracts: extracts.collect(),
            borrowed: borrowed.collect(),
            answer: self.answer.clone(),
        };
        expand::call(self.head, path, &call, root)
    }
}

/// The field that tells the arguments.
pub(crate) fn arguments(parameters: &[Parameter], at: Span, root: &Root) -> Option<TokenStream> {
    let arguments = parameters.iter().map(|parameter| argument(parameter, root));
    (!parameters.is_empty()).then(|| quote_spanned!(at=> arguments: &[#(#arguments),*],))
}

fn argument(parameter: &Parameter, root: &Root) -> TokenStream {
    let at = about(parameter.name.span);
    let path = root.at(at);
    if parameter.kind == Kind::Extractor {
        return quote_spanned!(at=> #path::TextSpec::NEW);
    }
    let name = literal(&parameter.name);
    let mut fields = quote_spanned!(at=> name: #name,);
    fields.extend(some("title", parameter.own.title.as_ref(), at, root));
    if !parameter.description.is_empty() {
        let description = parameter.description.text(at, root);
        fields.extend(quote_spanned!(at=> description: #description,));
    }
    if parameter.default.is_some() {
        fields.extend(quote_spanned!(at=> has_default: true,));
    }
    quote_spanned!(at=> #path::TextSpec { #fields ..#path::TextSpec::NEW })
}

/// The function that describes the arguments.
pub(crate) fn describe(parameters: &[Parameter], at: Span, root: &Root) -> TokenStream {
    if parameters.is_empty() {
        return quote_spanned!(at=> |_, _| {});
    }
    let describe = parameters.iter().enumerate().map(|(index, parameter)| {
        let ty = &parameter.ty;
        let at = about(ty.span());
        if is_extractor(parameter) {
            let root = root.at(at);
            return quote_spanned!(at=> #root::TextDescription::extractor::<#ty>(__about););
        }
        let index = Literal::usize_unsuffixed(index);
        let given = quote_spanned!(at=> __about, #index, __specs);
        let describe = source(parameter, "describe", given, root);
        quote_spanned!(at=> #describe;)
    });
    quote_spanned!(at=> |__about, __specs| { #(#describe)* })
}

/// Takes the parameter from the `__args`: an `Option`.
fn extract(index: usize, parameter: &Parameter, root: &Root) -> TokenStream {
    let ty = &parameter.ty;
    let at = about(ty.span());
    let path = root.at(at);
    if is_extractor(parameter) {
        return quote_spanned!(at=> #path::TextArguments::extract::<#ty>(&mut __args));
    }
    let index = Literal::usize_unsuffixed(index);
    let given = quote_spanned!(at=> &mut __args, #index);
    let extract = source(parameter, "extract", given, root);
    let Some(mut value) = expand::default(parameter, root) else {
        return extract;
    };
    if parameter.is_borrowed {
        value = quote_spanned!(at=> #path::Lent::<#ty>::of(#value));
    }
    quote_spanned! {at=>
        if #path::TextArguments::is_given(&__args, #index) {
            #extract
        } else {
            #path::TextArguments::skip(&mut __args, #index);
            #path::Some(#value)
        }
    }
}

/// What a type does as the trait that a parameter comes by.
fn source(parameter: &Parameter, does: &str, given: TokenStream, root: &Root) -> TokenStream {
    let of = |at: Span| {
        let root = root.at(at);
        if parameter.own.parse.is_some() {
            return quote_spanned!(at=> #root::ParsedParam<_>);
        }
        let via = match parameter.kind {
            Kind::Either => quote_spanned!(at=> _),
            Kind::Argument => quote_spanned!(at=> #root::ViaText),
            Kind::Extractor => quote_spanned!(at=> #root::ViaContext),
        };
        match parameter.is_borrowed {
            true => quote_spanned!(at=> #root::RefTextParam<#via>),
            false => quote_spanned!(at=> #root::TextParam<#via>),
        }
    };
    expand::source(parameter, of, does, given)
}

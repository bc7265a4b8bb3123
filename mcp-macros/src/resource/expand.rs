//! The code that makes a function a resource.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens as _, quote_spanned};

use super::keys::Said;
use super::model::Resource;
use super::template::{Expansion, Step};
use super::uri::Uri;
use crate::function::expand::{self, literal, some};
use crate::function::model::Part;
use crate::function::parse::Function;
use crate::shared::attr::{Count, Number};
use crate::shared::path::{Root, about};
use crate::text::expand::{Made, arguments, describe};

/// The type beside a free function that stands for it where resources are listed.
pub(crate) fn function(resource: &Resource, function: &Function, root: &Root) -> TokenStream {
    let body = listing(resource, made(resource, root).function(root), root);
    expand::twin(Part::Resource, function, &body, root)
}

/// The `__tools` of a block with a method, which shares `__this`.
pub(crate) fn method(resource: &Resource, root: &Root) -> TokenStream {
    let at = about(resource.head.ident.span());
    let made = listing(resource, made(resource, root).method(root), root);
    let root = root.at(at);
    quote_spanned!(at=> #root::Tools::resource(__tools, #made))
}

/// What is made, with what lists what fits it.
fn listing(resource: &Resource, made: TokenStream, root: &Root) -> TokenStream {
    match &resource.said.list {
        Some(list) => list.expand(&made, root),
        None => made,
    }
}

fn made<'r>(resource: &'r Resource, root: &Root) -> Made<'r> {
    let Resource {
        head, parameters, ..
    } = resource;
    let at = about(head.ident.span());
    let into = expand::returned_value(head, "IntoResource", "into_resource", root);
    let mime = expand::returned(head, "IntoResource", "mime_type", root);
    let describe = describe(parameters, at, root);
    let template = resource.uri.as_ref().map(|uri| template(uri, root));
    let fields = expand::head(head, root);
    let own = said(&resource.said, at, root);
    let said = expand::said(head, root);
    let arguments = arguments(parameters, at, root);
    let root = root.at(at);
    let mime = mime.unwrap_or_else(|| quote_spanned!(at=> || #root::None));
    Made {
        head,
        parameters,
        ty: "Resource",
        definition: quote_spanned! {at=>
            const {
                &#root::ResourceSpec {
                    #template
                    #fields
                    #own
                    #said
                    #arguments
                    ..#root::ResourceSpec::NEW
                }
            },
            #describe,
            #mime
        },
        answer: quote_spanned! {at=>
            #into(__result, #root::TextCall::uri(&__call), __spec.mime)
        },
    }
}

fn template(uri: &Uri, root: &Root) -> TokenStream {
    let whole = uri.word();
    let at = about(whole.span);
    let root = root.at(at);
    let whole = literal(&whole);
    let steps = uri.template.steps.iter().map(|step| match step {
        Step::Literal(text) => quote_spanned!(at=> #root::Step::Literal(#text)),
        Step::Variable(variable) => {
            let expansion = match variable.expansion {
                Expansion::Simple => "Simple",
                Expansion::Reserved => "Reserved",
                Expansion::Fragment => "Fragment",
            };
            let expansion = Ident::new(expansion, at);
            let name = &variable.name;
            quote_spanned! {at=>
                #root::Step::Variable { name: #name, expansion: #root::Expansion::#expansion }
            }
        }
    });
    quote_spanned! {at=>
        template: #root::Template { uri: #whole, steps: &[#(#steps),*] },
    }
}

fn said(said: &Said, at: Span, root: &Root) -> TokenStream {
    let Said {
        mime,
        size,
        audience,
        priority,
        list: _,
    } = said;
    let mut fields = some("mime", mime.as_ref().map(literal), at, root);
    let size = size.as_ref().map(|(_, size)| match size {
        Count::Literal(size) => Literal::usize_unsuffixed(*size).to_token_stream(),
        Count::Constant(size) => size.to_token_stream(),
    });
    fields.extend(some("size", size, at, root));
    if !audience.is_empty() {
        let root = root.at(at);
        let audience = audience.iter().map(|audience| {
            let name = match audience.value().as_str() {
                "assistant" => "Assistant",
                _ => "User",
            };
            let name = Ident::new(name, at);
            quote_spanned!(at=> #root::Audience::#name)
        });
        fields.extend(quote_spanned!(at=> audience: &[#(#audience),*],));
    }
    let priority = priority.as_ref().map(|(_, priority)| match priority {
        Number::Whole(number) => Literal::f64_unsuffixed(*number as f64).to_token_stream(),
        Number::Real(number) => Literal::f64_unsuffixed(*number).to_token_stream(),
        Number::Constant(value) => value.to_token_stream(),
    });
    fields.extend(some("priority", priority, at, root));
    fields
}

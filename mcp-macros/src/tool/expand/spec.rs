//! What is known of a tool before it is called, as code: what is said, and nothing else.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens as _, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned as _;

use crate::function::expand::{self, evaluated, literal, some};
use crate::function::parameter;
use crate::shared::attr::{Count, Number};
use crate::shared::path::{Root, about};
use crate::tool::keys::Hints;
use crate::tool::model::Tool;
use crate::tool::parameter::{Argument, Limits, Values};

type Parameter = parameter::Parameter<Argument>;

/// The `Spec` of a tool. In a `const` block, unlike in a `static`, a default may name what
/// belongs to the `impl` block.
pub(super) fn spec(tool: &Tool, root: &Root) -> TokenStream {
    let at = about(tool.head.ident.span());
    let head = expand::head(&tool.head, root);
    let mut fields = TokenStream::new();
    if !tool.hints.is_empty() {
        fields.extend(hinted(&tool.hints, at, root));
    }
    fields.extend(expand::said(&tool.head, root));
    if let Some(schema) = &tool.input_schema {
        let root = root.at(at);
        let schema = evaluated("given_schema", schema, schema.span(), &root);
        fields.extend(quote_spanned!(at=> input_schema: #schema,));
    }
    if let Some(task) = tool.task {
        let (root, task) = (root.at(at), Ident::new(task.variant(), at));
        fields.extend(quote_spanned!(at=> task: #root::TaskSupport::#task,));
    }
    let parameters = tool
        .parameters
        .iter()
        .map(|parameter| argument(parameter, root));
    let parameters = (!tool.parameters.is_empty())
        .then(|| quote_spanned!(at=> parameters: &[#(#parameters),*],));
    let root = root.at(at);
    quote_spanned! {at=>
        const {
            &#root::Spec {
                #head
                #fields
                #parameters
                ..#root::Spec::NEW
            }
        }
    }
}

fn hinted(hints: &Hints, at: Span, root: &Root) -> TokenStream {
    let mut fields = TokenStream::new();
    for (name, hint) in [
        ("read_only", hints.read_only),
        ("destructive", hints.destructive),
        ("idempotent", hints.idempotent),
        ("open_world", hints.open_world),
    ] {
        fields.extend(some(name, hint, at, root));
    }
    let root = root.at(at);
    quote_spanned!(at=> hints: #root::Hints { #fields ..#root::Hints::NONE },)
}

fn argument(parameter: &Parameter, root: &Root) -> TokenStream {
    let at = about(parameter.name.span);
    let path = root.at(at);
    let name = literal(&parameter.name);
    let description = parameter.description.text(at, root);
    let new = quote_spanned!(at=> #path::ArgumentSpec::new(#name, #description));
    let mut fields = TokenStream::new();
    if let Some(value) = expand::default(parameter, root) {
        let value = evaluated("shown", &quote_spanned!(at=> &#value), at, &path);
        fields.extend(quote_spanned!(at=> default: #value,));
    }
    fields.extend(argument_said(parameter, at, root));
    fields.extend(limits(&parameter.own.limits, at, root));
    if fields.is_empty() {
        return new;
    }
    quote_spanned!(at=> #path::ArgumentSpec { #fields ..#new })
}

fn argument_said(parameter: &Parameter, at: Span, root: &Root) -> TokenStream {
    let said = &parameter.own;
    let path = root.at(at);
    let mut fields = TokenStream::new();
    if let Some(example) = &said.example {
        let span = example.span();
        let example = evaluated("shown", &quote_spanned!(span=> &#example), span, &path);
        fields.extend(quote_spanned!(at=> example: #example,));
    }
    if let Some(values) = &said.one_of {
        let (span, values) = match values {
            // As a slice, for serde knows only arrays of up to 32 items.
            Values::Listed(values) => {
                let span = values.first().map_or(at, |value: &Expr| value.span());
                (span, quote_spanned!(about(span)=> &&[#(#values),*][..]))
            }
            Values::Constant(values) => (
                values.span(),
                quote_spanned!(about(values.span())=> &&#values[..]),
            ),
        };
        let values = evaluated("shown", &values, span, &path);
        fields.extend(quote_spanned!(at=> one_of: #values,));
    }
    fields.extend(some("header", said.header.as_ref().map(literal), at, root));
    if said.secret {
        fields.extend(quote_spanned!(at=> secret: true,));
    }
    if said.deprecated {
        fields.extend(quote_spanned!(at=> deprecated: true,));
    }
    fields
}

pub(crate) fn limits(limits: &Limits, at: Span, root: &Root) -> TokenStream {
    let mut fields = TokenStream::new();
    for (name, limit) in [
        ("minimum", &limits.min),
        ("maximum", &limits.max),
        ("exclusive_minimum", &limits.exclusive_min),
        ("exclusive_maximum", &limits.exclusive_max),
        ("multiple_of", &limits.multiple_of),
    ] {
        let limit = limit
            .as_ref()
            .map(|(span, number)| bound(number, *span, root));
        fields.extend(some(name, limit, at, root));
    }
    for (name, limit) in [
        ("min_length", &limits.min_length),
        ("max_length", &limits.max_length),
        ("min_items", &limits.min_items),
        ("max_items", &limits.max_items),
    ] {
        let limit = limit.as_ref().map(|(_, count)| match count {
            Count::Literal(count) => count.to_token_stream(),
            Count::Constant(count) => count.to_token_stream(),
        });
        fields.extend(some(name, limit, at, root));
    }
    for (name, limit) in [("pattern", &limits.pattern), ("format", &limits.format)] {
        let limit = limit.as_ref().map(|(_, word)| literal(word));
        fields.extend(some(name, limit, at, root));
    }
    if limits.unique.is_some() {
        fields.extend(quote_spanned!(at=> unique: true,));
    }
    if fields.is_empty() {
        return fields;
    }
    let root = root.at(at);
    quote_spanned!(at=> limits: #root::Limits { #fields ..#root::Limits::NONE },)
}

/// A constant has one type only, so it is cast to both that a bound may have.
fn bound(number: &Number, span: Span, root: &Root) -> TokenStream {
    let at = about(span);
    let root = root.at(at);
    match number {
        Number::Whole(number) => {
            let number = Literal::i128_unsuffixed(*number);
            quote_spanned!(at=> #root::Bound::Whole(#number))
        }
        Number::Real(number) => quote_spanned!(at=> #root::Bound::Real(#number)),
        Number::Constant(value) => {
            let at = about(value.span());
            quote_spanned! {at=>
                {
                    #[allow(
                        clippy::cast_lossless,
                        clippy::cast_possible_truncation,
                        clippy::cast_precision_loss,
                        clippy::unnecessary_cast
                    )]
                    let __bound = #root::Bound::of((#value) as f64, (#value) as i128);
                    __bound
                }
            }
        }
    }
}

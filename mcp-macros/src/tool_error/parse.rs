//! A type as it is written. A struct has one case, which goes by no name of its own.

use proc_macro2::Ident;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Data, DeriveInput, Fields, Generics, Index, Member, Token, Type};

/// A type, in parts.
pub(super) struct Declared {
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    pub(super) attributes: Vec<Attribute>,
    pub(super) shape: Shape,
}

pub(super) enum Shape {
    Enum(Vec<Variant>),
    Struct(Vec<Field>),
    Union(Token![union]),
}

pub(super) struct Variant {
    pub(super) ident: Ident,
    pub(super) attributes: Vec<Attribute>,
    pub(super) fields: Vec<Field>,
}

pub(super) struct Field {
    pub(super) member: Member,
    pub(super) ty: Type,
    pub(super) attributes: Vec<Attribute>,
}

impl Parse for Declared {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let input: DeriveInput = input.parse()?;
        let shape = match input.data {
            Data::Enum(data) => Shape::Enum(data.variants.into_iter().map(Variant::from).collect()),
            Data::Struct(data) => Shape::Struct(fields(data.fields)),
            Data::Union(data) => Shape::Union(data.union_token),
        };
        Ok(Self {
            ident: input.ident,
            generics: input.generics,
            attributes: ours(input.attrs),
            shape,
        })
    }
}

impl From<syn::Variant> for Variant {
    fn from(variant: syn::Variant) -> Self {
        Self {
            ident: variant.ident,
            attributes: ours(variant.attrs),
            fields: fields(variant.fields),
        }
    }
}

fn fields(fields: Fields) -> Vec<Field> {
    let fields = fields.into_iter().enumerate();
    let fields = fields.map(|(index, field)| Field {
        member: match field.ident {
            Some(name) => Member::Named(name),
            None => Member::Unnamed(Index::from(index)),
        },
        ty: field.ty,
        attributes: ours(field.attrs),
    });
    fields.collect()
}

fn ours(mut attributes: Vec<Attribute>) -> Vec<Attribute> {
    attributes.retain(|attribute| attribute.path().is_ident("tool_error"));
    attributes
}

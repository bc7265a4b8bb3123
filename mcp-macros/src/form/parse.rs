//! A type as it is written.

use proc_macro2::{Ident, TokenStream};
use syn::{Attribute, Data, DeriveInput, Fields, Generics, Variant};

/// A type, in parts.
pub(super) struct Declared {
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    /// Those of ours that stand on the type.
    pub(super) attributes: Vec<Attribute>,
    pub(super) shape: Shape,
}

pub(super) enum Shape {
    Struct(Fields),
    Enum(Vec<Variant>),
    Union,
}

impl Declared {
    /// Reads a type; `ours` is the name of the attribute.
    pub(super) fn read(item: TokenStream, ours: &str) -> syn::Result<Self> {
        let input: DeriveInput = syn::parse2(item)?;
        Ok(Self {
            ident: input.ident,
            generics: input.generics,
            attributes: of_name(&input.attrs, ours),
            shape: match input.data {
                Data::Struct(data) => Shape::Struct(data.fields),
                Data::Enum(data) => Shape::Enum(data.variants.into_iter().collect()),
                Data::Union(_) => Shape::Union,
            },
        })
    }
}

/// The attributes of a name.
pub(super) fn of_name(attributes: &[Attribute], name: &str) -> Vec<Attribute> {
    let ours = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident(name));
    ours.cloned().collect()
}

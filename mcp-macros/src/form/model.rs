//! What a type and its attributes say of a form, or of what there is to choose from.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt as _;
use syn::{Attribute, Fields, Generics, LitStr, Variant};

use super::parse::{Declared, Shape, of_name};
use crate::function::model::Word;
use crate::function::parameter::{Default as Given, Kind, Parameter};
use crate::shared::attr::{self, Entry, Keys};
use crate::shared::docs::Docs;
use crate::shared::errors::Errors;
use crate::shared::path::Root;
use crate::tool::parameter::Limits;

const FIELD_KEYS: Keys<'static> = Keys {
    known: &[
        "name",
        "title",
        "default",
        "min",
        "max",
        "min_length",
        "max_length",
        "format",
        "min_items",
        "max_items",
    ],
    advice,
};

fn advice(key: &str) -> Option<&'static str> {
    Some(match key {
        "pattern" | "regex" => {
            "a form has no word for patterns: say in the doc comment what is meant, and check the text that comes back"
        }
        "required" | "optional" => {
            "a field must be filled in unless its type is `Option<…>` or it has a `default`: leave this out"
        }
        "secret" | "password" => {
            "a form is no place for secrets: send the person to a page of yours with `ask_url`"
        }
        _ => return None,
    })
}

const OPTION_KEYS: [&str; 2] = ["value", "title"];

/// A struct that is a form.
pub(super) struct Form {
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    pub(super) root: Root,
    pub(super) shape: FormShape,
}

pub(super) enum FormShape {
    Fields(Vec<FormField>),
    /// A struct whose fields have no names.
    Tuple(Fields),
    Enum,
    Union,
}

/// A field, as what a default is written for.
pub(super) struct FormField {
    pub(super) ident: Ident,
    pub(super) is: Parameter<Said>,
}

/// What is said of a field beside its name and default.
#[derive(Default)]
pub(super) struct Said {
    pub(super) title: Option<LitStr>,
    pub(super) limits: Limits,
}

impl Form {
    pub(super) fn read(declared: Declared, errors: &mut Errors) -> Self {
        let entries = on_type(&declared.attributes, errors);
        let shape = match declared.shape {
            Shape::Struct(fields @ Fields::Unnamed(_)) => FormShape::Tuple(fields),
            Shape::Struct(fields) => {
                let fields = fields.into_iter();
                FormShape::Fields(
                    fields
                        .filter_map(|field| FormField::read(field, errors))
                        .collect(),
                )
            }
            Shape::Enum(_) => FormShape::Enum,
            Shape::Union => FormShape::Union,
        };
        Self {
            root: Root::read(&entries, errors),
            ident: declared.ident,
            generics: declared.generics,
            shape,
        }
    }
}

impl FormField {
    fn read(field: syn::Field, errors: &mut Errors) -> Option<Self> {
        let ident = field.ident?;
        let mut read = Self {
            is: Parameter {
                name: Word::of(&ident),
                description: Docs::of(&field.attrs),
                kind: Kind::Argument,
                is_borrowed: false,
                ty: field.ty,
                default: None,
                own: Said::default(),
            },
            ident,
        };
        for attribute in of_name(&field.attrs, "form") {
            let tokens = attr::parentheses(&attribute, errors);
            for entry in FIELD_KEYS.entries(tokens, errors) {
                errors.keep(read.set(&entry));
            }
        }
        Some(read)
    }

    fn set(&mut self, entry: &Entry) -> syn::Result<()> {
        let span = entry.key.span();
        let limits = &mut self.is.own.limits;
        match entry.key.to_string().as_str() {
            "name" => self.is.name = Word::read(entry)?,
            "title" => self.is.own.title = Some(entry.text()?),
            "default" => {
                self.is.default = Some(match &entry.value {
                    Some(value) => Given::Value(Box::new(value.clone())),
                    None => Given::OfType(span),
                });
            }
            "min" => limits.min = Some((span, entry.number()?)),
            "max" => limits.max = Some((span, entry.number()?)),
            "min_length" => limits.min_length = Some((span, entry.count()?)),
            "max_length" => limits.max_length = Some((span, entry.count()?)),
            "min_items" => limits.min_items = Some((span, entry.count()?)),
            "max_items" => limits.max_items = Some((span, entry.count()?)),
            "format" => limits.format = Some((span, Word::read(entry)?)),
            _ => {}
        }
        Ok(())
    }
}

/// An enum that is something to choose from.
pub(super) struct Choice {
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    pub(super) root: Root,
    /// None where the type is no enum.
    pub(super) options: Option<Vec<ChoiceOption>>,
}

/// One variant.
pub(super) struct ChoiceOption {
    pub(super) ident: Ident,
    pub(super) fields: Fields,
    pub(super) value: Word,
    pub(super) title: Option<String>,
}

impl Choice {
    pub(super) fn read(declared: Declared, errors: &mut Errors) -> Self {
        let entries = on_type(&declared.attributes, errors);
        let options = match declared.shape {
            Shape::Enum(variants) => {
                let options = variants.into_iter();
                Some(
                    options
                        .map(|variant| ChoiceOption::read(variant, errors))
                        .collect(),
                )
            }
            Shape::Struct(_) | Shape::Union => None,
        };
        Self {
            root: Root::read(&entries, errors),
            ident: declared.ident,
            generics: declared.generics,
            options,
        }
    }
}

impl ChoiceOption {
    fn read(variant: Variant, errors: &mut Errors) -> Self {
        let mut read = Self {
            value: Word {
                text: snake(&variant.ident.unraw().to_string()),
                span: variant.ident.span(),
            },
            title: sentence(&Docs::of(&variant.attrs).lines()),
            ident: variant.ident,
            fields: variant.fields,
        };
        for attribute in of_name(&variant.attrs, "choice") {
            let tokens = attr::parentheses(&attribute, errors);
            for entry in attr::entries(tokens, &OPTION_KEYS, errors) {
                let set = match entry.key == "value" {
                    true => Word::read(&entry).map(|value| read.value = value),
                    false => entry.text().map(|title| read.title = Some(title.value())),
                };
                errors.keep(set);
            }
        }
        read
    }
}

/// The keys on a type, which are about the whole of it.
fn on_type(attributes: &[Attribute], errors: &mut Errors) -> Vec<Entry> {
    let mut all = Vec::new();
    for attribute in attributes {
        let tokens: TokenStream = attr::parentheses(attribute, errors);
        all.extend(attr::entries(tokens, &["crate"], errors));
    }
    all
}

/// A name of Rust's types as one of its variables.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// The first paragraph of a text, on one line and without the point at its end.
fn sentence(text: &str) -> Option<String> {
    let lines = text.lines().take_while(|line| !line.trim().is_empty());
    let line = lines.map(str::trim).collect::<Vec<_>>().join(" ");
    let line = line.strip_suffix('.').unwrap_or(&line);
    (!line.is_empty()).then(|| line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_are_written_as_variables() {
        for (name, snaked) in [
            ("Calm", "calm"),
            ("InProgress", "in_progress"),
            ("A", "a"),
            ("HTTP", "h_t_t_p"),
            ("already_so", "already_so"),
        ] {
            assert_eq!(snake(name), snaked);
        }
    }

    #[test]
    fn a_title_is_the_first_sentence() {
        assert_eq!(
            sentence("Calm and\nfriendly.\n\nMore."),
            Some("Calm and friendly".to_owned())
        );
        assert_eq!(sentence(""), None);
    }
}

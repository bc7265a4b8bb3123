//! A form in the words of each revision (`client/elicitation#requested-schema`).

use serde_json::Number;

use crate::jsonrpc::write_string;
use crate::model::{ChoiceOption, Field, FieldKind, FormSchema, Titles};
use crate::revision::{Abilities, Revision};
use crate::wire::json;

/// Appends the schema of a form. A choice of several is left out where there is no word for it.
pub fn write_form(revision: Revision, form: &FormSchema, out: &mut Vec<u8>) {
    write(revision.abilities(), form, out);
}

pub(super) fn write(abilities: &Abilities, form: &FormSchema, out: &mut Vec<u8>) {
    let has_word = |field: &&Field| {
        abilities.elicitation_modes || !matches!(field.kind, FieldKind::Several { .. })
    };
    let fields = form.fields.iter().filter(has_word);
    out.push(b'{');
    json::string(out, "type", "object");
    json::key(out, "properties");
    out.push(b'{');
    for field in fields.clone() {
        if out.last() != Some(&b'{') {
            out.push(b',');
        }
        write_string(out, &field.name);
        out.push(b':');
        write_field(abilities, field, out);
    }
    out.push(b'}');
    let mut required = fields.filter(|field| field.required).peekable();
    if required.peek().is_some() {
        json::array(out, "required", required, |out, field| {
            write_string(out, &field.name);
        });
    }
    out.push(b'}');
}

fn write_field(abilities: &Abilities, field: &Field, out: &mut Vec<u8>) {
    out.push(b'{');
    let kind = match &field.kind {
        FieldKind::Text { .. } | FieldKind::One { .. } => "string",
        FieldKind::Number { whole: true, .. } => "integer",
        FieldKind::Number { whole: false, .. } => "number",
        FieldKind::Boolean { .. } => "boolean",
        FieldKind::Several { .. } => "array",
    };
    json::string(out, "type", kind);
    json::optional(out, "title", field.title.as_deref());
    json::optional(out, "description", field.description.as_deref());
    write_kind(abilities, &field.kind, out);
    out.push(b'}');
}

fn write_kind(abilities: &Abilities, kind: &FieldKind, out: &mut Vec<u8>) {
    let defaults = abilities.elicitation_modes;
    match kind {
        FieldKind::Text {
            min_length,
            max_length,
            format,
            default,
        } => {
            count(out, "minLength", *min_length);
            count(out, "maxLength", *max_length);
            json::optional(out, "format", format.map(|format| format.as_str()));
            json::optional(out, "default", default.as_deref().filter(|_| defaults));
        }
        FieldKind::Number {
            minimum,
            maximum,
            default,
            whole: _,
        } => {
            number(out, "minimum", minimum.as_ref());
            number(out, "maximum", maximum.as_ref());
            number(out, "default", default.as_ref().filter(|_| defaults));
        }
        FieldKind::Boolean { default } => json::flag(out, "default", *default),
        FieldKind::One {
            options,
            titles,
            default,
        } => {
            write_one(abilities, options, *titles, out);
            json::optional(out, "default", default.as_deref().filter(|_| defaults));
        }
        FieldKind::Several {
            options,
            min_items,
            max_items,
            default,
        } => {
            json::object(out, "items", |out| {
                if is_titled(options) {
                    write_titled("anyOf", options, out);
                } else {
                    json::string(out, "type", "string");
                    write_values(options, out);
                }
            });
            count(out, "minItems", *min_items);
            count(out, "maxItems", *max_items);
            if let Some(default) = default {
                json::array(out, "default", default, |out, value| {
                    write_string(out, value);
                });
            }
        }
    }
}

/// Titles were names beside the values before they were constants.
fn write_one(abilities: &Abilities, options: &[ChoiceOption], titles: Titles, out: &mut Vec<u8>) {
    if is_titled(options) && titles == Titles::Usual && abilities.elicitation_modes {
        return write_titled("oneOf", options, out);
    }
    write_values(options, out);
    if is_titled(options) {
        json::array(out, "enumNames", options, |out, option| {
            write_string(out, option.shown());
        });
    }
}

fn is_titled(options: &[ChoiceOption]) -> bool {
    options.iter().any(|option| option.title.is_some())
}

fn write_values(options: &[ChoiceOption], out: &mut Vec<u8>) {
    json::array(out, "enum", options, |out, option| {
        write_string(out, &option.value);
    });
}

fn write_titled(name: &str, options: &[ChoiceOption], out: &mut Vec<u8>) {
    json::array(out, name, options, |out, option| {
        out.push(b'{');
        json::string(out, "const", &option.value);
        json::string(out, "title", option.shown());
        out.push(b'}');
    });
}

fn count(out: &mut Vec<u8>, name: &str, count: Option<usize>) {
    number(out, name, count.map(Number::from).as_ref());
}

fn number(out: &mut Vec<u8>, name: &str, number: Option<&Number>) {
    if let Some(number) = number {
        json::key(out, name);
        out.extend_from_slice(number.to_string().as_bytes());
    }
}

//! The schemas of the document: each row as it is shown, created and changed, and what answers have in common.

use serde_json::{Map, Value, json};

use crate::backend::agency::kind::Kind;
use crate::backend::agency::resource::{Access, Column, Preset, Resource};
use crate::backend::openapi::parts::error;

/// What all answers have in common.
pub(super) fn envelopes() -> Map<String, Value> {
    let count = json!({ "type": "integer", "minimum": 0 });
    Map::from_iter([
        error(),
        (
            "Meta".to_owned(),
            json!({
                "type": "object",
                "required": ["page", "pagesize", "pages", "total"],
                "properties": {
                    "page": count, "pagesize": count, "pages": count, "total": count,
                    "totals": { "type": "object", "additionalProperties": { "type": "number" } },
                },
            }),
        ),
    ])
}

pub(super) fn row(resource: &'static Resource) -> Value {
    let properties = properties(resource.columns().map(|column| {
        let mut schema = schema(column);
        schema["readOnly"] = (column.access == Access::Server).into();
        (column, schema)
    }));
    // With `fields` only the id is sure to be there.
    json!({ "type": "object", "required": ["id"], "properties": properties })
}

pub(in crate::backend::agency) fn creation(resource: &'static Resource) -> Value {
    let required: Vec<_> = resource
        .written()
        .filter(|column| column.required)
        .map(|column| column.name)
        .collect();
    let properties = properties(resource.written().map(|column| {
        let mut schema = schema(column);
        if let Some(preset) = column.preset {
            note_preset(column, preset, &mut schema);
        }
        (column, schema)
    }));
    json!({
        "type": "object", "required": required, "properties": properties, "additionalProperties": false,
    })
}

pub(in crate::backend::agency) fn changes(resource: &'static Resource) -> Value {
    let open = resource
        .written()
        .filter(|column| column.access == Access::Open);
    let properties = properties(open.map(|column| (column, schema(column))));
    json!({
        "type": "object", "minProperties": 1, "properties": properties, "additionalProperties": false,
    })
}

fn properties(columns: impl Iterator<Item = (&'static Column, Value)>) -> Map<String, Value> {
    columns
        .map(|(column, schema)| (column.name.to_owned(), schema))
        .collect()
}

fn schema(column: &Column) -> Value {
    let mut schema = column.kind.schema();
    schema["description"] = column.about.into();
    match column.kind {
        Kind::Reference(reference) => {
            add(&mut schema, &format!("The id of {}.", reference.to.an()));
        }
        Kind::References(to) => add(&mut schema, &format!("The ids of {}s.", to.one)),
        _ => {}
    }
    if column.nullable() {
        schema["type"] = json!([schema["type"], "null"]);
        if let Some(words) = schema.get_mut("enum").and_then(Value::as_array_mut) {
            words.push(Value::Null);
        }
    }
    schema
}

fn note_preset(column: &Column, preset: Preset, schema: &mut Value) {
    let value = match preset {
        Preset::Word(word) => rusqlite::types::Value::Text(word.to_owned()),
        Preset::Number(number) => rusqlite::types::Value::Integer(number),
        Preset::Today => return add(schema, "Today if not given."),
        Preset::Caller => return add(schema, "The caller if not given."),
    };
    if let Ok(value) = column.kind.show((&value).into()) {
        schema["default"] = value;
    }
}

fn add(schema: &mut Value, more: &str) {
    let about = schema["description"].as_str().unwrap_or_default();
    schema["description"] = format!("{about} {more}").into();
}

pub(super) fn row_name(resource: &Resource) -> String {
    let words = resource.one.split(' ').map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_ascii_uppercase() + rest
    });
    words.collect()
}

pub(super) fn new_name(resource: &Resource) -> String {
    format!("New{}", row_name(resource))
}

pub(super) fn changes_name(resource: &Resource) -> String {
    format!("{}Changes", row_name(resource))
}

//! The OpenAPI document, written from the tables that the API itself is made of.

pub(super) mod schemas;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::BASE;
use super::filter;
use super::keyring::{Minted, Wish};
use super::resource::Resource;
use super::resources::RESOURCES;
use crate::backend::openapi::fields;
use crate::backend::openapi::parts::{
    Operation, body, paged, parameter, reference, security_schemes,
};
use crate::backend::store::audit::{Entry, Filters, Standing};
use crate::backend::store::keys::Kept;
use crate::backend::tokens::{Paging, Revoked};
use schemas::{changes_name, new_name, row_name};

/// The document.
pub(super) fn document() -> Value {
    let mut paths = accounts();
    let mut rows = schemas::envelopes();
    for resource in RESOURCES {
        let name = resource.name;
        paths.insert(format!("/{name}"), many(resource));
        paths.insert(format!("/{name}/{{id}}"), one(resource));
        rows.insert(row_name(resource), schemas::row(resource));
        if resource.writable {
            rows.insert(new_name(resource), schemas::creation(resource));
            rows.insert(changes_name(resource), schemas::changes(resource));
        }
    }
    let tags: Vec<_> = RESOURCES
        .iter()
        .map(|resource| json!({ "name": resource.name, "description": resource.about }))
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Agency",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Companies, projects, time and money of an agency, for the division of the caller.",
        },
        "servers": [{ "url": BASE }],
        "security": [{ "apikey": [] }, { "bearer": [] }],
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": rows,
            "securitySchemes": security_schemes("JWT"),
        },
    })
}

fn accounts() -> Map<String, Value> {
    let any = json!({ "type": "object" });
    let me = operation(
        "get_me",
        "accounts",
        "Who the caller is and may do",
        &[],
        "200",
        &any,
    );
    let token = operation(
        "create_token",
        "accounts",
        "A bearer token for an API key",
        &[],
        "201",
        &any,
    );
    Map::from_iter([
        ("/me".to_owned(), json!({ "get": me })),
        ("/token".to_owned(), json!({ "post": token })),
        ("/audit".to_owned(), json!({ "get": audit() })),
        ("/keys".to_owned(), keys()),
        ("/keys/{id}".to_owned(), json!({ "delete": revocation() })),
    ])
}

fn audit() -> Value {
    let mut list = listing::<Entry, Filters>(
        "list_audit",
        "What was asked of the API and called of the servers, by whom, and what came of it",
    );
    paged(&mut list, schema::<Standing>());
    list
}

fn keys() -> Value {
    let mut mint = operation(
        "create_key",
        "accounts",
        "Mint an API key for an account of the division",
        &[],
        "201",
        &schema::<Minted>(),
    );
    mint["requestBody"] = body(&schema::<Wish>());
    let list = listing::<Kept, Paging>("list_keys", "List the API keys of the division");
    json!({ "get": list, "post": mint })
}

fn revocation() -> Value {
    operation(
        "revoke_key",
        "accounts",
        "Revoke an API key, and the bearer tokens that were had for it",
        &[id()],
        "200",
        &schema::<Revoked>(),
    )
}

/// A list of `T`s with pages, asked for by the fields of `Q`.
fn listing<T: JsonSchema, Q: JsonSchema>(id: &str, summary: &str) -> Value {
    let mut list = operation(
        id,
        "accounts",
        summary,
        &fields(&schema::<Q>()),
        "200",
        &json!({ "type": "array", "items": schema::<T>() }),
    );
    paged(&mut list, reference("Meta"));
    list
}

fn schema<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    T::json_schema(&mut settings.into_generator()).to_value()
}

fn many(resource: &'static Resource) -> Value {
    let name = resource.name;
    let rows = json!({ "type": "array", "items": reference(&row_name(resource)) });
    let mut list = operation(
        &format!("list_{name}"),
        name,
        &format!("List {name}"),
        &list_parameters(resource),
        "200",
        &rows,
    );
    paged(&mut list, reference("Meta"));
    let mut methods = json!({ "get": list });
    if resource.writable {
        let title = format!("Create {}", resource.an());
        methods["post"] = operation(
            &format!("create_{}", word(resource)),
            name,
            &title,
            &[],
            "201",
            &reference(&row_name(resource)),
        );
        methods["post"]["requestBody"] = body(&reference(&new_name(resource)));
    }
    methods
}

fn one(resource: &'static Resource) -> Value {
    let (name, title, word) = (resource.name, resource.an(), word(resource));
    let id = id();
    let found = reference(&row_name(resource));
    let with_fields = [id.clone(), fields_parameter(resource)];
    let operation = |does: &str, says: &str, parameters: &[Value], data: &Value| {
        operation(
            &format!("{does}_{word}"),
            name,
            &format!("{says} {title}"),
            parameters,
            "200",
            data,
        )
    };
    let mut methods = json!({ "get": operation("get", "Get", &with_fields, &found) });
    if resource.writable {
        let id = [id];
        let deleted = json!({ "type": "object", "required": ["id", "deleted"] });
        methods["patch"] = operation("update", "Change", &id, &found);
        methods["patch"]["requestBody"] = body(&reference(&changes_name(resource)));
        methods["delete"] = operation("delete", "Delete", &id, &deleted);
    }
    methods
}

fn list_parameters(resource: &'static Resource) -> Vec<Value> {
    let asked = list_query(resource).into_iter();
    asked
        .map(|asked| parameter("query", &asked.name, &asked.about, &asked.schema))
        .collect()
}

fn id() -> Value {
    let number = json!({ "type": "integer", "minimum": 1 });
    parameter("path", "id", "Its number.", &number)
}

/// What a query may ask for.
pub(super) struct Asked {
    pub(super) name: String,
    pub(super) about: String,
    pub(super) schema: Value,
}

impl Asked {
    fn new(name: &str, about: &str, schema: Value) -> Self {
        Self {
            name: name.to_owned(),
            about: about.to_owned(),
            schema,
        }
    }
}

/// What the query of a list may ask for.
pub(super) fn list_query(resource: &'static Resource) -> Vec<Asked> {
    let text = json!({ "type": "string" });
    let sort = json!({ "type": "string", "default": resource.sort });
    let by =
        "Fields to sort by, comma-separated; with `-` in front the largest or latest come first.";
    let mut asked: Vec<_> = filter::of(resource)
        .iter()
        .map(|filter| Asked::new(&filter.name, &filter.about(), filter.schema()))
        .collect();
    let words = "Only those with this text anywhere in them; A to Z and a to z are the same.";
    asked.push(Asked::new("search", words, text));
    asked.push(fields_query(resource));
    asked.push(Asked::new("sort", by, sort));
    asked.extend(paging_query());
    asked
}

/// Which columns a query may ask for.
pub(super) fn fields_query(resource: &'static Resource) -> Asked {
    let columns: Vec<_> = resource.columns().map(|column| column.name).collect();
    let about = format!(
        "Answer with these fields only, comma-separated: {}.",
        columns.join(", ")
    );
    Asked::new("fields", &about, json!({ "type": "string" }))
}

fn paging_query() -> [Asked; 2] {
    let page = json!({ "type": "integer", "minimum": 1, "maximum": 1_000_000, "default": 1 });
    let pagesize = json!({ "type": "integer", "minimum": 1, "maximum": 100, "default": 20 });
    [
        Asked::new("page", "Which page, from 1.", page),
        Asked::new("pagesize", "How many on a page, at most 100.", pagesize),
    ]
}

fn fields_parameter(resource: &'static Resource) -> Value {
    let asked = fields_query(resource);
    parameter("query", &asked.name, &asked.about, &asked.schema)
}

fn operation(
    id: &str,
    tag: &str,
    summary: &str,
    parameters: &[Value],
    success: &str,
    data: &Value,
) -> Value {
    Operation {
        id,
        tag,
        summary,
        parameters,
        success,
        data,
    }
    .document()
}

/// What one of them is called in the name of an operation.
fn word(resource: &Resource) -> String {
    resource.one.replace(' ', "_")
}

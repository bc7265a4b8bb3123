//! The OpenAPI document of the workspace: each route, as one row of the tables below says what it takes and gives.

mod around;
mod following;
mod identity;
pub(super) mod parts;
mod things;
mod work;
mod workflows;

use axum::http::Method;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::WORKSPACE;
use super::routes::{ROUTES, Route};
use crate::model::Meta;
use parts::{Operation, body, error, paged, parameter, security_schemes};

/// What the document says of one route.
pub(super) struct Said {
    method: Method,
    path: &'static str,
    /// Its name among all operations.
    id: &'static str,
    summary: &'static str,
    /// The fields of the query.
    query: Option<Make>,
    /// The fields of the body.
    body: Option<Make>,
    /// What a success gives, and for a list with pages what tells where a page stands in it.
    data: Make,
    meta: Option<Make>,
    /// Whether a success makes something new.
    creates: bool,
}

/// Makes the schema of a type, or refers to it.
type Make = fn(&mut SchemaGenerator) -> Schema;

/// The tables.
const SAID: &[&[Said]] = &[
    identity::SAID,
    work::SAID,
    things::SAID,
    workflows::SAID,
    around::SAID,
];

impl Said {
    /// Something that gives one `T`.
    const fn one<T: JsonSchema>(
        method: Method,
        path: &'static str,
        id: &'static str,
        summary: &'static str,
    ) -> Self {
        Self {
            creates: matches!(method, Method::POST),
            method,
            path,
            id,
            summary,
            query: None,
            body: None,
            data: refer::<T>,
            meta: None,
        }
    }

    /// Something that gives a page of `T`s.
    const fn many<T: JsonSchema>(
        path: &'static str,
        id: &'static str,
        summary: &'static str,
    ) -> Self {
        let mut said = Self::one::<T>(Method::GET, path, id, summary);
        said.meta = Some(refer::<Meta>);
        said
    }

    /// The same where another type tells where a page stands.
    const fn placed<T: JsonSchema>(mut self) -> Self {
        self.meta = Some(refer::<T>);
        self
    }

    /// The same with a query that has the fields of `T`.
    const fn asked<T: JsonSchema>(mut self) -> Self {
        self.query = Some(T::json_schema);
        self
    }

    /// The same with a body that has the fields of `T`.
    const fn takes<T: JsonSchema>(mut self) -> Self {
        self.body = Some(refer::<T>);
        self
    }

    /// The same where a success makes nothing new.
    const fn in_place(mut self) -> Self {
        self.creates = false;
        self
    }
}

fn refer<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// What is said of a route.
fn said_of(route: &Route) -> Option<&'static Said> {
    let mut all = SAID.iter().copied().flatten();
    all.find(|said| said.method == route.method && said.path == route.path)
}

/// The document.
pub(super) fn document() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = settings.into_generator();
    let mut paths: Map<String, Value> = Map::new();
    for route in ROUTES {
        let Some(said) = said_of(route) else {
            continue;
        };
        let methods = paths.entry(route.path).or_insert_with(|| json!({}));
        methods[route.method.as_str().to_ascii_lowercase()] =
            operation(route, said, &mut generator);
    }
    paths.insert(
        "/introspect".to_owned(),
        identity::introspection(&mut generator),
    );
    paths.insert("/changes".to_owned(), following::document(&mut generator));
    paths.insert("/calls".to_owned(), identity::calls(&mut generator));
    let mut schemas = generator.take_definitions(true);
    schemas.extend([error()]);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Workspace",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Projects, issues and the agents that work on them, for the org of the caller.",
        },
        "servers": [{ "url": WORKSPACE }],
        "security": [{ "apikey": [] }, { "bearer": [] }],
        "paths": paths,
        "components": { "schemas": schemas, "securitySchemes": security_schemes("pfai_…") },
    })
}

fn operation(route: &Route, said: &Said, generator: &mut SchemaGenerator) -> Value {
    let data = (said.data)(generator).to_value();
    let data = match said.meta {
        Some(_) => json!({ "type": "array", "items": data }),
        None => data,
    };
    let mut parameters = names(route.path);
    if let Some(query) = said.query {
        parameters.extend(fields(&query(generator).to_value()));
    }
    let mut operation = Operation {
        id: said.id,
        tag: route.path.split('/').nth(1).unwrap_or_default(),
        summary: said.summary,
        parameters: &parameters,
        success: if said.creates { "201" } else { "200" },
        data: &data,
    }
    .document();
    if let Some(meta) = said.meta {
        paged(&mut operation, meta(generator).to_value());
    }
    if let Some(make) = said.body {
        operation["requestBody"] = body(&make(generator).to_value());
    }
    operation["description"] = needs(route).into();
    operation
}

/// What a caller of a route must have.
fn needs(route: &Route) -> String {
    let scope = match route.needs {
        Some(scope) => format!("Needs the scope `{}`.", scope.name()),
        None => "Needs no scope.".to_owned(),
    };
    match route.feature {
        Some(feature) => format!("{scope} The feature `{}` must be on.", feature.name()),
        None => scope,
    }
}

/// The parameters of a path.
fn names(path: &str) -> Vec<Value> {
    let names = path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let text = json!({ "type": "string" });
    names
        .map(|name| parameter("path", name, "Its number, or the name it goes by.", &text))
        .collect()
}

/// The parameters that a query takes from the properties of an object.
pub(super) fn fields(object: &Value) -> Vec<Value> {
    let required = object["required"].as_array();
    let properties = object["properties"].as_object().into_iter().flatten();
    properties
        .map(|(name, schema)| {
            let mut schema = schema.clone();
            let about = schema["description"].take();
            let about = about.as_str().unwrap_or_default();
            let mut field = parameter("query", name, about, &schema);
            field["required"] = required
                .is_some_and(|all| all.contains(&json!(name)))
                .into();
            field
        })
        .collect()
}

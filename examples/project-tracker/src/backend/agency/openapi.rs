//! The OpenAPI document, written from the tables that the API itself is made of.

mod schemas;

use serde_json::{Map, Value, json};

use super::BASE;
use super::filter;
use super::resource::Resource;
use super::resources::RESOURCES;
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
            "securitySchemes": {
                "apikey": { "type": "apiKey", "in": "header", "name": "apikey" },
                "bearer": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" },
            },
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
    ])
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
    let answer = &mut list["responses"]["200"]["content"]["application/json"]["schema"];
    answer["properties"]["meta"] = reference("Meta");
    let mut methods = json!({ "get": list });
    if resource.writable {
        let title = format!("Create a {}", resource.one);
        methods["post"] = operation(
            &format!("create_{}", word(resource)),
            name,
            &title,
            &[],
            "201",
            &reference(&row_name(resource)),
        );
        methods["post"]["requestBody"] = body(&new_name(resource));
    }
    methods
}

fn one(resource: &'static Resource) -> Value {
    let (name, title, word) = (resource.name, resource.one, word(resource));
    let id = parameter(
        "path",
        "id",
        "Its number.",
        &json!({ "type": "integer", "minimum": 1 }),
    );
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
    let mut methods = json!({ "get": operation("get", "Get a", &with_fields, &found) });
    if resource.writable {
        let id = [id];
        let deleted = json!({ "type": "object", "required": ["id", "deleted"] });
        methods["patch"] = operation("update", "Change a", &id, &found);
        methods["patch"]["requestBody"] = body(&changes_name(resource));
        methods["delete"] = operation("delete", "Delete a", &id, &deleted);
    }
    methods
}

fn list_parameters(resource: &'static Resource) -> Vec<Value> {
    let text = json!({ "type": "string" });
    let page = json!({ "type": "integer", "minimum": 1, "maximum": 1_000_000, "default": 1 });
    let pagesize = json!({ "type": "integer", "minimum": 1, "maximum": 100, "default": 20 });
    let sort = json!({ "type": "string", "default": resource.sort });
    let by = "Fields to sort by, comma-separated, with `-` in front to turn one round.";
    let mut parameters: Vec<_> = filter::of(resource)
        .iter()
        .map(|filter| parameter("query", &filter.name, &filter.about(), &filter.schema()))
        .collect();
    parameters.extend([
        parameter(
            "query",
            "search",
            "Only those with this anywhere in their texts.",
            &text,
        ),
        fields_parameter(resource),
        parameter("query", "sort", by, &sort),
        parameter("query", "page", "Which page, from 1.", &page),
        parameter("query", "pagesize", "How many on a page.", &pagesize),
    ]);
    parameters
}

fn fields_parameter(resource: &'static Resource) -> Value {
    let columns: Vec<_> = resource.columns().map(|column| column.name).collect();
    let about = format!("Only these of {}.", columns.join(", "));
    parameter("query", "fields", &about, &json!({ "type": "string" }))
}

fn parameter(place: &str, name: &str, about: &str, schema: &Value) -> Value {
    json!({
        "in": place, "name": name, "description": about, "schema": schema, "required": place == "path",
    })
}

fn operation(
    id: &str,
    tag: &str,
    summary: &str,
    parameters: &[Value],
    success: &str,
    data: &Value,
) -> Value {
    let envelope = json!({
        "type": "object",
        "required": ["status", "data"],
        "properties": { "status": { "type": "string", "enum": ["success"] }, "data": data },
    });
    json!({
        "operationId": id,
        "tags": [tag],
        "summary": summary,
        "parameters": parameters,
        "responses": {
            success: answer("As asked", &envelope),
            "default": answer("Refused, in `data` why", &reference("Error")),
        },
    })
}

fn answer(about: &str, schema: &Value) -> Value {
    json!({ "description": about, "content": { "application/json": { "schema": schema } } })
}

fn body(schema: &str) -> Value {
    json!({ "required": true, "content": { "application/json": { "schema": reference(schema) } } })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// What one of them is called in the name of an operation.
fn word(resource: &Resource) -> String {
    resource.one.replace(' ', "_")
}

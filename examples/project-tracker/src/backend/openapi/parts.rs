//! What the documents of both APIs are put together from.

use serde_json::{Map, Value, json};

/// One method of one path, and what its success gives.
pub(in crate::backend) struct Operation<'a> {
    pub(in crate::backend) id: &'a str,
    pub(in crate::backend) tag: &'a str,
    pub(in crate::backend) summary: &'a str,
    pub(in crate::backend) parameters: &'a [Value],
    /// The status of a success.
    pub(in crate::backend) success: &'a str,
    /// The schema of what a success gives.
    pub(in crate::backend) data: &'a Value,
}

impl Operation<'_> {
    pub(in crate::backend) fn document(&self) -> Value {
        let envelope = json!({
            "type": "object",
            "required": ["status", "data"],
            "properties": { "status": { "type": "string", "enum": ["success"] }, "data": self.data },
        });
        json!({
            "operationId": self.id,
            "tags": [self.tag],
            "summary": self.summary,
            "parameters": self.parameters,
            "responses": {
                self.success: answer("As asked", &envelope),
                "default": answer("Refused, in `data` why", &reference("Error")),
            },
        })
    }
}

/// Says that a success also tells where its page stands in the list, and in which words.
pub(in crate::backend) fn paged(operation: &mut Value, meta: Value) {
    let answer = &mut operation["responses"]["200"]["content"]["application/json"]["schema"];
    answer["properties"]["meta"] = meta;
}

pub(in crate::backend) fn parameter(place: &str, name: &str, about: &str, schema: &Value) -> Value {
    json!({
        "in": place, "name": name, "description": about, "schema": schema, "required": place == "path",
    })
}

pub(in crate::backend) fn body(schema: &Value) -> Value {
    json!({ "required": true, "content": { "application/json": { "schema": schema } } })
}

pub(in crate::backend) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn answer(about: &str, schema: &Value) -> Value {
    json!({ "description": about, "content": { "application/json": { "schema": schema } } })
}

/// What is wrong with a request, in every API.
pub(in crate::backend) fn error() -> (String, Value) {
    let schema = json!({
        "type": "object",
        "required": ["status", "data"],
        "properties": {
            "status": { "type": "string", "enum": ["error"] },
            "data": { "type": "array", "items": { "type": "string" } },
        },
    });
    ("Error".to_owned(), schema)
}

/// The ways to say who one is.
pub(in crate::backend) fn security_schemes(format: &str) -> Map<String, Value> {
    let key = json!({ "type": "apiKey", "in": "header", "name": "apikey" });
    let bearer = json!({ "type": "http", "scheme": "bearer", "bearerFormat": format });
    Map::from_iter([("apikey".to_owned(), key), ("bearer".to_owned(), bearer)])
}

//! What the document says of accounts, tokens, features and the audit log.

use axum::http::Method;
use schemars::SchemaGenerator;
use serde_json::{Value, json};

use super::Said;
use super::parts::{Operation, body, reference};
use crate::backend::calls::{CallRecord, Noted};
use crate::backend::flags::{Flag, Turn};
use crate::backend::introspection::{Active, Question};
use crate::backend::store::audit::{Entry, Filters, Standing};
use crate::backend::store::tokens::Token;
use crate::backend::tokens::{Minted, Paging, Revoked, Wish};
use crate::model::Account;

pub(super) const SAID: &[Said] = &[
    Said::one::<Account>(Method::GET, "/me", "get_me", "Who the caller is and may do"),
    Said::many::<Token>(
        "/tokens",
        "list_tokens",
        "List tokens: one's own, or as an admin those of the org",
    )
    .asked::<Paging>(),
    Said::one::<Minted>(Method::POST, "/tokens", "create_token", "Mint a token").takes::<Wish>(),
    Said::one::<Revoked>(
        Method::DELETE,
        "/tokens/{id}",
        "revoke_token",
        "Revoke a token and those minted with it",
    ),
    Said::one::<Vec<Flag>>(Method::GET, "/flags", "list_flags", "List features"),
    Said::one::<Flag>(
        Method::PATCH,
        "/flags/{name}",
        "update_flag",
        "Turn a feature on or off",
    )
    .takes::<Turn>(),
    Said::many::<Entry>(
        "/audit",
        "list_audit",
        "What was asked of the API and called of the servers, by whom, and what came of it",
    )
    .asked::<Filters>()
    .placed::<Standing>(),
];

/// What it says of the calls that a server tells of.
pub(super) fn calls(generator: &mut SchemaGenerator) -> Value {
    let mut post = Operation {
        id: "note_call",
        tag: "calls",
        summary: "Note that a call starts or has ended",
        parameters: &[],
        success: "200",
        data: &generator.subschema_for::<Noted>().to_value(),
    }
    .document();
    post["description"] =
        "Needs the service secret as bearer token. What is sent again is noted once.".into();
    post["requestBody"] = body(&generator.subschema_for::<CallRecord>().to_value());
    json!({ "post": post })
}

/// What it says of the question whose a credential is, which has the forms of RFC 7662 instead of the API's own.
pub(super) fn introspection(generator: &mut SchemaGenerator) -> Value {
    let question = generator.subschema_for::<Question>().to_value();
    let active = generator.subschema_for::<Active>().to_value();
    let inactive = json!({
        "type": "object",
        "required": ["active"],
        "properties": { "active": { "type": "boolean", "enum": [false] } },
    });
    let answer = json!({ "application/json": { "schema": { "anyOf": [active, inactive] } } });
    json!({ "post": {
        "operationId": "introspect",
        "tags": ["introspect"],
        "summary": "Whose a credential is",
        "description": "Needs the service secret as bearer token.",
        "requestBody": {
            "required": true,
            "content": { "application/x-www-form-urlencoded": { "schema": question } },
        },
        "responses": {
            "200": { "description": "Whether it is good, and then whose", "content": answer },
            "default": {
                "description": "Refused, in `data` why",
                "content": { "application/json": { "schema": reference("Error") } },
            },
        },
    } })
}

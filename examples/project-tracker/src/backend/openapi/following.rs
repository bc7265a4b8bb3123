//! What the document says of the changes that are told to the MCP server.

use schemars::{JsonSchema as _, SchemaGenerator};
use serde_json::{Value, json};

use super::fields;
use super::parts::{Operation, paged};
use crate::backend::changes::Question;
use crate::backend::store::changes::{Change, Position};

/// What it says of `/changes`, which is for no account.
pub(super) fn document(generator: &mut SchemaGenerator) -> Value {
    let change = generator.subschema_for::<Change>().to_value();
    let mut get = Operation {
        id: "list_changes",
        tag: "changes",
        summary: "What has changed in all orgs",
        parameters: &fields(&Question::json_schema(generator).to_value()),
        success: "200",
        data: &json!({ "type": "array", "items": change }),
    }
    .document();
    get["description"] =
        "Needs the service secret as bearer token. Answers at once where there is something to tell, and else \
         when there is, for as long as `wait` says."
            .into();
    let position = generator.subschema_for::<Position>().to_value();
    paged(&mut get, position);
    json!({ "get": get })
}

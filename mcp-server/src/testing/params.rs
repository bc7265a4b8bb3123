//! What goes into the parameters of a message beside what the test says.

use serde_json::{Map, Value, json};

use super::client_info;

const VERSION: &str = "io.modelcontextprotocol/protocolVersion";
const CAPABILITIES: &str = "io.modelcontextprotocol/clientCapabilities";
const CLIENT: &str = "io.modelcontextprotocol/clientInfo";
const LOG_LEVEL: &str = "io.modelcontextprotocol/logLevel";

/// What each message of a stateless revision carries (`basic#meta`, 2026-07-28).
pub(super) fn stateless(revision: &str, capabilities: Value) -> Map<String, Value> {
    let mut meta = Map::new();
    meta.insert(VERSION.to_owned(), revision.into());
    meta.insert(CAPABILITIES.to_owned(), capabilities);
    meta.insert(CLIENT.to_owned(), client_info());
    meta
}

/// Asks for the notifications of a call.
pub(super) fn listen(id: i64, meta: &mut Map<String, Value>) {
    meta.insert("progressToken".to_owned(), id.into());
    if meta.contains_key(VERSION) {
        meta.insert(LOG_LEVEL.to_owned(), "debug".into());
    }
}

/// Adds to `_meta` what is not there yet. Parameters that are no object stay as they are, for a
/// test may want to send just these.
pub(super) fn add(params: &mut Value, meta: Map<String, Value>) {
    if meta.is_empty() {
        return;
    }
    if params.is_null() {
        *params = json!({});
    }
    let Value::Object(params) = params else {
        return;
    };
    let there = params.entry("_meta").or_insert_with(|| json!({}));
    if let Value::Object(there) = there {
        for (key, value) in meta {
            there.entry(key).or_insert(value);
        }
    }
}

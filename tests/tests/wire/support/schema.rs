//! The published schema of each revision, against which everything that the server says is held.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};

use jsonschema::Validator;
use mcp_server::Revision;
use serde_json::{Value, json};

/// Fails unless the value is what the revision calls by that name.
pub(crate) fn must_be(revision: Revision, definition: &'static str, value: &Value) {
    let errors: Vec<String> = validator(revision, definition)
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(
        errors.is_empty(),
        "no {definition} of {revision}: {errors:#?} in {value:#}"
    );
}

/// A whole message. Before 2025-11-25 the schema knows no error without an id, and JSON-RPC has no
/// id for a request that could not be read.
pub(crate) fn must_be_message(revision: Revision, message: &Value) {
    assert_eq!(message["jsonrpc"], "2.0", "{message}");
    let has = |member: &str| message.get(member).is_some();
    let kinds = ["method", "result", "error"]
        .into_iter()
        .filter(|kind| has(kind));
    assert_eq!(kinds.count(), 1, "{message}");
    let unread = has("error") && !has("id");
    let mut message = message.clone();
    if unread && keyword(revision) == "definitions" {
        message["id"] = json!(0);
    }
    must_be(revision, "JSONRPCMessage", &message);
}

/// The result of a method.
pub(crate) fn must_be_result(revision: Revision, method: &str, result: &Value) {
    let definition = match method {
        "initialize" => "InitializeResult",
        "server/discover" => "DiscoverResult",
        "tools/list" => "ListToolsResult",
        "tools/call" => "CallToolResult",
        "ping" | "logging/setLevel" => "EmptyResult",
        method => panic!("{method} has no result"),
    };
    must_be(revision, definition, result);
    let stamp = result.pointer("/_meta/io.modelcontextprotocol~1serverInfo/name");
    if revision == Revision::V2026_07_28 {
        assert_eq!(result["resultType"], "complete", "{result}");
        assert_eq!(stamp, Some(&json!("everything")), "{result}");
    } else {
        for member in ["resultType", "_meta", "ttlMs", "cacheScope"] {
            assert!(result.get(member).is_none(), "{member} in {result}");
        }
    }
}

/// A notification.
pub(crate) fn must_be_notification(revision: Revision, message: &Value) {
    let definition = match message["method"].as_str() {
        Some("notifications/progress") => "ProgressNotification",
        Some("notifications/message") => "LoggingMessageNotification",
        _ => panic!("the server never says {message}"),
    };
    must_be(revision, definition, message);
}

fn validator(revision: Revision, definition: &'static str) -> Arc<Validator> {
    type Validators = Mutex<HashMap<(Revision, &'static str), Arc<Validator>>>;
    static VALIDATORS: OnceLock<Validators> = OnceLock::new();
    let mut validators = VALIDATORS.get_or_init(Mutex::default).lock().unwrap();
    let validator = validators
        .entry((revision, definition))
        .or_insert_with(|| Arc::new(compile(revision, definition)));
    Arc::clone(validator)
}

fn compile(revision: Revision, definition: &str) -> Validator {
    let mut schema = read(revision);
    let keyword = keyword(revision);
    assert!(
        schema[keyword].get(definition).is_some(),
        "{definition} of {revision}"
    );
    schema["$ref"] = json!(format!("#/{keyword}/{definition}"));
    jsonschema::validator_for(&schema).expect("the published schema compiles")
}

fn read(revision: Revision) -> Value {
    let place: PathBuf = [
        env!("CARGO_MANIFEST_DIR"),
        "fixtures/schema",
        revision.as_str(),
        "schema.json",
    ]
    .iter()
    .collect();
    let text = std::fs::read(place).expect("the schema is there");
    serde_json::from_slice(&text).expect("the schema is JSON")
}

/// Where the schema keeps its definitions.
const fn keyword(revision: Revision) -> &'static str {
    match revision {
        Revision::V2024_11_05 | Revision::V2025_03_26 | Revision::V2025_06_18 => "definitions",
        Revision::V2025_11_25 | Revision::V2026_07_28 => "$defs",
    }
}

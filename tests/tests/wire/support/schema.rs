//! The published schema of each revision, against which everything that is said is held.

use mcp_server::Revision;
use serde_json::{Value, json};

use super::published::{self, Schema, Side};

const RELATED_TASK: &str = "io.modelcontextprotocol/related-task";

/// Results that say nothing. All others are named like their request.
const EMPTY: [&str; 4] = [
    "ping",
    "logging/setLevel",
    "resources/subscribe",
    "resources/unsubscribe",
];

/// Requests that 2026-07-28 may answer with a question.
const ASKING: [&str; 3] = ["tools/call", "prompts/get", "resources/read"];

/// Fails unless the value is what the revision calls by that name.
pub(crate) fn must_be(revision: Revision, definition: &str, value: &Value) {
    published::of(revision).hold(definition, value);
}

/// A whole message, whatever its method or result is. Before 2025-11-25 the schema knows no error
/// without an id, and JSON-RPC has no id for a request that could not be read.
pub(crate) fn must_be_message(revision: Revision, message: &Value) {
    assert_eq!(message["jsonrpc"], "2.0", "{message}");
    let has = |member: &str| message.get(member).is_some();
    let kinds = ["method", "result", "error"]
        .into_iter()
        .filter(|kind| has(kind));
    assert_eq!(kinds.count(), 1, "{message}");
    let schema = published::of(revision);
    let newer = schema.defines("JSONRPCErrorResponse");
    let definition = match (has("method"), has("result")) {
        (true, _) if has("id") => "JSONRPCRequest",
        (true, _) => "JSONRPCNotification",
        (false, true) if newer => "JSONRPCResultResponse",
        (false, true) => "JSONRPCResponse",
        (false, false) if newer => "JSONRPCErrorResponse",
        (false, false) => "JSONRPCError",
    };
    let unread = definition == "JSONRPCError" && !has("id");
    let mut message = message.clone();
    if unread {
        message["id"] = json!(0);
    }
    schema.hold(definition, &message);
}

/// A whole request or notification of a method that the revision has, said by who says it there.
pub(crate) fn must_be_said(revision: Revision, from: Side, message: &Value) {
    must_be_message(revision, message);
    let method = message["method"].as_str().expect("a method is text");
    let (schema, definition) = find(revision, from, method)
        .unwrap_or_else(|| panic!("no {from:?} of {revision} says {message}"));
    schema.hold(definition, message);
    let told = method.starts_with("notifications/");
    assert_eq!(message.get("id").is_none(), told, "{message}");
}

/// A notification of the server.
pub(crate) fn must_be_notification(revision: Revision, message: &Value) {
    must_be_said(revision, Side::Server, message);
    assert!(message.get("id").is_none(), "a request: {message}");
}

/// What the server answers a method with.
pub(crate) fn must_be_result(revision: Revision, method: &str, result: &Value) {
    if revision == Revision::V2026_07_28 {
        must_be_stamped(method, result);
    } else {
        must_be_bare(revision, method, result);
    }
}

/// What the client answers a method with.
pub(crate) fn must_be_answer(revision: Revision, method: &str, result: &Value) {
    let (schema, definition) = result_of(revision, Side::Server, method);
    schema.hold(&definition, result);
}

/// Whether somebody may say it in the revision.
pub(crate) fn has(revision: Revision, from: Side, method: &str) -> bool {
    find(revision, from, method).is_some()
}

fn must_be_stamped(method: &str, result: &Value) {
    let revision = Revision::V2026_07_28;
    let stamp = result.pointer("/_meta/io.modelcontextprotocol~1serverInfo/name");
    assert_eq!(stamp, Some(&json!("everything")), "{result}");
    match result["resultType"].as_str() {
        Some("complete") => {
            let (schema, definition) = result_of(revision, Side::Client, method);
            schema.hold(&definition, result);
        }
        Some("input_required") if ASKING.contains(&method) => must_ask(revision, result),
        Some("task") if method == "tools/call" => {
            published::tasks().hold("CreateTaskResult", result);
        }
        kind => panic!("{method} is not answered with {kind:?}: {result:#}"),
    }
}

/// Questions are requests without an envelope.
fn must_ask(revision: Revision, result: &Value) {
    must_be(revision, "InputRequiredResult", result);
    let questions = result.get("inputRequests").and_then(Value::as_object);
    // The schema cannot say that one of them must be there.
    let has_state = result.get("requestState").is_some();
    assert!(questions.is_some() || has_state, "{result} asks nothing");
    for question in questions
        .into_iter()
        .flat_map(|questions| questions.values())
    {
        let method = question["method"].as_str().unwrap_or_default();
        let (schema, definition) = find(revision, Side::Server, method)
            .unwrap_or_else(|| panic!("nobody asks {question}"));
        schema.hold(definition, question);
        for member in ["id", "jsonrpc"] {
            assert!(question.get(member).is_none(), "{member} in {question}");
        }
    }
}

fn must_be_bare(revision: Revision, method: &str, result: &Value) {
    for member in ["resultType", "ttlMs", "cacheScope"] {
        assert!(result.get(member).is_none(), "{member} in {result}");
    }
    if method == "tasks/result" {
        let related = result.pointer("/_meta").and_then(Value::as_object);
        let keys: Vec<&String> = related.into_iter().flat_map(|keys| keys.keys()).collect();
        assert_eq!(keys, [RELATED_TASK], "{result}");
        return must_be(revision, "CallToolResult", result);
    }
    assert!(result.get("_meta").is_none(), "_meta in {result}");
    if EMPTY.contains(&method) {
        assert_eq!(*result, json!({}), "{method}");
    }
    if method == "tools/call" && result.get("task").is_some() {
        return must_be(revision, "CreateTaskResult", result);
    }
    let (schema, definition) = result_of(revision, Side::Client, method);
    schema.hold(&definition, result);
}

/// What the schema calls the result of a method.
fn result_of(revision: Revision, from: Side, method: &str) -> (&'static Schema, String) {
    if let Some(definition) = of_skills(revision, method) {
        return (published::of(revision), definition.to_owned());
    }
    let (schema, request) =
        find(revision, from, method).unwrap_or_else(|| panic!("{method} has no result"));
    if EMPTY.contains(&method) {
        return (schema, "EmptyResult".to_owned());
    }
    let name = request
        .strip_suffix("Request")
        .unwrap_or_else(|| panic!("{method} has no result"));
    (schema, format!("{name}Result"))
}

/// What the results of the extension for skills extend, which has no schema of its own.
fn of_skills(revision: Revision, method: &str) -> Option<&'static str> {
    let caches = revision == Revision::V2026_07_28;
    Some(match method {
        "skills/list" | "skills/get" if caches => "CacheableResult",
        "resources/directory/read" if caches => "PaginatedResult",
        "resources/directory/read" => "ListResourcesResult",
        "skills/list" => "PaginatedResult",
        "skills/get" => "Result",
        _ => return None,
    })
}

fn find(revision: Revision, from: Side, method: &str) -> Option<(&'static Schema, &'static str)> {
    let extension = match revision {
        Revision::V2026_07_28 => Some(published::tasks()),
        Revision::V2024_11_05
        | Revision::V2025_03_26
        | Revision::V2025_06_18
        | Revision::V2025_11_25 => None,
    };
    let schemas = [published::of(revision)].into_iter().chain(extension);
    schemas
        .into_iter()
        .find_map(|schema| Some((schema, schema.definition(from, method)?)))
}

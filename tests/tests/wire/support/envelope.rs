//! Requests as the client of a revision writes them.

use mcp_server::Revision;
use serde_json::{Map, Value, json};

pub(crate) const V24: Revision = Revision::V2024_11_05;
pub(crate) const V03: Revision = Revision::V2025_03_26;
pub(crate) const V06: Revision = Revision::V2025_06_18;
pub(crate) const V11: Revision = Revision::V2025_11_25;
pub(crate) const V26: Revision = Revision::V2026_07_28;

pub(crate) const VERSION: &str = "io.modelcontextprotocol/protocolVersion";
pub(crate) const CAPABILITIES: &str = "io.modelcontextprotocol/clientCapabilities";
pub(crate) const CLIENT: &str = "io.modelcontextprotocol/clientInfo";
pub(crate) const LOG_LEVEL: &str = "io.modelcontextprotocol/logLevel";

/// A request. In 2026-07-28 its `_meta` says who asks; what `params` says there already stays.
pub(crate) fn request(revision: Revision, id: &Value, method: &str, params: &Value) -> Value {
    let mut request = json!({ "jsonrpc": "2.0", "id": id, "method": method });
    let params = params_of(revision, params);
    if !params.is_null() {
        request["params"] = params;
    }
    request
}

/// A notification, which is a request without an id.
pub(crate) fn notification(revision: Revision, method: &str, params: &Value) -> Value {
    let mut notification = request(revision, &Value::Null, method, params);
    notification.as_object_mut().unwrap().remove("id");
    notification
}

fn params_of(revision: Revision, params: &Value) -> Value {
    if revision != V26 {
        return params.clone();
    }
    let mut params = match params {
        Value::Object(params) => params.clone(),
        Value::Null => Map::new(),
        other => return other.clone(),
    };
    let mut meta = meta(revision.as_str());
    if let Some(Value::Object(own)) = params.remove("_meta") {
        meta.extend(own);
    }
    params.insert("_meta".to_owned(), Value::Object(meta));
    Value::Object(params)
}

/// What a client of the stateless era says of itself.
pub(crate) fn meta(version: &str) -> Map<String, Value> {
    Map::from_iter([
        (VERSION.to_owned(), json!(version)),
        (CAPABILITIES.to_owned(), json!({})),
        (CLIENT.to_owned(), json!({ "name": "wire", "version": "1" })),
    ])
}

/// The parameters of `initialize`.
pub(crate) fn introduction(version: &str) -> Value {
    json!({
        "protocolVersion": version,
        "capabilities": {},
        "clientInfo": { "name": "wire", "version": "1" },
    })
}

//! The messages of a client, as text.

/// Arguments of the tool `four`.
pub const FOUR: &str = r#"{"project":"CORE-API-42","status":"open","limit":50,"closed":false}"#;

/// What a stateless client says of itself in each request.
const CLIENT: &str = concat!(
    r#""io.modelcontextprotocol/protocolVersion":"2026-07-28","#,
    r#""io.modelcontextprotocol/clientInfo":{"name":"benches","version":"1.0.0"},"#,
    r#""io.modelcontextprotocol/clientCapabilities":{}"#
);

/// A request in a session.
#[must_use]
pub fn request(method: &str, params: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{{{params}}}}}"#)
}

/// The first request of a session.
#[must_use]
pub fn initialize() -> String {
    let client = r#""capabilities":{},"clientInfo":{"name":"benches","version":"1.0.0"}"#;
    let params = format!(r#""protocolVersion":"2025-11-25",{client}"#);
    request("initialize", &params)
}

/// The notification that follows it.
pub const INITIALIZED: &str = r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;

/// The parameters of a call.
#[must_use]
pub fn call(name: &str, arguments: &str) -> String {
    format!(r#""name":"{name}","arguments":{arguments}"#)
}

/// The same with a token for progress.
#[must_use]
pub fn call_with_progress(name: &str, arguments: &str) -> String {
    let params = call(name, arguments);
    format!(r#"{params},"_meta":{{"progressToken":7}}"#)
}

/// The same by a stateless client.
#[must_use]
pub fn stateless_call(name: &str, arguments: &str) -> String {
    let params = call(name, arguments);
    format!(r#"{params},"_meta":{{{CLIENT}}}"#)
}

//! What a person reads when the program starts: where to go, and what to paste.

#![allow(
    clippy::print_stdout,
    reason = "this is what the program has to say to its user"
)]

use std::net::SocketAddr;

use serde_json::{Value, json};

use crate::backend::{
    ADMIN_TOKEN, AGENCY, AGENCY_KEY, DEMO_TOKEN, GLOBEX_TOKEN, READER_TOKEN, WORKSPACE,
};
use crate::servers;

/// Prints the addresses, tokens, the configurations for clients, and a command to try.
pub(crate) fn print(listen: SocketAddr, backend: &str) {
    let program = std::env::current_exe().unwrap_or_else(|_| "project-tracker".into());
    println!("{}", text(listen, backend, &program.display().to_string()));
}

fn text(listen: SocketAddr, backend: &str, program: &str) -> String {
    let (workspace, sse, agency) = (servers::WORKSPACE, servers::WORKSPACE_SSE, servers::AGENCY);
    let mcp = format!("http://{listen}{workspace}");
    let desktop = json!({ "command": program, "args": ["--stdio"] });
    let cursor = server(&mcp, None);
    let code = server(&mcp, Some("http"));
    format!(
        r#"The project tracker is running. Ctrl-C ends it.

  workspace      {mcp}
    over SSE     http://{listen}{sse}
    its API      {backend}{WORKSPACE}/docs
  agency         http://{listen}{agency}
    its API      {backend}{AGENCY}/docs

Tokens of the demo, for the workspace (`Authorization: Bearer …`):
  {ADMIN_TOKEN}    admin of acme
  {DEMO_TOKEN}   reads and writes in acme
  {READER_TOKEN}   only reads in acme
  {GLOBEX_TOKEN}   admin of globex, which sees nothing of acme
and for the agency (`apikey: …`):
  {AGENCY_KEY}
Another for the workspace:
  {program} token create --account demo --scopes issues:read

Claude Desktop (claude_desktop_config.json) starts it by itself:
  {}

Cursor (.cursor/mcp.json):
  {}

VS Code (.vscode/mcp.json):
  {}

Try it:
  curl -s {mcp} -H 'Authorization: Bearer {DEMO_TOKEN}' \
    -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' \
    -H 'MCP-Protocol-Version: 2026-07-28' -H 'Mcp-Method: tools/call' -H 'Mcp-Name: list_projects' \
    -d '{}'
"#,
        json!({ "mcpServers": { "tracker": desktop } }),
        json!({ "mcpServers": { "tracker": cursor } }),
        json!({ "servers": { "tracker": code } }),
        call()
    )
}

/// A server that is there already, as configurations name it.
fn server(url: &str, kind: Option<&str>) -> Value {
    let bearer = format!("Bearer {DEMO_TOKEN}");
    let mut server = json!({ "url": url, "headers": { "Authorization": bearer } });
    if let Some(kind) = kind {
        server["type"] = kind.into();
    }
    server
}

/// A call that needs no handshake.
fn call() -> Value {
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    let arguments = json!({ "status": "active" });
    let params = json!({ "name": "list_projects", "arguments": arguments, "_meta": meta });
    json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_configurations_are_json() {
        let listen = SocketAddr::from(([127, 0, 0, 1], 8080));
        let text = text(listen, "http://127.0.0.1:8081", r"C:\tracker.exe");
        let snippets: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with("  {"))
            .collect();
        assert_eq!(snippets.len(), 3);
        for snippet in snippets {
            assert!(serde_json::from_str::<Value>(snippet).is_ok(), "{snippet}");
        }
    }
}

//! What a person reads when the program starts: where to go, and what to paste.

#![allow(
    clippy::print_stdout,
    reason = "this is what the program has to say to its user"
)]

use std::net::SocketAddr;

use crate::backend::{AGENCY, AGENCY_KEY, DEMO_KEY};

/// Prints the addresses, the configurations for clients, and a command to try.
pub(crate) fn print(listen: SocketAddr, backend: &str) {
    let program = std::env::current_exe().unwrap_or_else(|_| "project-tracker".into());
    println!("{}", text(listen, backend, &program.display().to_string()));
}

fn text(listen: SocketAddr, backend: &str, program: &str) -> String {
    let program = serde_json::Value::from(program);
    format!(
        r#"The project tracker is running. Ctrl-C ends it.

  MCP            http://{listen}/mcp
  MCP over SSE   http://{listen}/sse
  REST backend   {backend}/api/v4/projects   (header `apikey: {DEMO_KEY}`)
  agency         {backend}{AGENCY}/projects   (header `apikey: {AGENCY_KEY}`)
                 {backend}/agency/docs describes it

Claude Desktop (claude_desktop_config.json) starts it by itself:
  {{ "mcpServers": {{ "tracker": {{ "command": {program}, "args": ["--stdio"] }} }} }}

Cursor (.cursor/mcp.json):
  {{ "mcpServers": {{ "tracker": {{ "url": "http://{listen}/mcp" }} }} }}

VS Code (.vscode/mcp.json):
  {{ "servers": {{ "tracker": {{ "type": "http", "url": "http://{listen}/mcp" }} }} }}

Try it:
  curl -s http://{listen}/mcp -H 'Content-Type: application/json' \
    -H 'MCP-Protocol-Version: 2026-07-28' -H 'Mcp-Method: tools/call' -H 'Mcp-Name: list_projects' \
    -d '{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"list_projects","arguments":{{"status":"active"}},"_meta":{{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{{}}}}}}}}'
"#
    )
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
            assert!(
                serde_json::from_str::<serde_json::Value>(snippet).is_ok(),
                "{snippet}"
            );
        }
    }
}

//! An error with a case for each failure.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

#[derive(Debug, thiserror::Error, ToolError)]
enum TrackerError {
    #[error("no project `{0}`")]
    #[tool_error(hint = "call list_projects first")]
    NoProject(String),
    #[error("the backend does not answer")]
    #[tool_error(internal)]
    Backend(#[from] std::io::Error),
}

/// Show a project
#[tool]
async fn show(project: &str) -> Result<String, TrackerError> {
    if project == "disk" {
        std::fs::read("/no/such/file")?;
    }
    Err(TrackerError::NoProject(project.to_owned()))
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![show])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("show", json!({"project": "A"}))
        .await
        .expect("an answer");
    assert_eq!(
        answer.text(),
        "no project `A`\nHint: call list_projects first"
    );
}

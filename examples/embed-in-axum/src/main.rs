//! An MCP server beside the routes of an axum application: one line mounts it.

use axum::Router;
use axum::routing::get;
use mcp_server::prelude::*;

/// Say hello.
#[tool(read_only)]
async fn greet(
    /// Whom to greet
    name: String,
) -> String {
    format!("Hello, {name}!")
}

fn app() -> Result<Router, Box<dyn std::error::Error>> {
    let server = Server::builder(server_info!())
        .tools(toolset![greet])
        .build()?;
    Ok(Router::new()
        .route("/", get(|| async { "The tools are at /mcp.\n" }))
        .fallback_service(server))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = mcp_server::bind("127.0.0.1:8080").await?;
    Ok(axum::serve(listener, app()?).await?)
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use tower_service::Service as _;

    use super::app;

    async fn answer(request: Request<Body>) -> String {
        let response = app().unwrap().call(request).await.unwrap();
        let bytes = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        String::from_utf8(bytes.into()).unwrap()
    }

    #[tokio::test]
    async fn the_application_and_the_tools_share_a_router() {
        let index = Request::get("/").body(Body::empty()).unwrap();
        assert_eq!(answer(index).await, "The tools are at /mcp.\n");
        let initialize = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}"#;
        let request = Request::post("/mcp")
            .header("host", "localhost")
            .header("content-type", "application/json")
            .body(Body::from(initialize))
            .unwrap();
        let text = answer(request).await;
        assert!(text.contains(r#""name":"embed-in-axum""#), "{text}");
    }
}

//! The smallest server, as the documentation of rmcp writes it.

use rmcp::handler::server::wrapper::Parameters;
use rmcp::transport::streamable_http_server::StreamableHttpService;
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::{tool, tool_router};
use schemars::JsonSchema;
use serde::Deserialize;

/// What `add` takes.
#[derive(Deserialize, JsonSchema)]
struct Numbers {
    /// The first number
    a: i64,
    /// The second number; 1 if left out
    #[serde(default = "one")]
    b: i64,
}

fn one() -> i64 {
    1
}

struct Hello;

#[tool_router(server_handler)]
impl Hello {
    #[tool(description = "Add two numbers")]
    fn add(&self, Parameters(Numbers { a, b }): Parameters<Numbers>) -> String {
        (a + b).to_string()
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service: StreamableHttpService<Hello, LocalSessionManager> =
        StreamableHttpService::new(|| Ok(Hello), Default::default(), Default::default());
    let router = axum::Router::new().nest_service("/mcp", service);
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.enable_all().build()?.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
        axum::serve(listener, router).await?;
        Ok(())
    })
}

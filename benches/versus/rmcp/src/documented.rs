//! As the documentation shows it: the short macros, the defaults, axum.

use std::error::Error;

use rmcp::handler::server::wrapper::{Json, Parameters};
use rmcp::transport::streamable_http_server::StreamableHttpService;
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::{tool, tool_router};
use versus_common::listen;

use crate::Echo;
use crate::tuned::Items;

struct Documented;

#[tool_router(server_handler)]
impl Documented {
    #[tool(description = "Say the same")]
    fn echo(&self, Parameters(Echo { text }): Parameters<Echo>) -> String {
        text
    }

    #[tool(description = "List the issues")]
    fn list(&self) -> Json<Items> {
        Json(Items::all())
    }
}

pub(crate) async fn serve() -> Result<(), Box<dyn Error>> {
    let service: StreamableHttpService<Documented, LocalSessionManager> =
        StreamableHttpService::new(|| Ok(Documented), Default::default(), Default::default());
    let router = axum::Router::new().nest_service("/mcp", service);
    axum::serve(listen().await?, router).await?;
    Ok(())
}

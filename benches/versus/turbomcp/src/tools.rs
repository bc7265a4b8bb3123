//! The tools, as its documentation writes them.

use schemars::JsonSchema;
use serde::Serialize;
use turbomcp::prelude::*;
use versus_common::{Item, items};

/// Structured content is an object here.
#[derive(JsonSchema, Serialize)]
struct Items {
    result: Vec<Item>,
}

#[derive(Clone)]
pub(crate) struct Versus;

#[turbomcp::server(name = "versus", version = "1.0.0")]
impl Versus {
    /// Say the same
    #[tool]
    async fn echo(&self, text: String) -> McpResult<String> {
        Ok(text)
    }

    /// List the issues
    #[tool]
    async fn list(&self) -> Json<Items> {
        Json(Items { result: items() })
    }

    /// Tell how far it is
    #[tool]
    async fn progress(&self, ctx: &RequestContext, events: u32) -> McpResult<String> {
        for event in 1..=events {
            let (done, total) = (f64::from(event), f64::from(events));
            ctx.report_progress(done, Some(total), None).await?;
        }
        Ok("done".to_owned())
    }

    /// List issues of a project
    #[tool]
    async fn list_issues(
        &self,
        project: String,
        status: Option<String>,
        limit: Option<u32>,
        closed: Option<bool>,
    ) -> McpResult<String> {
        Ok(format!("{project}{status:?}{limit:?}{closed:?}"))
    }
}

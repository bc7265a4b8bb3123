//! The same server with more tools: their list is made once, and copied for each answer.

use std::sync::Arc;

use serde_json::Value;
use turbomcp::prelude::*;

use crate::tools::Versus;

#[derive(Clone)]
pub(crate) struct Many {
    tools: Arc<[Tool]>,
}

impl Many {
    pub(crate) fn new(count: usize) -> Self {
        let mut tools = Versus.list_tools();
        let listed = tools.pop();
        tools.extend((3..count).filter_map(|index| {
            let mut tool = listed.clone()?;
            tool.name = format!("project_{index}_list_issues");
            Some(tool)
        }));
        Self {
            tools: tools.into(),
        }
    }
}

impl McpHandler for Many {
    fn server_info(&self) -> ServerInfo {
        Versus.server_info()
    }

    fn list_tools(&self) -> Vec<Tool> {
        self.tools.to_vec()
    }

    fn list_resources(&self) -> Vec<Resource> {
        Vec::new()
    }

    fn list_prompts(&self) -> Vec<Prompt> {
        Vec::new()
    }

    async fn call_tool<'a>(
        &'a self,
        name: &'a str,
        args: Value,
        ctx: &'a RequestContext,
    ) -> McpResult<ToolResult> {
        Versus.call_tool(name, args, ctx).await
    }

    async fn read_resource<'a>(
        &'a self,
        uri: &'a str,
        _ctx: &'a RequestContext,
    ) -> McpResult<ResourceResult> {
        Err(McpError::resource_not_found(uri))
    }

    async fn get_prompt<'a>(
        &'a self,
        name: &'a str,
        _args: Option<Value>,
        _ctx: &'a RequestContext,
    ) -> McpResult<PromptResult> {
        Err(McpError::prompt_not_found(name))
    }
}

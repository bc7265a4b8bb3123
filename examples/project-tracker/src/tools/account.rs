//! The tool about the caller.

use mcp_server::Tools;
use mcp_server::prelude::*;

use super::Api;
use crate::client::ApiError;
use crate::model::Account;

pub(super) fn tools() -> Tools {
    toolset![whoami]
}

/// Show whose credentials the tools work with, and what they allow.
#[tool(read_only)]
async fn whoami(api: Api) -> Result<Json<Account>, ApiError> {
    api.me().await.map(Json)
}

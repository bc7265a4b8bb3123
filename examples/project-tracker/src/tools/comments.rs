//! Tools about comments.

use mcp_server::Tools;
use mcp_server::prelude::*;

use super::Api;
use crate::client::ApiError;
use crate::model::{Comment, CommentFilters, NewComment, Page, PageNumber, PageSize};

pub(super) fn tools() -> Tools {
    toolset![list_comments, create_comment]
}

/// List the comments on an issue, the oldest first.
#[tool(read_only)]
async fn list_comments(
    api: Api,
    /// The issue, such as `CORE-12`
    issue: String,
    /// Which page, from 1
    #[arg(default)]
    page: PageNumber,
    /// How many comments a page shows
    #[arg(default)]
    pagesize: PageSize,
) -> Result<Json<Page<Comment>>, ApiError> {
    let filters = CommentFilters { page, pagesize };
    api.comments(&issue, &filters).await.map(Json)
}

/// Comment on an issue.
#[tool(destructive = false)]
async fn create_comment(
    api: Api,
    /// The issue, such as `CORE-12`
    issue: String,
    /// The text of the comment
    #[arg(min_length = 1, max_length = 10_000)]
    body: String,
) -> Result<Json<Comment>, ApiError> {
    api.create_comment(&issue, &NewComment { body })
        .await
        .map(Json)
}

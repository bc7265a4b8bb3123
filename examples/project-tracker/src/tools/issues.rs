//! Tools about issues.

use mcp_server::Tools;
use mcp_server::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::Api;
use crate::client::ApiError;
use crate::model::{
    Issue, IssueChanges, IssueDetail, IssueFilters, IssueStatus, IssueType, NewIssue, Page,
    PageNumber, PageSize, Priority, SearchFilters, SearchHit,
};

pub(super) fn tools() -> Tools {
    toolset![
        list_issues,
        get_issue,
        create_issue,
        update_issue,
        search_issues,
        bulk_update_issues,
    ]
}

/// List issues, the most recently changed first.
#[tool(read_only)]
#[allow(
    clippy::too_many_arguments,
    reason = "each is a filter that a model can set by itself"
)]
async fn list_issues(
    api: Api,
    /// Only issues of this project, by key or number
    project: Option<String>,
    /// Only issues in this state
    status: Option<IssueStatus>,
    /// Only issues of this priority
    priority: Option<Priority>,
    /// Only issues of this kind
    #[arg(name = "type")]
    kind: Option<IssueType>,
    /// Only issues this person works on
    assignee: Option<String>,
    /// Only issues with this label
    label: Option<String>,
    /// Which page, from 1
    #[arg(default)]
    page: PageNumber,
    /// How many issues a page shows
    #[arg(default)]
    pagesize: PageSize,
) -> Result<Json<Page<Issue>>, ApiError> {
    let filters = IssueFilters {
        project,
        status,
        priority,
        assignee,
        label,
        kind,
        page,
        pagesize,
    };
    api.list_issues(&filters).await.map(Json)
}

/// Show one issue with its project and its latest comments.
#[tool(read_only)]
async fn get_issue(
    api: Api,
    /// The issue, such as `CORE-12`, or its number
    issue: String,
) -> Result<Json<IssueDetail>, ApiError> {
    api.issue(&issue).await.map(Json)
}

/// Open an issue in a project.
#[tool(destructive = false)]
#[allow(clippy::too_many_arguments, reason = "each is a field of the issue")]
async fn create_issue(
    api: Api,
    /// The project, by key or number
    project: String,
    /// Short summary, one line
    #[arg(min_length = 1, max_length = 200)]
    title: String,
    /// What is wrong or wanted, in full
    #[arg(default)]
    description: String,
    /// 1 (urgent) to 4 (low)
    #[arg(default)]
    priority: Priority,
    /// What kind of issue
    #[arg(name = "type", default)]
    kind: IssueType,
    /// Who is to work on it
    assignee: Option<String>,
    /// Its labels
    #[arg(default)]
    labels: Vec<String>,
) -> Result<Json<Issue>, ApiError> {
    let issue = NewIssue {
        project,
        title,
        description,
        priority,
        kind,
        assignee,
        labels,
    };
    api.create_issue(&issue).await.map(Json)
}

/// Change an issue. What is left out stays as it is.
#[tool(idempotent)]
#[allow(clippy::too_many_arguments, reason = "each is a field of the issue")]
async fn update_issue(
    api: Api,
    /// The issue, such as `CORE-12`, or its number
    issue: String,
    /// A new summary
    #[arg(min_length = 1, max_length = 200)]
    title: Option<String>,
    /// A new description
    description: Option<String>,
    /// A new state
    status: Option<IssueStatus>,
    /// A new priority, 1 (urgent) to 4 (low)
    priority: Option<Priority>,
    /// A new kind
    #[arg(name = "type")]
    kind: Option<IssueType>,
    /// Who works on it from now on; empty for nobody
    assignee: Option<String>,
    /// Labels that replace the present ones
    labels: Option<Vec<String>>,
) -> Result<Json<Issue>, ApiError> {
    let changes = IssueChanges {
        title,
        description,
        status,
        priority,
        kind,
        assignee: assignee.map(|name| Some(name).filter(|name| !name.is_empty())),
        labels,
    };
    api.update_issue(&issue, &changes).await.map(Json)
}

/// Find issues by the words in their titles, descriptions and comments, the best match first.
#[tool(read_only)]
async fn search_issues(
    api: Api,
    /// The words; the last one may be a beginning
    #[arg(min_length = 1, max_length = 200)]
    query: String,
    /// Only in this project, by key or number
    project: Option<String>,
    /// How many issues to show
    #[arg(default)]
    pagesize: PageSize,
) -> Result<Json<Page<SearchHit>>, ApiError> {
    let filters = SearchFilters {
        q: query,
        project,
        pagesize,
    };
    api.search_issues(&filters).await.map(Json)
}

/// What a bulk update did.
#[derive(Serialize, JsonSchema)]
struct BulkUpdate {
    /// The issues that changed.
    updated: Vec<String>,
    /// The issues that did not, and why.
    failed: Vec<Failure>,
}

/// An issue that did not change.
#[derive(Serialize, JsonSchema)]
struct Failure {
    /// The issue.
    issue: String,
    /// What the backend said.
    reason: String,
}

/// Move many issues to one state. Reports progress after each; one that fails does not stop the rest.
#[tool(idempotent)]
async fn bulk_update_issues(
    api: Api,
    progress: Progress,
    /// The issues, such as `["CORE-1", "CORE-2"]`
    issues: Vec<String>,
    /// The state they are to have
    status: IssueStatus,
) -> Json<BulkUpdate> {
    let changes = IssueChanges {
        status: Some(status),
        ..IssueChanges::default()
    };
    let total = issues.len();
    let mut report = BulkUpdate {
        updated: Vec::new(),
        failed: Vec::new(),
    };
    for (index, issue) in issues.into_iter().enumerate() {
        let message = match api.update_issue(&issue, &changes).await {
            Ok(_) => {
                let message = format!("{issue} updated");
                report.updated.push(issue);
                message
            }
            Err(error) => {
                let reason = error.to_string();
                let message = format!("{issue} not updated: {reason}");
                report.failed.push(Failure { issue, reason });
                message
            }
        };
        progress.report(index + 1).of(total).message(message).await;
    }
    Json(report)
}

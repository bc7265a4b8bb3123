//! Tools about issues and what is said of them.

use std::collections::BTreeMap;

use mcp_rest::{ApiError, path};
use mcp_server::Tools;
use mcp_server::prelude::*;

use super::super::caller::Caller;
use super::told::{Many, One, Told};
use crate::model::{
    Comment, Issue, IssueChanges, IssueDetail, IssueFilters, IssueSort, IssueStatus, IssueType,
    NewComment, NewIssue, PageNumber, PageSize, Priority, Scalar, SearchFilters, SearchHit,
};

pub(super) fn tools() -> Tools {
    let read = toolset![list_issues, get_issue, search_issues].scope("issues:read");
    let write = toolset![create_issue, update_issue].scope("issues:write");
    read.and(write)
        .and(toolset![create_comment].scope("comments:write"))
}

/// List issues, the most recently changed first.
#[tool(title = "List issues", read_only, idempotent)]
#[allow(
    clippy::too_many_arguments,
    reason = "each is a filter that a model can set by itself"
)]
async fn list_issues(
    api: Caller,
    /// Only issues in this state
    status: Option<IssueStatus>,
    /// Only issues of this priority, 1 (urgent) to 4 (low)
    priority: Option<Priority>,
    /// Only issues this person works on, by name; `me` for the caller
    assignee: Option<String>,
    /// Only issues of this project, by key or number
    project: Option<String>,
    /// Only issues of this sprint, by name or number; `active` for those that run
    sprint: Option<String>,
    /// Only issues with this label, by name
    label: Option<String>,
    /// What the list is ordered by
    #[arg(default)]
    sort: IssueSort,
    /// Which page, from 1
    #[arg(default)]
    page: PageNumber,
    /// How many issues a page shows, at most 100
    #[arg(default)]
    pagesize: PageSize,
) -> Result<Told<Many<Issue>>, ApiError> {
    let filters = IssueFilters {
        project,
        status,
        priority,
        assignee,
        sprint,
        label,
        kind: None,
        sort,
        page,
        pagesize,
    };
    Told::by(api.get(path!["issues"]).query(&filters)).await
}

/// Read an issue with all that surrounds it: assignee, project, sprint, labels, sub-issues, links, custom fields, its
/// latest comments and what agents did.
#[tool(title = "Get an issue", read_only, idempotent)]
async fn get_issue(
    api: Caller,
    /// The issue, such as `CORE-12`, or its number
    #[arg(min_length = 1, example = "CORE-12")]
    issue: String,
) -> Result<Told<One<IssueDetail>>, ApiError> {
    Told::by(api.get(path!["issues", issue])).await
}

/// Open an issue in a project.
#[tool(title = "Open an issue", destructive = false)]
#[allow(clippy::too_many_arguments, reason = "each is a field of the issue")]
async fn create_issue(
    api: Caller,
    /// The project, by key or number
    #[arg(min_length = 1, example = "CORE")]
    project: String,
    /// What it is about, in one line
    #[arg(min_length = 1, max_length = 200)]
    title: String,
    /// What is wrong or wanted, in full
    #[arg(default)]
    description: String,
    /// How much it presses, 1 (urgent) to 4 (low)
    #[arg(default)]
    priority: Priority,
    /// What sort of issue it is
    #[arg(name = "type", default)]
    kind: IssueType,
    /// Its labels; one that is not there yet is made
    #[arg(default, max_items = 20)]
    labels: Vec<String>,
    /// Who is to work on it, by name; `me` for the caller
    assignee: Option<String>,
    /// The sprint it is planned for, by name or number
    sprint: Option<String>,
    /// The issue it is to be a part of, such as `CORE-12`
    parent: Option<String>,
) -> Result<Told<One<Issue>>, ApiError> {
    let issue = NewIssue {
        project,
        title,
        description,
        status: IssueStatus::default(),
        priority,
        kind,
        assignee,
        sprint,
        labels,
        parent,
        custom_fields: BTreeMap::new(),
    };
    Told::by(api.post(path!["issues"]).json(&issue)).await
}

/// Change an issue. What is left out stays as it is.
#[tool(title = "Change an issue", idempotent)]
#[allow(clippy::too_many_arguments, reason = "each is a field of the issue")]
async fn update_issue(
    api: Caller,
    /// The issue, such as `CORE-12`, or its number
    #[arg(min_length = 1, example = "CORE-12")]
    issue: String,
    /// A new state
    status: Option<IssueStatus>,
    /// A new priority, 1 (urgent) to 4 (low)
    priority: Option<Priority>,
    /// Who works on it from now on, by name; empty for nobody
    assignee: Option<String>,
    /// A new title, one line
    #[arg(min_length = 1, max_length = 200)]
    title: Option<String>,
    /// A new description
    description: Option<String>,
    /// A new type
    #[arg(name = "type")]
    kind: Option<IssueType>,
    /// Labels that replace all it has
    #[arg(max_items = 20)]
    labels: Option<Vec<String>>,
    /// The sprint it is planned for from now on; empty for none
    sprint: Option<String>,
    /// The issue it is to be a part of; empty for none
    parent: Option<String>,
    /// Another project, where the issue gets a new number
    project: Option<String>,
    /// New values of custom fields, by key: texts or numbers; an empty text takes a value away
    #[arg(default)]
    custom_fields: BTreeMap<String, Scalar>,
) -> Result<Told<One<Issue>>, ApiError> {
    let changes = IssueChanges {
        project,
        title,
        description,
        status,
        priority,
        kind,
        assignee: assignee.map(or_none),
        sprint: sprint.map(or_none),
        labels,
        parent: parent.map(or_none),
        custom_fields: custom_fields.into_iter().map(emptied).collect(),
    };
    Told::by(api.patch(path!["issues", issue]).json(&changes)).await
}

/// Find issues by the words in their titles, descriptions and comments, the best match first.
#[tool(title = "Search issues", read_only, idempotent)]
async fn search_issues(
    api: Caller,
    /// The words, all of which an issue must have; the last one may be a beginning
    #[arg(min_length = 1, max_length = 200)]
    query: String,
    /// Only in this project, by key or number
    project: Option<String>,
    /// Which page, from 1
    #[arg(default)]
    page: PageNumber,
    /// How many issues a page shows, at most 100
    #[arg(default)]
    pagesize: PageSize,
) -> Result<Told<Many<SearchHit>>, ApiError> {
    let filters = SearchFilters {
        q: query,
        project,
        page,
        pagesize,
    };
    Told::by(api.get(path!["issues", "search"]).query(&filters)).await
}

/// Post a comment on an issue.
#[tool(title = "Comment on an issue", destructive = false)]
async fn create_comment(
    api: Caller,
    /// The issue, such as `CORE-12`, or its number
    #[arg(min_length = 1, example = "CORE-12")]
    issue: String,
    /// What it says
    #[arg(min_length = 1, max_length = 10_000)]
    body: String,
) -> Result<Told<One<Comment>>, ApiError> {
    let comment = NewComment { body };
    Told::by(api.post(path!["issues", issue, "comments"]).json(&comment)).await
}

fn or_none(name: String) -> Option<String> {
    Some(name).filter(|name| !name.is_empty())
}

fn emptied((key, value): (String, Scalar)) -> (String, Option<Scalar>) {
    let empty = matches!(&value, Scalar::Text(text) if text.is_empty());
    (key, Some(value).filter(|_| !empty))
}

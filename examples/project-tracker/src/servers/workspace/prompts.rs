//! What a person may begin with: sorting a backlog, and a report on a week.

use std::fmt::{Display, Write as _};

use mcp_rest::{ApiError, path};
use mcp_server::jsonrpc::ErrorCode;
use mcp_server::prelude::*;
use mcp_server::{IntoToolError as _, PromptResult, Prompts};

use super::super::caller::Caller;
use super::names::{self, most};
use super::told::{Many, One};
use super::week::Week;
use crate::model::{Issue, IssueFilters, IssueSort, IssueStatus, PageNumber, ProjectDetail};

/// How many pages of issues a report looks through.
const MOST_PAGES: u32 = 5;

pub(super) fn all() -> Prompts {
    prompts![triage, weekly_report]
        .scope("projects:read")
        .scope("issues:read")
}

/// Sort the backlog of a project: what is urgent, what is missing, what can go
#[prompt(title = "Triage the backlog")]
async fn triage(
    api: Caller,
    /// The project, by key or number
    #[arg(complete = names::projects)]
    project: String,
) -> Result<PromptResult, ToolError> {
    let known = Known::get(&api, &project).await.map_err(asked_wrong)?;
    let filters = IssueFilters {
        project: Some(project),
        status: Some(IssueStatus::Backlog),
        sort: IssueSort::Priority,
        pagesize: most(),
        ..IssueFilters::default()
    };
    let backlog: Many<Issue> = api.get(path!["issues"]).query(&filters).send().await?;
    let mut text = format!(
        "Triage the backlog of {}. For each issue say whether its priority and type are right, what is missing in \
         it, and whether it repeats another; then propose what to do next, at most five. Change nothing before I agree.\n\n\
         The backlog, {}, the most pressing first:\n",
        known.name(),
        issues(&backlog.meta.total)
    );
    list(&mut text, &backlog.data);
    let messages = vec![Message::user(text), known.message()];
    Ok(PromptResult::from(messages).description("The backlog, to be sorted"))
}

/// Report on what a project has done in a week
#[prompt(title = "Weekly report")]
async fn weekly_report(
    api: Caller,
    /// The project, by key or number
    #[arg(complete = names::projects)]
    project: String,
    /// The week, such as `2026-W31`; this one by default
    #[arg(parse, complete = Week::latest)]
    week: Option<Week>,
) -> Result<PromptResult, ToolError> {
    let week = week.unwrap_or_else(Week::now);
    let known = Known::get(&api, &project).await.map_err(asked_wrong)?;
    let changed = changed(&api, &project, week).await?;
    let (begin, end) = (week.begin(), week.end());
    let (done, open): (Vec<_>, Vec<_>) = changed
        .into_iter()
        .partition(|issue| issue.core.status == IssueStatus::Done);
    let (opened, moved): (Vec<_>, Vec<_>) = open
        .into_iter()
        .partition(|issue| (&*begin..&*end).contains(&&*issue.core.created_at));
    let mut text = format!(
        "Write the report on week {week} of {} for people who do not work on it: what was finished, what came up, \
         what is stuck. Ten sentences at most, no issue without its reference.\n",
        known.name()
    );
    for (title, issues) in [("Done", done), ("Opened", opened), ("Changed", moved)] {
        let count = self::issues(&issues.len());
        let _ = write!(text, "\n{title}, {count}:\n");
        list(&mut text, &issues);
    }
    let messages = vec![Message::user(text), known.message()];
    Ok(PromptResult::from(messages).description("What has changed in a week, to be reported"))
}

/// A project that is not there is no failure of this server, but an argument to be mended.
fn asked_wrong(error: ApiError) -> ToolError {
    let wrong = error.is_not_found() || error.is_argument();
    match error.into_tool_error() {
        error if wrong => error.code(ErrorCode::INVALID_PARAMS),
        error => error,
    }
}

/// The project that a prompt is about.
struct Known(One<ProjectDetail>);

impl Known {
    async fn get(api: &Caller, name: &str) -> Result<Self, ApiError> {
        api.get(path!["projects", name]).send().await.map(Self)
    }

    fn name(&self) -> String {
        let core = &self.0.data.core;
        format!("{} ({})", core.name, core.key)
    }

    /// The resource that it is.
    fn message(&self) -> Message {
        let uri = format!("tracker://projects/{}", self.0.data.core.key);
        let json = serde_json::to_string(&self.0).unwrap_or_default();
        Message::user(Content::resource(uri, "application/json", json))
    }
}

/// The issues whose last change was in a week, the last first.
async fn changed(api: &Caller, project: &str, week: Week) -> Result<Vec<Issue>, ApiError> {
    let (begin, end) = (week.begin(), week.end());
    let mut found = Vec::new();
    for page in 1..=MOST_PAGES {
        let filters = IssueFilters {
            project: Some(project.to_owned()),
            pagesize: most(),
            page: PageNumber::try_from(page).unwrap_or_default(),
            ..IssueFilters::default()
        };
        let list: Many<Issue> = api.get(path!["issues"]).query(&filters).send().await?;
        let last = list.data.last();
        let over = last.is_none_or(|issue| issue.core.updated_at < begin);
        let within = |issue: &Issue| (&*begin..&*end).contains(&&*issue.core.updated_at);
        found.extend(list.data.into_iter().filter(within));
        if over {
            break;
        }
    }
    Ok(found)
}

/// How many issues, in words.
fn issues(count: &impl Display) -> String {
    match count.to_string().as_str() {
        "1" => "1 issue".to_owned(),
        count => format!("{count} issues"),
    }
}

fn list(text: &mut String, issues: &[Issue]) {
    for issue in issues {
        let core = &issue.core;
        let assignee = issue.assignee.as_deref().unwrap_or("nobody");
        let status = serde_json::to_value(core.status).unwrap_or_default();
        let kind = serde_json::to_value(core.kind).unwrap_or_default();
        // Writing to a text cannot fail.
        let _ = writeln!(
            text,
            "- {}: {} ({}, {}, priority {}, {assignee})",
            core.reference,
            core.title,
            kind.as_str().unwrap_or_default(),
            status.as_str().unwrap_or_default(),
            u32::from(core.priority),
        );
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn one_issue_is_no_issues() {
        let counts = [0, 1, 2].map(|count| super::issues(&count));
        assert_eq!(counts, ["0 issues", "1 issue", "2 issues"]);
    }
}

//! Projects and issues as resources: what the API says of them, and word when that changes.

use mcp_rest::{Answer, ApiError, path};
use mcp_server::Resources;
use mcp_server::prelude::*;

use super::super::caller::Caller;
use super::names;
use super::told::Many;
use crate::model::{PageNumber, Project, ProjectFilters};

pub(super) fn all() -> Resources {
    resources![projects, project]
        .scope("projects:read")
        .and(resources![issues, issue].scope("issues:read"))
}

/// The projects of the org, by key
#[resource("tracker://projects", title = "Projects", mime = "application/json")]
async fn projects(api: Caller) -> Result<String, ApiError> {
    let list = api.get(path!["projects"]).send_raw().await;
    list.map(Answer::into_text)
}

/// A project with its team and its lead, by key or number
#[resource(
    "tracker://projects/{id}",
    title = "Project",
    mime = "application/json",
    list = every_project
)]
async fn project(
    api: Caller,
    #[arg(complete = names::projects)] id: String,
) -> Result<Option<String>, ApiError> {
    found(api.get(path!["projects", id]).send_raw().await)
}

/// All projects that the caller finds, page by page of the API.
async fn every_project(api: Caller) -> Result<Vec<Listed>, ApiError> {
    let mut filters = ProjectFilters {
        pagesize: names::most(),
        ..ProjectFilters::default()
    };
    let mut listed = Vec::new();
    loop {
        let request = api.get(path!["projects"]).query(&filters);
        let found: Many<Project> = request.send().await?;
        let more = u32::from(filters.page) * u32::from(filters.pagesize) < found.meta.total;
        let projects = found.data.into_iter().map(|project| project.core);
        listed.extend(projects.map(|core| Listed::of("id", core.key).title(core.name)));
        match PageNumber::try_from(u32::from(filters.page) + 1) {
            Ok(next) if more => filters.page = next,
            _ => return Ok(listed),
        }
    }
}

/// The issues that were changed last
#[resource("tracker://issues", title = "Latest issues", mime = "application/json")]
async fn issues(api: Caller) -> Result<String, ApiError> {
    let list = api.get(path!["issues"]).send_raw().await;
    list.map(Answer::into_text)
}

/// An issue with all that surrounds it, by reference or number
#[resource("tracker://issues/{id}", title = "Issue", mime = "application/json")]
async fn issue(
    api: Caller,
    #[arg(complete = names::issues)] id: String,
) -> Result<Option<String>, ApiError> {
    found(api.get(path!["issues", id]).send_raw().await)
}

/// What the API does not find is no resource, as little as what cannot be the name of anything.
fn found(answer: Result<Answer, ApiError>) -> Result<Option<String>, ApiError> {
    match answer {
        Ok(answer) => Ok(Some(answer.into_text())),
        Err(error) if error.is_not_found() || error.is_argument() => Ok(None),
        Err(error) => Err(error),
    }
}

//! Tools about projects.

use mcp_rest::{ApiError, path};
use mcp_server::Tools;
use mcp_server::prelude::*;

use super::super::caller::Caller;
use super::told::{Many, One, Told};
use crate::model::{PageNumber, PageSize, Project, ProjectDetail, ProjectFilters, ProjectStatus};

pub(super) fn tools() -> Tools {
    toolset![list_projects, get_project].scope("projects:read")
}

/// List projects in the org of the caller, by key.
#[tool(title = "List projects", read_only, idempotent)]
async fn list_projects(
    api: Caller,
    /// Only projects of this team, by key or number
    team: Option<String>,
    /// Only projects in this state
    status: Option<ProjectStatus>,
    /// Which page, from 1
    #[arg(default)]
    page: PageNumber,
    /// How many projects a page shows, at most 100
    #[arg(default)]
    pagesize: PageSize,
) -> Result<Told<Many<Project>>, ApiError> {
    let filters = ProjectFilters {
        team,
        status,
        page,
        pagesize,
    };
    Told::by(api.get(path!["projects"]).query(&filters)).await
}

/// Read a project with its team and its lead.
#[tool(title = "Get a project", read_only, idempotent)]
async fn get_project(
    api: Caller,
    /// Its key, such as `CORE`, or its number
    #[arg(min_length = 1, example = "CORE")]
    project: String,
) -> Result<Told<One<ProjectDetail>>, ApiError> {
    Told::by(api.get(path!["projects", project])).await
}

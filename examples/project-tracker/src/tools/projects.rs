//! Tools about projects.

use mcp_server::Tools;
use mcp_server::prelude::*;

use super::Api;
use crate::client::ApiError;
use crate::model::{
    NewProject, Page, PageNumber, PageSize, Project, ProjectChanges, ProjectFilters, ProjectStatus,
};

pub(super) fn tools() -> Tools {
    toolset![list_projects, get_project, create_project, update_project]
}

/// List projects.
#[tool(read_only)]
async fn list_projects(
    api: Api,
    /// Only projects in this state
    status: Option<ProjectStatus>,
    /// Which page, from 1
    #[arg(default)]
    page: PageNumber,
    /// How many projects a page shows
    #[arg(default)]
    pagesize: PageSize,
) -> Result<Json<Page<Project>>, ApiError> {
    let filters = ProjectFilters {
        status,
        page,
        pagesize,
    };
    api.list_projects(&filters).await.map(Json)
}

/// Show one project.
#[tool(read_only)]
async fn get_project(
    api: Api,
    /// Its key, such as `CORE`, or its number
    project: String,
) -> Result<Json<Project>, ApiError> {
    api.project(&project).await.map(Json)
}

/// Start a project.
#[tool(destructive = false)]
async fn create_project(
    api: Api,
    /// 2 to 10 capital letters and digits; its issues are named after it
    key: String,
    /// What people call it
    #[arg(min_length = 1, max_length = 100)]
    name: String,
    /// What it is for
    #[arg(default)]
    description: String,
) -> Result<Json<Project>, ApiError> {
    let project = NewProject {
        key,
        name,
        description,
    };
    api.create_project(&project).await.map(Json)
}

/// Change a project. What is left out stays as it is.
#[tool(idempotent)]
async fn update_project(
    api: Api,
    /// Its key or number
    project: String,
    /// A new name
    name: Option<String>,
    /// A new description
    description: Option<String>,
    /// A new state
    status: Option<ProjectStatus>,
) -> Result<Json<Project>, ApiError> {
    let changes = ProjectChanges {
        name,
        description,
        status,
    };
    api.update_project(&project, &changes).await.map(Json)
}

//! The API as the tests call it: typed, by a client that is meant for tools.

use mcp_rest::{Path, Rest, path};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::backend::WORKSPACE;
use crate::model::{
    Account, Comment, CommentFilters, Issue, IssueChanges, IssueDetail, IssueFilters, Meta,
    NewComment, NewIssue, NewProject, Page, Project, ProjectChanges, ProjectDetail, ProjectFilters,
    SearchFilters, SearchHit,
};

pub(super) use mcp_rest::ApiError;

/// What a caller proves itself with.
pub(super) enum Credentials {
    ApiKey(String),
    Bearer(String),
}

/// The API as one account may use it.
pub(super) struct Session(Rest);

#[derive(Deserialize)]
struct One<T> {
    data: T,
}

#[derive(Deserialize)]
struct Many<T> {
    data: Vec<T>,
    meta: Meta,
}

impl Session {
    pub(super) fn new(base: &str, credentials: Credentials) -> Self {
        let rest = Rest::builder(&format!("{base}{WORKSPACE}"))
            .build()
            .unwrap();
        Self(match credentials {
            Credentials::ApiKey(key) => rest.with_header("apikey", &key),
            Credentials::Bearer(token) => rest.with_bearer(&token),
        })
    }

    pub(super) async fn me(&self) -> Result<Account, ApiError> {
        self.get(path!["me"]).await
    }

    pub(super) async fn list_projects(
        &self,
        filters: &ProjectFilters,
    ) -> Result<Page<Project>, ApiError> {
        self.list(path!["projects"], filters).await
    }

    pub(super) async fn project(&self, name: &str) -> Result<ProjectDetail, ApiError> {
        self.get(path!["projects", name]).await
    }

    pub(super) async fn create_project(
        &self,
        project: &NewProject,
    ) -> Result<ProjectDetail, ApiError> {
        self.post(path!["projects"], project).await
    }

    pub(super) async fn update_project(
        &self,
        name: &str,
        changes: &ProjectChanges,
    ) -> Result<ProjectDetail, ApiError> {
        self.patch(path!["projects", name], changes).await
    }

    pub(super) async fn list_issues(
        &self,
        filters: &IssueFilters,
    ) -> Result<Page<Issue>, ApiError> {
        self.list(path!["issues"], filters).await
    }

    pub(super) async fn issue(&self, name: &str) -> Result<IssueDetail, ApiError> {
        self.get(path!["issues", name]).await
    }

    pub(super) async fn create_issue(&self, issue: &NewIssue) -> Result<Issue, ApiError> {
        self.post(path!["issues"], issue).await
    }

    pub(super) async fn update_issue(
        &self,
        name: &str,
        changes: &IssueChanges,
    ) -> Result<Issue, ApiError> {
        self.patch(path!["issues", name], changes).await
    }

    pub(super) async fn search_issues(
        &self,
        filters: &SearchFilters,
    ) -> Result<Page<SearchHit>, ApiError> {
        self.list(path!["issues", "search"], filters).await
    }

    pub(super) async fn comments(
        &self,
        name: &str,
        filters: &CommentFilters,
    ) -> Result<Page<Comment>, ApiError> {
        self.list(path!["issues", name, "comments"], filters).await
    }

    pub(super) async fn create_comment(
        &self,
        name: &str,
        comment: &NewComment,
    ) -> Result<Comment, ApiError> {
        self.post(path!["issues", name, "comments"], comment).await
    }

    async fn get<T: DeserializeOwned>(&self, path: Path) -> Result<T, ApiError> {
        let One { data } = self.0.get(path).send().await?;
        Ok(data)
    }

    async fn list<T: DeserializeOwned>(
        &self,
        path: Path,
        query: &impl Serialize,
    ) -> Result<Page<T>, ApiError> {
        let Many { data, meta } = self.0.get(path).query(query).send().await?;
        Ok(Page { items: data, meta })
    }

    async fn post<T: DeserializeOwned>(
        &self,
        path: Path,
        body: &impl Serialize,
    ) -> Result<T, ApiError> {
        let One { data } = self.0.post(path).json(body).send().await?;
        Ok(data)
    }

    async fn patch<T: DeserializeOwned>(
        &self,
        path: Path,
        body: &impl Serialize,
    ) -> Result<T, ApiError> {
        let One { data } = self.0.patch(path).json(body).send().await?;
        Ok(data)
    }
}

//! The client of the REST API: one method for each thing the API does.

mod address;
mod credentials;
mod error;
#[cfg(test)]
mod tests;
mod transport;

use std::time::Duration;

use anyhow::{Context as _, ensure};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) use credentials::Credentials;
pub(crate) use error::ApiError;

use crate::model::{
    Account, Comment, CommentFilters, Issue, IssueChanges, IssueDetail, IssueFilters, NewComment,
    NewIssue, NewProject, Page, Project, ProjectChanges, ProjectFilters, SearchFilters, SearchHit,
};

const CONNECT_DEADLINE: Duration = Duration::from_secs(5);
const WHOLE_DEADLINE: Duration = Duration::from_secs(30);

/// Where the API is, and the connections to it. Cloning shares them.
#[derive(Debug, Clone)]
pub(crate) struct Backend {
    http: Client,
    base: Url,
}

impl Backend {
    /// Gets ready to call the API at this address, such as `http://127.0.0.1:8081`. Nothing is sent yet.
    pub(crate) fn new(base: &str) -> anyhow::Result<Self> {
        Self::with_deadline(base, WHOLE_DEADLINE)
    }

    fn with_deadline(base: &str, deadline: Duration) -> anyhow::Result<Self> {
        let url = Url::parse(base).with_context(|| format!("`{base}` is not an address"))?;
        ensure!(
            url.scheme() == "http" && url.query().is_none() && url.fragment().is_none(),
            "`{base}` must be a plain http:// address"
        );
        ensure!(
            url.username().is_empty() && url.password().is_none(),
            "the backend's address must not carry credentials"
        );
        let http = Client::builder()
            .connect_timeout(CONNECT_DEADLINE)
            .timeout(deadline)
            // The credentials are for this address and for no other.
            .redirect(Policy::none())
            .no_proxy()
            .build()?;
        Ok(Self { http, base: url })
    }

    /// Calls the API as the owner of the credentials.
    pub(crate) fn with_credentials(&self, credentials: Credentials) -> Session {
        Session {
            backend: self.clone(),
            credentials,
        }
    }
}

/// The API as one account may use it.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    backend: Backend,
    credentials: Credentials,
}

impl Session {
    /// Whose credentials these are.
    pub(crate) async fn me(&self) -> Result<Account, ApiError> {
        self.get(&["me"]).await
    }

    /// Projects, by key.
    pub(crate) async fn list_projects(
        &self,
        filters: &ProjectFilters,
    ) -> Result<Page<Project>, ApiError> {
        self.list(&["projects"], filters).await
    }

    /// The project with this key or id.
    pub(crate) async fn project(&self, name: &str) -> Result<Project, ApiError> {
        self.get(&["projects", name]).await
    }

    /// Creates a project.
    pub(crate) async fn create_project(&self, project: &NewProject) -> Result<Project, ApiError> {
        self.send(Method::POST, &["projects"], project).await
    }

    /// Changes the project with this key or id.
    pub(crate) async fn update_project(
        &self,
        name: &str,
        changes: &ProjectChanges,
    ) -> Result<Project, ApiError> {
        self.send(Method::PATCH, &["projects", name], changes).await
    }

    /// Issues, the newest updated first.
    pub(crate) async fn list_issues(
        &self,
        filters: &IssueFilters,
    ) -> Result<Page<Issue>, ApiError> {
        self.list(&["issues"], filters).await
    }

    /// The issue with this reference or id.
    pub(crate) async fn issue(&self, name: &str) -> Result<IssueDetail, ApiError> {
        self.get(&["issues", name]).await
    }

    /// Opens an issue.
    pub(crate) async fn create_issue(&self, issue: &NewIssue) -> Result<Issue, ApiError> {
        self.send(Method::POST, &["issues"], issue).await
    }

    /// Changes the issue with this reference or id.
    pub(crate) async fn update_issue(
        &self,
        name: &str,
        changes: &IssueChanges,
    ) -> Result<Issue, ApiError> {
        self.send(Method::PATCH, &["issues", name], changes).await
    }

    /// The issues that fit the words best.
    pub(crate) async fn search_issues(
        &self,
        filters: &SearchFilters,
    ) -> Result<Page<SearchHit>, ApiError> {
        self.list(&["issues", "search"], filters).await
    }

    /// The comments of the issue with this reference or id, the oldest first.
    pub(crate) async fn comments(
        &self,
        name: &str,
        filters: &CommentFilters,
    ) -> Result<Page<Comment>, ApiError> {
        self.list(&["issues", name, "comments"], filters).await
    }

    /// Comments on the issue with this reference or id.
    pub(crate) async fn create_comment(
        &self,
        name: &str,
        comment: &NewComment,
    ) -> Result<Comment, ApiError> {
        self.send(Method::POST, &["issues", name, "comments"], comment)
            .await
    }

    async fn get<T: DeserializeOwned>(&self, path: &[&str]) -> Result<T, ApiError> {
        let request = self.request(Method::GET, path)?;
        transport::one(request, &self.backend.base).await
    }

    async fn list<T: DeserializeOwned>(
        &self,
        path: &[&str],
        query: &impl Serialize,
    ) -> Result<Page<T>, ApiError> {
        let request = self.request(Method::GET, path)?.query(query);
        transport::page(request, &self.backend.base).await
    }

    async fn send<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &[&str],
        body: &impl Serialize,
    ) -> Result<T, ApiError> {
        let request = self.request(method, path)?.json(body);
        transport::one(request, &self.backend.base).await
    }

    fn request(&self, method: Method, path: &[&str]) -> Result<reqwest::RequestBuilder, ApiError> {
        let url = address::of(&self.backend.base, path)?;
        let (name, value) = self.credentials.header()?;
        Ok(self.backend.http.request(method, url).header(name, value))
    }
}

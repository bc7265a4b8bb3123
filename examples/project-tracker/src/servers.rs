//! The MCP servers over the two REST APIs, and what they share: who calls, as whom they call the APIs, and where that is
//! recorded.

mod agency;
mod caller;
mod fit;
mod following;
mod journal;
#[cfg(test)]
mod rig;
mod silence;
mod workspace;

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use mcp_rest::{BuildError, Rest};
use mcp_server::audit::{Audit, JsonLines};
use mcp_server::auth::{Lookup as _, Secret};
use mcp_server::{Server, Servers};
use tokio::net::TcpListener;

use crate::backend;
use crate::delegation::{Api, ServiceSecret};
use following::{Feed, Following, Lasting};

pub(crate) use agency::PATH as AGENCY;
pub(crate) use caller::Access;
pub(crate) use workspace::{PATH as WORKSPACE, SSE as WORKSPACE_SSE};

/// How long the records of the last calls may take to be written.
const RECORDED: Duration = Duration::from_secs(2);

/// What the servers are built over.
pub(crate) struct Over {
    /// The address of the backend.
    backend: String,
    /// The secret that the backend knows them by.
    secret: Arc<ServiceSecret>,
    /// Where calls are recorded.
    audit: Audit,
}

impl Over {
    /// The backend at this address, which knows the secret. Calls are recorded there, and in a file if there is one.
    pub(crate) fn new(
        backend: &str,
        secret: Arc<ServiceSecret>,
        file: Option<JsonLines>,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            audit: journal::audit(backend, &secret, file).context("--backend-url")?,
            backend: backend.to_owned(),
            secret,
        })
    }

    /// Serves both at one address until the process is told to end; `ready` is called when everything is.
    pub(crate) async fn serve(
        &self,
        listener: TcpListener,
        ready: impl FnOnce(),
    ) -> anyhow::Result<()> {
        let feed = self.feed()?;
        feed.check().await?;
        let workspace = self.workspace()?;
        let agency = agency::builder(self.access(Api::V4)?, self.audit.clone())?.build()?;
        let servers = Servers::new([workspace.clone(), agency.clone()])?;
        let _following = Following::start(feed, [workspace, agency], None).await;
        ready();
        Ok(servers.serve_listener(listener).await?)
    }

    /// Serves the workspace on standard input and output to whoever the token belongs to.
    pub(crate) async fn serve_stdio(&self, token: &str) -> anyhow::Result<()> {
        let feed = self.feed()?;
        feed.check().await?;
        let (access, secret) = (self.access(Api::V1)?, Secret::new(token));
        let found = access.find(&secret).await;
        let found = found.map_err(|error| {
            anyhow::anyhow!(
                "nobody says whose the token is: {error}; start the backend at {}, or check --backend-url",
                self.backend
            )
        })?;
        let Some(principal) = found else {
            bail!(
                "what --token or TRACKER_TOKEN says is no token of the workspace, or not any more; `project-tracker token create` makes one"
            );
        };
        let workspace = self.workspace()?;
        let lasting = Lasting {
            access,
            secret,
            principal: principal.clone(),
        };
        let _following = Following::start(feed, [workspace.clone()], Some(lasting)).await;
        let (input, output) = (tokio::io::stdin(), tokio::io::stdout());
        let served = workspace.serve_lines_as(principal, input, output).await;
        self.audit.flush(RECORDED).await;
        Ok(served?)
    }

    fn workspace(&self) -> anyhow::Result<Server> {
        let builder = workspace::builder(self.access(Api::V1)?, self.audit.clone());
        Ok(builder.build()?)
    }

    fn access(&self, api: Api) -> anyhow::Result<Access> {
        Access::new(&self.backend, api, &self.secret).context("--backend-url")
    }

    fn feed(&self) -> anyhow::Result<Feed> {
        Feed::new(&self.backend, &self.secret).context("--backend-url")
    }
}

/// What the backend at this address has for the servers alone.
fn service(backend: &str, secret: &ServiceSecret) -> Result<Rest, BuildError> {
    Rest::builder(&format!("{backend}{}", backend::WORKSPACE))
        .header("authorization", &format!("Bearer {}", secret.expose()))
        .build()
}

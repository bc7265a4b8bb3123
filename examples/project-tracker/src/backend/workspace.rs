//! What every request of the workspace's API shares, and what its requests do.

pub(super) mod agents;
pub(super) mod comments;
mod custom_fields;
mod documents;
pub(super) mod executions;
mod integrations;
pub(super) mod issues;
mod labels;
pub(super) mod links;
pub(super) mod notifications;
mod projects;
pub(super) mod search;
mod sprints;
mod teams;
pub(super) mod things;

use std::sync::Arc;

use axum::extract::FromRef;
use schemars::JsonSchema;
use serde::Serialize;

use super::audit::Log;
use super::database::Database;
use super::limit::Limiter;
use super::worker::Worker;
use crate::delegation::ServiceSecret;

/// What every request of the workspace's API shares.
#[derive(Clone)]
pub(super) struct Workspace {
    pub(super) database: Database,
    pub(super) log: Log,
    pub(super) limiter: Arc<Limiter>,
    pub(super) secret: Arc<ServiceSecret>,
    pub(super) worker: Worker,
}

impl FromRef<Workspace> for Database {
    fn from_ref(workspace: &Workspace) -> Self {
        workspace.database.clone()
    }
}

impl FromRef<Workspace> for Worker {
    fn from_ref(workspace: &Workspace) -> Self {
        workspace.worker.clone()
    }
}

/// What is said of a thing that has just been deleted.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Deleted {
    /// The number it had.
    id: i64,
    /// Always true.
    deleted: bool,
}

impl Deleted {
    fn new(id: i64) -> Self {
        Self { id, deleted: true }
    }
}

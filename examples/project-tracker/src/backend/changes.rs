//! `GET /changes`: what has changed in all orgs, told to the server that tells its clients.
//!
//! It may be waited for: then the answer comes with the next change, or when the time is over.

use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::HeaderMap;
use schemars::JsonSchema;
use serde_json::Value;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::answer::Paged;
use super::credential::Credential;
use super::error::Error;
use super::extract::Params;
use super::store::changes::{self as store, Change, Position};
use super::value::text;
use super::workspace::Workspace;

/// For how many seconds a change may be waited for: less than clients give up after.
const LONGEST_WAIT: i64 = 20;
/// How often it is looked whether another process has changed something.
const OTHERS: Duration = Duration::from_secs(1);
/// How many may wait at once.
const MOST: usize = 16;

/// Whom changes are told to.
#[derive(Clone)]
pub(super) struct Feed {
    workspace: Workspace,
    places: Arc<Semaphore>,
}

/// What is asked.
#[derive(JsonSchema)]
#[expect(
    dead_code,
    reason = "read field by field, so that every mistake is told at once"
)]
pub(super) struct Question {
    /// Only what has changed after the change of this number. Without it, only where the end is.
    #[schemars(range(min = 0))]
    after: Option<i64>,
    /// For how many seconds to wait for a change, if there is none yet.
    #[schemars(range(min = 0, max = 20))]
    wait: Option<i64>,
}

impl Feed {
    pub(super) fn new(workspace: &Workspace) -> Self {
        Self {
            workspace: workspace.clone(),
            places: Arc::new(Semaphore::new(MOST)),
        }
    }
}

/// `GET /changes`
pub(super) async fn follow(
    State(feed): State<Feed>,
    headers: HeaderMap,
    Params(mut fields): Params,
) -> Result<Paged<Change, Position>, Error> {
    Credential::of_server(&headers, &feed.workspace.secret)?;
    let after = fields.optional("after", |value| whole(value, i64::MAX));
    let wait = fields.optional("wait", |value| whole(value, LONGEST_WAIT));
    fields.finish()?;
    let place = feed.places.try_acquire();
    let _place = place.map_err(|_| Error::Limited(OTHERS))?;
    let wait = Duration::from_secs(wait.unwrap_or_default().unsigned_abs());
    next(&feed.workspace, after, Instant::now() + wait).await
}

async fn next(
    workspace: &Workspace,
    after: Option<i64>,
    until: Instant,
) -> Result<Paged<Change, Position>, Error> {
    let database = &workspace.database;
    loop {
        // Listened for before it is looked: what changes in between wakes it.
        let mut changed = pin!(database.changed());
        changed.as_mut().enable();
        let (items, meta) = database
            .read(move |connection| store::after(connection, after))
            .await?;
        let left = until.saturating_duration_since(Instant::now());
        if !items.is_empty() || meta.has_missed() || after.is_none() || left.is_zero() {
            return Ok(Paged { items, meta });
        }
        // Either way it looks again.
        let _ = timeout(left.min(OTHERS), changed).await;
    }
}

fn whole(value: &Value, most: i64) -> Result<i64, String> {
    let number = text(value)?.parse().ok();
    number
        .filter(|number| (0..=most).contains(number))
        .ok_or_else(|| match most {
            i64::MAX => "must be a whole number from 0".to_owned(),
            _ => format!("must be a whole number from 0 to {most}"),
        })
}

//! Who calls: what is asked of whoever knows, and what becomes of strangers. How callers prove who
//! they are is `auth`'s.

mod challenge;
mod guests;
mod name;
mod shares;

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use mcp_core::Principal;
use tokio::time::timeout;

pub(crate) use challenge::{Challenges, Demand};
#[cfg(feature = "auth")]
pub(crate) use challenge::{is_asked_for, quoted};
pub(crate) use guests::{Guest, Guests};
pub(crate) use name::name;
pub(crate) use shares::{Overdrawn, Share, Shares, half, identity};

/// How long it may take to find out who calls.
const LIMIT: Duration = Duration::from_secs(10);

/// How far the clocks of those who issue credentials may be from ours.
const SKEW: Duration = Duration::from_secs(60);

/// Asks each request who sends it.
pub(crate) trait Gatekeeper: Send + Sync {
    /// Looks at the credentials of a request; `None` for a stranger who may call.
    fn examine(self: Arc<Self>, headers: &HeaderMap) -> Result<Option<Examination>, Refused>;

    /// Finds out who starts the process; `None` for a stranger who may.
    fn from_environment(self: Arc<Self>) -> Introduction;

    /// The same principal with all that its scopes imply.
    fn spell_out(&self, principal: Principal) -> Principal;

    /// Whether strangers are turned away.
    fn is_strict(&self) -> bool;

    /// The headers that hold credentials.
    fn headers(&self) -> &[HeaderName];

    /// How clients are asked for credentials.
    fn challenges(&self) -> &Challenges;

    /// The path where it is published how to get in, if anywhere.
    fn published_at(&self) -> Option<&str>;

    /// What is published at a path for those who want to get in.
    fn document_at(&self, path: &str) -> Option<&Bytes>;
}

/// Who starts the process, or why nobody may.
pub(crate) type Introduction =
    Pin<Box<dyn Future<Output = Result<Option<Principal>, String>> + Send>>;

/// Why nobody is known to send a request.
#[derive(Debug)]
pub(crate) enum Refused {
    /// There are no credentials of a kind that is known here. Which are.
    Missing(String),
    /// There are none that can be read. Why.
    Malformed(&'static str),
    /// They prove nothing. Why.
    Wrong(Cow<'static, str>),
    /// Nobody can tell at the moment.
    Unavailable,
}

impl Refused {
    /// Why, for whoever sent the credentials.
    pub(crate) fn why(&self) -> &str {
        match self {
            Self::Missing(wanted) => wanted,
            Self::Malformed(why) => why,
            Self::Wrong(why) => why,
            Self::Unavailable => "the credentials cannot be looked at now; try again later",
        }
    }
}

/// A look at credentials that takes its time, but not too long; dropping it gives it up.
pub(crate) struct Examination(Outcome);

type Outcome = Pin<Box<dyn Future<Output = Result<Principal, Refused>> + Send>>;

impl Examination {
    pub(crate) fn of(
        asking: impl Future<Output = Result<Principal, Refused>> + Send + 'static,
    ) -> Self {
        Self(Box::pin(async {
            timeout(LIMIT, asking).await.unwrap_or_else(|_| {
                tracing::error!("no scheme could tell in time whose credentials these are");
                Err(Refused::Unavailable)
            })
        }))
    }
}

impl Future for Examination {
    type Output = Result<Principal, Refused>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let polled = catch_unwind(AssertUnwindSafe(|| self.0.as_mut().poll(cx)));
        polled.unwrap_or_else(|_| {
            // What it said may repeat the credentials.
            tracing::error!("a scheme panicked over credentials");
            Poll::Ready(Err(Refused::Unavailable))
        })
    }
}

/// The values of `WWW-Authenticate` of a server, which may have no authentication.
pub(crate) fn challenges(
    keeper: Option<&Arc<dyn Gatekeeper>>,
    demand: &Demand<'_>,
) -> Vec<HeaderValue> {
    match keeper {
        Some(keeper) => keeper.challenges().make(demand),
        None => Challenges::default().make(demand),
    }
}

/// For how long a principal's credentials are still good, give or take what clocks differ by;
/// `None` where they do not expire.
pub(crate) fn remaining(principal: &Principal) -> Option<Duration> {
    let end = principal.expires()?.checked_add(SKEW)?;
    Some(end.duration_since(SystemTime::now()).unwrap_or_default())
}

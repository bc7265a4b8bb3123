//! What is served: tools, prompts and resources, state and options.

mod announce;
mod bodies;
mod builder;
mod calls;
mod catalogue;
mod change;
mod check;
mod current;
mod error;
mod offer;
mod options;
mod said;
mod seal;
mod skills;
mod tasks;
mod unattended;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use mcp_core::Principal;
use mcp_core::model::Implementation;
use mcp_core::peer::{Cancellation, StateMap};
use mcp_core::schema::Lint;
use mcp_core::tool::Policy;
use mcp_core::wire::Stamp;

pub(crate) use bodies::{FREE, Room, housed, nothing_of};
pub use builder::Builder;
pub(crate) use calls::{Full, Slot};
pub(crate) use catalogue::{CACHING as DISCOVERY_CACHING, Catalogue, Kind, Lost, Page, Pages, Put};
pub use change::Change;
pub use error::BuildError;
#[cfg(feature = "skills")]
pub use skills::Skills;

pub(crate) use options::{Hosts, HttpOptions, Limits};
pub(crate) use said::said;
pub(crate) use seal::{Seal, Unsealed};
pub(crate) use tasks::{Next, Overloaded, Owner, Place, Questions, Record, Tasks};

use self::bodies::Bodies;
use self::calls::Calls;
use self::current::Current;
use crate::callers::{Gatekeeper, Guest, Guests, Overdrawn};
use crate::recorder::Recorder;
use crate::session::Sessions;

/// A server: tools with everything that is needed to serve them.
///
/// It is a cheap handle; clones share sessions and state. It is a hyper and a tower service, so it
/// can be mounted in any router, and it can [serve](Server::serve) by itself.
///
/// ```
/// use mcp_server::prelude::*;
///
/// /// Add two numbers.
/// #[tool]
/// fn add(a: i64, b: i64) -> i64 {
///     a + b
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let server = Server::builder(server_info!()).tools(toolset![add]).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Server(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) info: Implementation,
    pub(crate) instructions: Option<String>,
    /// The server's identity, as every stateless result carries it.
    pub(crate) stamp: Stamp,
    current: Current,
    policy: Policy,
    pub(crate) state: Arc<StateMap>,
    pub(crate) http: HttpOptions,
    /// Asks who calls; none where everybody may.
    pub(crate) gatekeeper: Option<Arc<dyn Gatekeeper>>,
    /// Whose requests are being served; none where everybody may call.
    guests: Option<Arc<Guests>>,
    /// Somebody was turned away though nobody could be known.
    strangers: AtomicBool,
    /// Keeps a record of calls; none where nobody wants any.
    pub(crate) recorder: Option<Arc<dyn Recorder>>,
    pub(crate) limits: Limits,
    pub(crate) sessions: Sessions,
    /// Closes what travels through clients.
    pub(crate) seal: Seal,
    /// The calls that run.
    calls: Calls,
    /// The memory that messages take.
    bodies: Arc<Bodies>,
    /// What goes on after its request is answered.
    pub(crate) tasks: Arc<Tasks>,
    /// Calls that go on without a connection.
    unattended: unattended::Count,
    shutdown: Cancellation,
}

impl Server {
    /// Starts the building of a server; [`server_info!`](crate::server_info) names it after the
    /// crate that it stands in.
    pub fn builder(info: impl Into<Implementation>) -> Builder {
        Builder::new(info.into())
    }

    /// What popular clients are known to stumble over in what this server publishes, and what to
    /// write instead. [`assert_portable!`](crate::assert_portable) fails a test over it.
    #[must_use]
    pub fn lint(&self) -> Vec<Lint> {
        self.0.catalogue().lints()
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    pub(crate) fn http(&self) -> &HttpOptions {
        &self.0.http
    }

    /// Who asks who calls, if anybody does.
    pub(crate) fn gatekeeper(&self) -> Option<&Arc<dyn Gatekeeper>> {
        self.0.gatekeeper.as_ref()
    }

    /// A place for whoever sends a request, where it is asked who that is.
    pub(crate) fn receive(&self, who: Option<Principal>) -> Result<Option<Guest>, Overdrawn> {
        let guests = self.0.guests.as_ref();
        guests.map(|guests| guests.enter(who)).transpose()
    }

    /// Whether somebody has as many calls and streams as one caller may, and one more.
    pub(crate) fn is_crowded_by(&self, who: Option<&Principal>) -> bool {
        let guests = self.0.guests.as_ref();
        guests.is_some_and(|guests| guests.is_crowded_by(who))
    }

    /// Notes that a caller was turned away because nobody knows who it is. Where nobody could, the
    /// owner is told so, once.
    pub(crate) fn turned_away(&self) {
        if self.0.gatekeeper.is_none() && !self.0.strangers.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                "a call was refused, or a list lacks something, because it wants to know who calls, \
                 and the server was built without `authentication`: nobody can have it"
            );
        }
    }

    pub(crate) fn sessions(&self) -> &Sessions {
        &self.0.sessions
    }

    /// Raised when the server drains.
    pub(crate) fn shutdown(&self) -> &Cancellation {
        &self.0.shutdown
    }

    /// How many bytes one message may have where nothing else frames it.
    pub(crate) fn line_limit(&self) -> usize {
        self.0.http.body_limit
    }
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server")
            .field("info", &self.0.info)
            .field("offers", &self.0.catalogue())
            .finish_non_exhaustive()
    }
}

//! Building a server: everything is checked here, so that nothing can be missing later.

use std::sync::Arc;
use std::time::Duration;

use mcp_core::model::Implementation;
use mcp_core::peer::{Cancellation, StateMap};
use mcp_core::schema::SchemaPolicy;
use mcp_core::tool::Policy;
use mcp_core::wire::Stamp;
use mcp_core::{PromptSet, ResourceSet, ToolSet};

use super::offer::Offer;
use super::{BuildError, Catalogue, Hosts, HttpOptions, Inner, Limits, Server, check};
use crate::session::Sessions;

/// A server in the making.
#[derive(Debug)]
#[must_use = "a server comes to be by `.build()`"]
pub struct Builder {
    info: Implementation,
    instructions: Option<String>,
    offer: Offer,
    state: StateMap,
    policy: Policy,
    http: HttpOptions,
    limits: Limits,
}

impl Builder {
    pub(super) fn new(info: Implementation) -> Self {
        Self {
            info,
            instructions: None,
            offer: Offer::default(),
            state: StateMap::default(),
            policy: Policy::default(),
            http: HttpOptions::default(),
            limits: Limits::default(),
        }
    }

    /// Adds tools: `toolset![…]`, the `tools()` of a module, or a value whose type has `#[tools]`,
    /// with the prompts and resources that are written beside them.
    pub fn tools(mut self, tools: impl ToolSet) -> Self {
        self.offer.add(tools);
        self
    }

    /// Adds prompts: `prompts![…]`.
    pub fn prompts(mut self, prompts: impl PromptSet) -> Self {
        self.offer.prompts.extend(prompts.into_prompts());
        self
    }

    /// Adds resources: `resources![…]`.
    pub fn resources(mut self, resources: impl ResourceSet) -> Self {
        self.offer.resources.extend(resources.into_resources());
        self
    }

    /// Adds all that another server in the making offers. Its tools keep the state that it was
    /// given, and find the rest here; its own name, limits and paths are left behind.
    ///
    /// ```
    /// use mcp_server::prelude::*;
    ///
    /// /// Show the latest commit
    /// #[tool(read_only)]
    /// fn head(State(repository): State<String>) -> String {
    ///     format!("the head of {repository}")
    /// }
    ///
    /// fn git(repository: &str) -> mcp_server::Builder {
    ///     Server::builder(("git", "1.0.0")).tools(toolset![head]).state(repository.to_owned())
    /// }
    ///
    /// # fn main() -> Result<(), mcp_server::BuildError> {
    /// let server = Server::builder(server_info!())
    ///     .nest("ours", git("/srv/ours"))
    ///     .nest("theirs", git("/srv/theirs"))
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn merge(mut self, other: Self) -> Self {
        self.offer.merge(other.offer, other.state);
        self
    }

    /// The same as [`merge`](Self::merge) with `prefix_` before each name.
    pub fn nest(self, prefix: &str, mut other: Self) -> Self {
        other.offer.prefix(prefix);
        self.merge(other)
    }

    /// Leaves out the tools that carry a tag.
    ///
    /// ```
    /// use mcp_server::prelude::*;
    ///
    /// /// Delete all issues
    /// #[tool(destructive, tags("admin"))]
    /// async fn purge() {}
    ///
    /// # fn main() -> Result<(), mcp_server::BuildError> {
    /// let server = Server::builder(server_info!()).tools(toolset![purge]).without_tag("admin").build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn without_tag(mut self, tag: &str) -> Self {
        self.offer.keep(|tags| !tags.contains(&tag));
        self
    }

    /// Leaves out the tools that do not carry a tag.
    pub fn only_tag(mut self, tag: &str) -> Self {
        self.offer.keep(|tags| tags.contains(&tag));
        self
    }

    /// Which schemas clients get to see; portable ones by default.
    pub const fn schema_policy(mut self, schemas: SchemaPolicy) -> Self {
        self.policy.schemas = schemas;
        self
    }

    /// Takes arguments only as their schema says. By default a text that spells a number, a
    /// boolean, an object or an array (`"200"`, `"true"`, `"{…}"`) counts as that where the schema
    /// allows no text, because clients send such.
    pub const fn strict_arguments(mut self) -> Self {
        self.policy.lenient = false;
        self
    }

    /// Whether structured answers are held to the schema that is published for them: a program
    /// that relies on it would stumble otherwise. In debug builds they are by default.
    pub const fn check_answers(mut self, check: bool) -> Self {
        self.policy.check_answers = check;
        self
    }

    /// Gives the tools a value to take as [`State<T>`](crate::State). One value per type.
    pub fn state<T: Send + Sync + 'static>(mut self, value: T) -> Self {
        self.state.insert(value);
        self
    }

    /// Tells the model how to use the server.
    pub fn instructions(mut self, text: impl Into<String>) -> Self {
        self.instructions = Some(text.into());
        self
    }

    /// Serves streamable HTTP and 2026-07-28 at this path; `/mcp` by default.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.http.path = path.into();
        self
    }

    /// Serves HTTP+SSE (2024-11-05) at these paths; `/sse` and `/message` by default.
    pub fn sse_paths(mut self, stream: impl Into<String>, message: impl Into<String>) -> Self {
        self.http.sse_path = stream.into();
        self.http.message_path = message.into();
        self
    }

    /// Answers under these host names instead of the loopback ones; with a port only there.
    pub fn allowed_hosts<H: Into<String>>(mut self, hosts: impl IntoIterator<Item = H>) -> Self {
        self.http.hosts = Hosts::Listed(hosts.into_iter().map(Into::into).collect());
        self
    }

    /// Answers under every host name. Only for a server behind a proxy that checks it: a page in a
    /// browser could otherwise reach a local server by DNS rebinding.
    pub fn allow_any_host(mut self) -> Self {
        self.http.hosts = Hosts::Any;
        self
    }

    /// Lets pages of these origins call, such as `https://app.example.com`.
    pub fn allowed_origins<O: Into<String>>(
        mut self,
        origins: impl IntoIterator<Item = O>,
    ) -> Self {
        self.http.origins = origins.into_iter().map(Into::into).collect();
        self
    }

    /// How many bytes a message may have; 4 MiB by default.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.http.body_limit = bytes;
        self
    }

    /// After how long without a byte an event stream says that it is alive; 15 s by default, and
    /// not less than 10 ms.
    pub fn keep_alive(mut self, interval: Duration) -> Self {
        self.http.keep_alive = interval.max(Duration::from_millis(10));
        self
    }

    /// How long a draining server waits for running calls; 25 s by default.
    pub fn drain(mut self, deadline: Duration) -> Self {
        self.http.drain = deadline;
        self
    }

    /// How long a tool may take before its call fails; 60 s by default.
    pub fn tool_timeout(mut self, timeout: Duration) -> Self {
        self.limits.tool_timeout = timeout;
        self
    }

    /// After how long without a call or an open stream a session ends; 30 min by default.
    pub fn session_idle(mut self, timeout: Duration) -> Self {
        self.limits.sessions.idle = timeout;
        self
    }

    /// How many sessions without a call or stream are kept; 10,000 by default. Beyond that the
    /// one that is idle longest ends.
    pub fn idle_sessions(mut self, most: usize) -> Self {
        self.limits.sessions.most = most;
        self
    }

    /// How many tools a page of `tools/list` shows; 1000 by default, because not every client asks
    /// for the second page.
    pub fn page_size(mut self, tools: usize) -> Self {
        self.limits.page_size = tools.max(1);
        self
    }

    /// Checks everything and makes the server.
    ///
    /// # Errors
    /// All that is wrong: two tools of one name, a name that clients refuse, state that a tool
    /// needs and was not given, a limit that its argument cannot have, paths that cannot be told
    /// apart.
    pub fn build(self) -> Result<Server, BuildError> {
        let mut faults = Vec::new();
        self.offer.check(&self.state, &mut faults);
        let tools = self.offer.prepare(&self.policy, &self.state, &mut faults);
        check::paths(&self.http, &mut faults);
        BuildError::of(faults)?;
        let stamp = Stamp::new(&self.info);
        let catalogue = Catalogue::new(tools, self.limits.page_size, &stamp);
        for lint in catalogue.lints() {
            tracing::warn!("{lint}");
        }
        Ok(Server(Arc::new(Inner {
            info: self.info,
            instructions: self.instructions,
            stamp,
            catalogue,
            state: Arc::new(self.state),
            http: self.http,
            limits: self.limits,
            sessions: Sessions::new(self.limits.sessions),
            shutdown: Cancellation::default(),
        })))
    }
}

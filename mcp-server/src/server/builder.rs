//! Building a server: everything is checked here, so that nothing can be missing later.

use std::sync::Arc;
use std::time::Duration;

use mcp_core::model::Implementation;
use mcp_core::peer::{Cancellation, StateMap};
use mcp_core::wire::Stamp;
use mcp_core::{Tool, ToolSet};

use super::error::Kind;
use super::{BuildError, Catalogue, Hosts, HttpOptions, Inner, Limits, Server};
use crate::session::Sessions;

/// A server in the making.
#[derive(Debug)]
#[must_use = "a server comes to be by `.build()`"]
pub struct Builder {
    info: Implementation,
    instructions: Option<String>,
    tools: Vec<Tool>,
    state: StateMap,
    http: HttpOptions,
    limits: Limits,
}

impl Builder {
    pub(super) fn new(info: Implementation) -> Self {
        Self {
            info,
            instructions: None,
            tools: Vec::new(),
            state: StateMap::default(),
            http: HttpOptions::default(),
            limits: Limits::default(),
        }
    }

    /// Adds tools: `toolset![…]`, or a value whose type has `#[tools]`.
    pub fn tools(mut self, tools: impl ToolSet) -> Self {
        self.tools.extend(tools.into_tools());
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
    /// Two tools of one name, a name that clients refuse, state that a tool needs and was not
    /// given, or paths that cannot be told apart.
    pub fn build(self) -> Result<Server, BuildError> {
        self.check_tools()?;
        self.check_paths()?;
        let stamp = Stamp::new(&self.info);
        let catalogue = Catalogue::new(self.tools, self.limits.page_size, &stamp);
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

    fn check_tools(&self) -> Result<(), BuildError> {
        for (index, tool) in self.tools.iter().enumerate() {
            let name = &tool.definition().name;
            let fits = |letter: u8| letter.is_ascii_alphanumeric() || b"_-.".contains(&letter);
            if !(1..=128).contains(&name.len()) || !name.bytes().all(fits) {
                return Err(Kind::Name {
                    name: name.to_string(),
                    place: tool.place(),
                }
                .into());
            }
            let same = |other: &&Tool| other.definition().name == *name;
            if let Some(first) = self.tools[..index].iter().find(same) {
                return Err(Kind::Duplicate {
                    name: name.to_string(),
                    first: first.place(),
                    second: tool.place(),
                }
                .into());
            }
            if let Some(state) = tool.missing_state(&self.state) {
                return Err(Kind::State {
                    tool: name.to_string(),
                    state,
                }
                .into());
            }
        }
        Ok(())
    }

    fn check_paths(&self) -> Result<(), BuildError> {
        let HttpOptions {
            path,
            sse_path,
            message_path,
            ..
        } = &self.http;
        let paths = [path, sse_path, message_path];
        for (index, path) in paths.iter().enumerate() {
            let fits = path.starts_with('/') && !path.contains(['?', '#', ' ']);
            if !fits || paths[..index].contains(path) {
                return Err(Kind::Path {
                    path: (*path).clone(),
                }
                .into());
            }
        }
        Ok(())
    }
}

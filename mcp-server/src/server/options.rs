//! The limits and addresses of a server, with their defaults.

use std::time::Duration;

use crate::session;

/// What the HTTP transport keeps to.
#[derive(Clone, Debug)]
pub(crate) struct HttpOptions {
    /// Where streamable HTTP and the stateless revision are served.
    pub(crate) path: String,
    /// Where HTTP+SSE opens its stream.
    pub(crate) sse_path: String,
    /// Where HTTP+SSE takes its messages.
    pub(crate) message_path: String,
    pub(crate) hosts: Hosts,
    /// Origins that may call beside those the hosts imply.
    pub(crate) origins: Vec<String>,
    pub(crate) body_limit: usize,
    pub(crate) header_deadline: Duration,
    pub(crate) body_deadline: Duration,
    pub(crate) keep_alive: Duration,
    pub(crate) idle_connection: Duration,
    /// How long a draining server waits for its calls.
    pub(crate) drain: Duration,
    pub(crate) max_connections: usize,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            path: "/mcp".to_owned(),
            sse_path: "/sse".to_owned(),
            message_path: "/message".to_owned(),
            hosts: Hosts::Loopback,
            origins: Vec::new(),
            body_limit: 4 << 20,
            header_deadline: Duration::from_secs(10),
            body_deadline: Duration::from_secs(30),
            keep_alive: Duration::from_secs(15),
            idle_connection: Duration::from_secs(60),
            drain: Duration::from_secs(25),
            max_connections: 10_000,
        }
    }
}

/// Under which names the server answers; the defence against DNS rebinding.
#[derive(Clone, Debug)]
pub(crate) enum Hosts {
    /// `localhost`, `127.0.0.1` and `[::1]`.
    Loopback,
    /// These.
    Listed(Vec<String>),
    /// Whatever a proxy in front lets through.
    Any,
}

/// What calls and sessions keep to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// How long a tool may take.
    pub(crate) tool_timeout: Duration,
    /// When sessions end.
    pub(crate) sessions: session::Limits,
    /// How many tools one page of a list shows.
    pub(crate) page_size: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            tool_timeout: Duration::from_secs(60),
            sessions: session::Limits {
                idle: Duration::from_secs(30 * 60),
                most: 10_000,
            },
            page_size: 1000,
        }
    }
}

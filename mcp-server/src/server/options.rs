//! The limits and addresses of a server, with their defaults.

use std::time::Duration;

use super::tasks::TaskLimits;
use crate::session;

/// The longest time that anything takes: 30 years. A [`Duration`] can say more than clocks can count
/// to.
const LONGEST: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

/// The longest time after which a client comes back: many count milliseconds in 31 bits.
const LONGEST_RETRY: Duration = Duration::from_secs(24 * 60 * 60);

/// A time that a server's owner wishes for, as far as clocks can count.
pub(super) fn bounded(time: Duration) -> Duration {
    time.min(LONGEST)
}

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
    /// How many bytes large bodies may take together.
    pub(crate) body_memory: usize,
    pub(crate) header_deadline: Duration,
    pub(crate) body_deadline: Duration,
    pub(crate) keep_alive: Duration,
    /// After how long the client of a call is told to come back later, if it is.
    pub(crate) poll_after: Option<Duration>,
    /// The line that says after how many milliseconds it comes back.
    pub(crate) retry: String,
    /// For how long a stream can be resumed after its end.
    pub(crate) resumable: Duration,
    pub(crate) idle_connection: Duration,
    /// How long a draining server waits for its calls.
    pub(crate) drain: Duration,
    pub(crate) max_connections: usize,
}

impl HttpOptions {
    /// What is served where.
    pub(super) fn paths(&self) -> [&String; 3] {
        [&self.path, &self.sse_path, &self.message_path]
    }

    /// Whether something is served at a path.
    pub(crate) fn serves(&self, path: &str) -> bool {
        self.paths().into_iter().any(|own| own == path)
    }
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
            body_memory: 256 << 20,
            header_deadline: Duration::from_secs(10),
            body_deadline: Duration::from_secs(30),
            keep_alive: Duration::from_secs(15),
            poll_after: None,
            retry: retry(Duration::from_secs(1)),
            resumable: Duration::from_secs(5 * 60),
            idle_connection: Duration::from_secs(60),
            drain: Duration::from_secs(25),
            max_connections: 10_000,
        }
    }
}

/// The field of an event stream by which a client knows when to come back.
pub(super) fn retry(time: Duration) -> String {
    format!("retry: {}\n", time.min(LONGEST_RETRY).as_millis())
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
    /// How many calls run at a time.
    pub(crate) calls: usize,
    /// How many bytes an answer may have.
    pub(crate) answer: usize,
    /// How long a client may take to answer a question.
    pub(crate) ask_timeout: Duration,
    /// How long answers and what goes with them can be sent again.
    pub(crate) state_lifetime: Duration,
    /// Whether they can be sent again only once.
    pub(crate) single_use_state: bool,
    /// Whether a client must say that it is initialized before it asks.
    pub(crate) strict_handshake: bool,
    /// When sessions end.
    pub(crate) sessions: session::Limits,
    /// What tasks keep to.
    pub(crate) tasks: TaskLimits,
    /// How much one page of a list shows.
    pub(crate) page_size: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            tool_timeout: Duration::from_secs(60),
            calls: 4096,
            answer: 16 << 20,
            ask_timeout: Duration::from_secs(5 * 60),
            state_lifetime: Duration::from_secs(10 * 60),
            single_use_state: false,
            strict_handshake: false,
            sessions: session::Limits {
                idle: Duration::from_secs(30 * 60),
                most: 10_000,
                listeners: 10_000,
            },
            tasks: TaskLimits::default(),
            page_size: 1000,
        }
    }
}

//! What a service is, and what may be asked of it.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder};
use tokio::time::Instant;

use crate::address::{self, Base};
use crate::breaker::Breaker;
use crate::budget::Budget;
use crate::call::Service;
use crate::header::Headers;
use crate::{ArgumentError, Rest};

/// The longest that anything is waited for: clocks cannot count to all that a duration can say.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

const USER_AGENT: &str = concat!("mcp-rest/", env!("CARGO_PKG_VERSION"));

/// Describes a service: see [`Rest::builder`].
///
/// ```
/// use std::time::Duration;
/// use mcp_rest::Rest;
/// let api = Rest::builder("http://127.0.0.1:9/v1")
///     .header("x-api-key", "secret")
///     .deadline(Duration::from_secs(10))
///     .build()?;
/// assert!(!format!("{api:?}").contains("secret"));
/// # Ok::<(), mcp_rest::BuildError>(())
/// ```
#[derive(Debug)]
#[must_use = "a builder makes nothing until `build`"]
pub struct Builder {
    base: String,
    headers: Headers,
    plain_http: bool,
    deadline: Duration,
    connect_deadline: Duration,
    answer_limit: usize,
    retries: u32,
    retry_percent: u8,
    breaker_pause: Duration,
}

impl Builder {
    pub(crate) fn new(base: &str) -> Self {
        Self {
            base: base.to_owned(),
            headers: Headers::default(),
            plain_http: false,
            deadline: Duration::from_secs(30),
            connect_deadline: Duration::from_secs(5),
            answer_limit: 8 * 1024 * 1024,
            retries: 2,
            retry_percent: 10,
            breaker_pause: Duration::from_secs(5),
        }
    }

    /// Sends this header with every request, and shows it to nobody else. For what the server itself proves itself with; what
    /// is different from call to call goes to [`Rest::with_header`].
    pub fn header(mut self, name: &str, secret: &str) -> Self {
        self.headers.set_secret(name, secret);
        self
    }

    /// Allows `http://` to other machines, for a network where nobody listens in. Whoever can answer in the service's
    /// name there gets the credentials of each call.
    pub const fn allow_plain_http(mut self) -> Self {
        self.plain_http = true;
        self
    }

    /// How long a call may take: connecting, sending, answering, and all of that again. 30 s unless said otherwise, and
    /// not more than a day.
    pub const fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// How long it may take to connect, handshakes included. 5 s unless said otherwise.
    pub const fn connect_deadline(mut self, deadline: Duration) -> Self {
        self.connect_deadline = deadline;
        self
    }

    /// The largest answer that is read, in bytes, unpacked. 8 MiB unless said otherwise.
    pub const fn answer_limit(mut self, bytes: usize) -> Self {
        self.answer_limit = bytes;
        self
    }

    /// How often a request that may be repeated is sent again. 2 unless said otherwise.
    pub const fn retries(mut self, most: u32) -> Self {
        self.retries = most;
        self
    }

    /// How many of a hundred calls may be repeated, in any ten seconds; ten always may. 10 unless said otherwise.
    pub const fn retry_percent(mut self, percent: u8) -> Self {
        self.retry_percent = percent;
        self
    }

    /// How long a service that fails is left alone. 5 s unless said otherwise, and not more than a day.
    pub const fn breaker_pause(mut self, pause: Duration) -> Self {
        self.breaker_pause = pause;
        self
    }

    /// Gets ready to call the service. Nothing is sent yet.
    ///
    /// # Errors
    /// The address or a header cannot be used, or the certificates that the system trusts cannot be read.
    pub fn build(self) -> Result<Rest, BuildError> {
        let base = Base::parse(&self.base, self.plain_http)?;
        self.headers.check().map_err(BuildError::Header)?;
        let http = client(&base, self.connect_deadline)
            .build()
            .map_err(|error| BuildError::Client(Box::new(error)))?;
        let now = Instant::now();
        let service = Service {
            http,
            deadline: self.deadline.min(LONGEST),
            answer_limit: self.answer_limit,
            retries: self.retries,
            budget: Mutex::new(Budget::new(self.retry_percent, now)),
            breaker: Mutex::new(Breaker::new(self.breaker_pause.min(LONGEST), now)),
        };
        Ok(Rest {
            base: Arc::new(base),
            service: Arc::new(service),
            headers: Arc::new(self.headers),
        })
    }
}

/// A client that goes to one place and stays there.
fn client(base: &Base, connect_deadline: Duration) -> ClientBuilder {
    let loopback = address::LOOPBACK.map(|address| SocketAddr::new(address, 0));
    let client = Client::builder()
        .connect_timeout(connect_deadline)
        .resolve_to_addrs(address::LOCALHOST, &loopback)
        .redirect(Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .no_proxy()
        .user_agent(USER_AGENT)
        .https_only(base.is_tls());
    #[cfg(feature = "tls")]
    if !base.is_tls() {
        // What is never needed is not read: a machine that trusts nobody can still speak to itself.
        return client.tls_certs_only([]);
    }
    client
}

/// Why there is no client.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The address cannot be one of a service. It is not repeated, since it may hold credentials.
    #[error("the base address {0}")]
    Address(&'static str),
    /// A header cannot be sent.
    #[error(transparent)]
    Header(ArgumentError),
    /// The HTTP client cannot be made.
    #[error("there can be no HTTP client here; does the system have certificates that it trusts?")]
    Client(#[source] Box<dyn std::error::Error + Send + Sync>),
}

//! A client over memory, for tests of servers: no process, no socket, every revision.
//!
//! ```
//! use mcp_server::prelude::*;
//! use mcp_server::testing::Client;
//! use serde_json::json;
//!
//! /// Add two numbers.
//! #[tool]
//! fn add(a: i64, b: i64) -> i64 {
//!     a + b
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = Server::builder(server_info!()).tools(toolset![add]).build()?;
//! let client = Client::connect(&server).await?;
//! assert_eq!(client.call("add", json!({"a": 1, "b": 2})).await?.text(), "3");
//! # Ok(())
//! # }
//! ```

mod call;
mod error;
mod link;
mod params;
#[cfg(test)]
mod tests;
mod tool;
mod waiting;

use std::time::Duration;

use mcp_core::{Era, Revision};
use serde_json::{Map, Value, json};

pub use self::call::{Call, CallResult};
pub use self::error::{Error, RpcError};
use self::link::Link;
pub use self::tool::ListedTool;
use self::waiting::Event;
use crate::server::Server;
use crate::transport::memory;

/// How long a request may take unless the client is told otherwise.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A client of a server in the same process. Dropping it hangs up.
#[derive(Debug)]
pub struct Client {
    link: Link,
    revision: String,
    /// What every message carries in `_meta`; nothing where a handshake took place.
    meta: Map<String, Value>,
    server: Value,
    timeout: Duration,
}

impl Client {
    /// Connects and shakes hands, in the newest revision that does.
    ///
    /// # Errors
    /// The handshake fails.
    pub async fn connect(server: &Server) -> Result<Self, Error> {
        Self::with_revision(server, Revision::latest(Era::Handshake).as_str()).await
    }

    /// Connects in a revision. In one that shakes hands, it does; in one that is stateless, it says
    /// who it is with each request.
    ///
    /// The server has the last word: see [`revision`](Self::revision).
    ///
    /// # Errors
    /// The server refuses.
    ///
    /// ```
    /// # use mcp_server::{Server, testing::Client};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = Server::builder(("example", "1.0.0")).build()?;
    /// for revision in ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"] {
    ///     let client = Client::with_revision(&server, revision).await?;
    ///     assert_eq!(client.revision(), revision);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn with_revision(server: &Server, revision: &str) -> Result<Self, Error> {
        let mut client = Self {
            link: Link::new(memory::pair(server)),
            revision: revision.to_owned(),
            meta: Map::new(),
            server: Value::Null,
            timeout: TIMEOUT,
        };
        match revision
            .parse()
            .map(|known: Revision| known.abilities().era)
        {
            Ok(Era::Stateless) => client.discover().await?,
            Ok(Era::Handshake) | Err(_) => client.shake_hands().await?,
        }
        Ok(client)
    }

    /// The same with another time that a request may take; 30 s by default.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The revision that is spoken.
    #[must_use]
    pub fn revision(&self) -> &str {
        &self.revision
    }

    /// What the server said of itself: the result of `initialize` or `server/discover`.
    #[must_use]
    pub const fn server(&self) -> &Value {
        &self.server
    }

    /// All tools, from as many pages as there are.
    ///
    /// # Errors
    /// A page is refused or cannot be read.
    pub async fn tools(&self) -> Result<Vec<ListedTool>, Error> {
        tool::list(self).await
    }

    /// Calls a tool; `.await` gives its result.
    pub fn call(&self, name: &str, arguments: Value) -> Call<'_> {
        Call::new(self, name, arguments)
    }

    /// Calls a tool and keeps the notifications that it sends on its way.
    ///
    /// # Errors
    /// As for [`call`](Self::call).
    pub async fn call_with_updates(
        &self,
        name: &str,
        arguments: Value,
    ) -> Result<(CallResult, Vec<Value>), Error> {
        let mut updates = Vec::new();
        let call = self.call(name, arguments);
        let result = call.on_update(|update| updates.push(update)).await?;
        Ok((result, updates))
    }

    /// Sends a request and waits for its result. What the revision asks for in `_meta` is added.
    ///
    /// # Errors
    /// The answer is an error, comes late or does not come.
    ///
    /// ```
    /// # use mcp_server::{Server, testing::Client};
    /// # use serde_json::json;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = Server::builder(("example", "1.0.0")).build()?;
    /// let client = Client::connect(&server).await?;
    /// assert_eq!(client.request("ping", json!({})).await?, json!({}));
    /// let error = client.request("pong", json!({})).await.unwrap_err();
    /// assert_eq!(error.code(), Some(-32601));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn request(&self, method: &str, params: Value) -> Result<Value, Error> {
        let mut exchange = self.link.request(method, params, &self.meta).await?;
        let answer = async {
            loop {
                if let Event::Answer(answer) = exchange.next().await? {
                    return Ok(answer?);
                }
            }
        };
        within(self.timeout, method, answer).await
    }

    /// Sends a notification.
    ///
    /// # Errors
    /// The server is gone.
    pub async fn notify(&self, method: &str, params: Value) -> Result<(), Error> {
        self.link.notify(method, params, &self.meta).await
    }

    async fn shake_hands(&mut self) -> Result<(), Error> {
        let params = json!({
            "protocolVersion": self.revision,
            "capabilities": {},
            "clientInfo": client_info(),
        });
        self.server = self.request("initialize", params).await?;
        let revision = self.server["protocolVersion"].as_str();
        self.revision = revision
            .ok_or_else(|| Error::unreadable("initialize", "it has no `protocolVersion`"))?
            .to_owned();
        self.notify("notifications/initialized", Value::Null).await
    }

    async fn discover(&mut self) -> Result<(), Error> {
        self.meta = params::stateless(&self.revision);
        self.server = self.request("server/discover", json!({})).await?;
        Ok(())
    }
}

fn client_info() -> Value {
    json!({ "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") })
}

/// Dropping what waits is what cancels the request.
async fn within<T>(
    limit: Duration,
    method: &str,
    answer: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    match tokio::time::timeout(limit, answer).await {
        Ok(answer) => answer,
        Err(_) => Err(Error::Timeout {
            method: method.to_owned(),
            after: limit,
        }),
    }
}

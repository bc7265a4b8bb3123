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

mod ask;
mod call;
mod changes;
mod completion;
mod error;
mod link;
mod list;
mod params;
mod prompt;
mod resource;
mod task;
#[cfg(test)]
mod tests;
mod waiting;

use std::time::Duration;

use mcp_core::{Era, Principal, Revision};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use self::ask::Answers;
pub use self::ask::{Asked, Reply};
pub use self::call::{Call, CallResult};
pub use self::changes::Changes;
pub use self::completion::Completion;
pub use self::error::{Error, RpcError};
use self::link::Link;
pub use self::list::{ListedArgument, ListedPrompt, ListedResource, ListedTemplate, ListedTool};
pub use self::prompt::{GetPromptResult, PromptMessage};
pub use self::resource::{Contents, ReadResult};
pub use self::task::Task;
use self::waiting::{Event, Hears};
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
    answers: Answers,
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
        Self::open(server, None, revision, Answers::default()).await
    }

    /// Connects as somebody, whatever credentials the server would otherwise ask for.
    ///
    /// # Errors
    /// The handshake fails.
    ///
    /// ```
    /// use mcp_server::prelude::*;
    /// use mcp_server::testing::Client;
    /// use serde_json::json;
    ///
    /// /// Tell who is asking
    /// #[tool(read_only)]
    /// fn whoami(principal: Principal) -> String {
    ///     principal.subject().to_owned()
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = Server::builder(server_info!()).tools(toolset![whoami]).build()?;
    /// let ann = Principal::new("https://id.example.com", "ann");
    /// let client = Client::connect_as(&server, ann).await?;
    /// assert_eq!(client.call("whoami", json!({})).await?.text(), "ann");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn connect_as(server: &Server, principal: Principal) -> Result<Self, Error> {
        let revision = Revision::latest(Era::Handshake).as_str();
        Self::with_revision_as(server, principal, revision).await
    }

    /// Connects [as somebody](Self::connect_as) [in a revision](Self::with_revision).
    ///
    /// # Errors
    /// The server refuses.
    pub async fn with_revision_as(
        server: &Server,
        principal: Principal,
        revision: &str,
    ) -> Result<Self, Error> {
        Self::open(server, Some(principal), revision, Answers::default()).await
    }

    /// Connects in a revision, with something that answers what the server asks: a person, a model and folders,
    /// all of which the client says that it has.
    ///
    /// # Errors
    /// The server refuses.
    ///
    /// ```
    /// use mcp_server::prelude::*;
    /// use mcp_server::testing::{Client, Reply};
    /// use serde_json::json;
    ///
    /// #[derive(Form)]
    /// struct Name {
    ///     name: String,
    /// }
    ///
    /// /// Greet whoever is there
    /// #[tool]
    /// async fn greet(context: Context) -> Result<String, ToolError> {
    ///     match context.ask::<Name>("Who are you?").await? {
    ///         Answer::Accepted(Name { name }) => Ok(format!("Hello, {name}!")),
    ///         Answer::Declined | Answer::Cancelled => Ok("Hello!".to_owned()),
    ///     }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = Server::builder(server_info!()).tools(toolset![greet]).build()?;
    /// for revision in ["2025-06-18", "2025-11-25", "2026-07-28"] {
    ///     let client = Client::answering(&server, revision, |asked| {
    ///         assert_eq!(asked.message(), "Who are you?");
    ///         Reply::accept(json!({ "name": "Alice" }))
    ///     })
    ///     .await?;
    ///     assert_eq!(client.call("greet", json!({})).await?.text(), "Hello, Alice!");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn answering(
        server: &Server,
        revision: &str,
        answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static,
    ) -> Result<Self, Error> {
        Self::open(server, None, revision, Answers::new(answer)).await
    }

    /// Connects [as somebody](Self::connect_as), with something that [answers](Self::answering) what the server asks.
    ///
    /// # Errors
    /// The server refuses.
    ///
    /// ```
    /// use mcp_server::prelude::*;
    /// use mcp_server::testing::{Client, Reply};
    /// use serde_json::json;
    ///
    /// #[derive(Form)]
    /// struct Sure {}
    ///
    /// /// Close the account
    /// #[tool]
    /// async fn close(who: Principal, context: Context) -> Result<String, ToolError> {
    ///     Ok(match context.ask::<Sure>("Are you sure?").await?.accepted() {
    ///         Some(Sure {}) => format!("goodbye, {}", who.subject()),
    ///         None => "nothing is changed".to_owned(),
    ///     })
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = Server::builder(server_info!()).tools(toolset![close]).build()?;
    /// let ann = Principal::new("https://id.example.com", "ann");
    /// let yes = |_: &_| Reply::accept(json!({}));
    /// let client = Client::answering_as(&server, ann, "2026-07-28", yes).await?;
    /// assert_eq!(client.call("close", json!({})).await?.text(), "goodbye, ann");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn answering_as(
        server: &Server,
        principal: Principal,
        revision: &str,
        answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static,
    ) -> Result<Self, Error> {
        Self::open(server, Some(principal), revision, Answers::new(answer)).await
    }

    async fn open(
        server: &Server,
        who: Option<Principal>,
        revision: &str,
        answers: Answers,
    ) -> Result<Self, Error> {
        if who.is_none() && server.gatekeeper().is_some_and(|keeper| keeper.is_strict()) {
            return Err(Error::Unauthenticated);
        }
        let mut client = Self {
            link: Link::new(memory::pair(server, who), answers.clone()),
            revision: revision.to_owned(),
            meta: Map::new(),
            answers,
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
        list::all(self, "tools/list", "tools").await
    }

    /// All prompts, from as many pages as there are.
    ///
    /// # Errors
    /// A page is refused or cannot be read.
    pub async fn prompts(&self) -> Result<Vec<ListedPrompt>, Error> {
        list::all(self, "prompts/list", "prompts").await
    }

    /// All resources, from as many pages as there are.
    ///
    /// # Errors
    /// A page is refused or cannot be read.
    pub async fn resources(&self) -> Result<Vec<ListedResource>, Error> {
        list::all(self, "resources/list", "resources").await
    }

    /// All templates for resources, from as many pages as there are.
    ///
    /// # Errors
    /// A page is refused or cannot be read.
    pub async fn templates(&self) -> Result<Vec<ListedTemplate>, Error> {
        list::all(self, "resources/templates/list", "resourceTemplates").await
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

    /// Waits for what the server says of its own accord. The filter is that of
    /// `subscriptions/listen` in every revision; in those that have sessions, the client subscribes
    /// to the resources one by one, and lists are told of anyway. How the client's tasks stand and which
    /// pages its visitors are done with is told with it.
    ///
    /// # Errors
    /// The server refuses.
    ///
    /// ```
    /// use mcp_server::prelude::*;
    /// use mcp_server::testing::Client;
    /// use serde_json::json;
    ///
    /// /// Learn a new trick
    /// #[tool]
    /// fn learn(notify: Notify) {
    ///     notify.tools_changed();
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = Server::builder(server_info!()).tools(toolset![learn]).build()?;
    /// for revision in ["2025-11-25", "2026-07-28"] {
    ///     let client = Client::with_revision(&server, revision).await?;
    ///     let mut changes = client.listen(json!({ "toolsListChanged": true })).await?;
    ///     client.call("learn", json!({})).await?;
    ///     let change = changes.next().await?;
    ///     assert_eq!(change["method"], "notifications/tools/list_changed");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn listen(&self, filter: Value) -> Result<Changes<'_>, Error> {
        Changes::open(self, filter).await
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
        let mut params = params;
        loop {
            let result = self.request_once(method, params.clone()).await?;
            let again = self.answer(&mut params, &result);
            if !again.map_err(|reason| Error::unreadable(method, reason))? {
                return Ok(result);
            }
        }
    }

    async fn request_once(&self, method: &str, params: Value) -> Result<Value, Error> {
        let (link, meta) = (&self.link, &self.meta);
        let mut exchange = link.request(method, params, meta, Hears::Nothing).await?;
        let answer = async {
            loop {
                if let Event::Answer(answer) = exchange.next().await? {
                    return Ok(answer?);
                }
            }
        };
        within(self.timeout, method, answer).await
    }

    /// A result as what it ought to be.
    async fn get<T: DeserializeOwned>(&self, method: &str, params: Value) -> Result<T, Error> {
        let result = self.request(method, params).await?;
        serde_json::from_value(result).map_err(|error| Error::unreadable(method, error))
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
            "capabilities": self.answers.capabilities(),
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
        self.meta = params::stateless(&self.revision, self.answers.capabilities());
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

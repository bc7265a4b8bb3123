//! A call of a tool, and what comes of it.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use super::waiting::{Event, Hears};
use super::{Client, Error, within};

const METHOD: &str = "tools/call";

/// A call that `.await` sends. Dropping the future that waits for the answer cancels the call.
///
/// ```
/// use mcp_server::prelude::*;
/// use mcp_server::testing::Client;
/// use serde_json::json;
///
/// /// Count to three.
/// #[tool]
/// async fn count(progress: Progress) {
///     for step in 1..=3 {
///         progress.report(step).of(3).await;
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let server = Server::builder(server_info!()).tools(toolset![count]).build()?;
/// let client = Client::connect(&server).await?;
/// let mut steps = Vec::new();
/// client
///     .call("count", json!({}))
///     .on_progress(|progress| steps.push(progress["progress"].clone()))
///     .await?;
/// assert_eq!(steps, [1, 2, 3]);
/// # Ok(())
/// # }
/// ```
#[must_use = "a call is sent by `.await`"]
pub struct Call<'a> {
    client: &'a Client,
    params: Value,
    timeout: Duration,
    on_update: Option<Box<dyn FnMut(Value) + Send + 'a>>,
}

impl<'a> Call<'a> {
    pub(super) fn new(client: &'a Client, name: &str, arguments: Value) -> Self {
        let mut params = json!({ "name": name });
        params["arguments"] = arguments;
        Self {
            client,
            params,
            timeout: client.timeout,
            on_update: None,
        }
    }

    /// The same with another time that the call may take.
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The same with something to do with the notifications that come while the call runs: its
    /// progress, and log messages, which do not say what call they belong to.
    pub fn on_update(mut self, act: impl FnMut(Value) + Send + 'a) -> Self {
        self.on_update = Some(Box::new(act));
        self
    }

    /// The same with something to do with the parameters of each progress notification.
    pub fn on_progress(self, mut act: impl FnMut(Value) + Send + 'a) -> Self {
        self.on_update(move |mut update| {
            if update["method"] == "notifications/progress" {
                act(update["params"].take());
            }
        })
    }

    async fn send(self) -> Result<CallResult, Error> {
        let result = within(self.timeout, METHOD, self.answered()).await?;
        serde_json::from_value(result).map_err(|error| Error::unreadable(METHOD, error))
    }

    /// The result, once nothing more is asked.
    async fn answered(mut self) -> Result<Value, Error> {
        loop {
            let result = self.send_once().await?;
            let again = self.client.answer(&mut self.params, &result);
            if !again.map_err(|reason| Error::unreadable(METHOD, reason))? {
                return Ok(result);
            }
        }
    }

    async fn send_once(&mut self) -> Result<Value, Error> {
        let Client { link, meta, .. } = self.client;
        let hears = match self.on_update {
            Some(_) => Hears::Call,
            None => Hears::Nothing,
        };
        let mut exchange = link
            .request(METHOD, self.params.clone(), meta, hears)
            .await?;
        loop {
            match (exchange.next().await?, &mut self.on_update) {
                (Event::Answer(answer), _) => return Ok(answer?),
                (Event::Update(update), Some(act)) => act(update),
                (Event::Update(_), None) => {}
            }
        }
    }
}

impl<'a> IntoFuture for Call<'a> {
    type Output = Result<CallResult, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("params", &self.params)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// What a tool answered.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct CallResult {
    /// The tool failed; the content says how.
    #[serde(default, rename = "isError")]
    pub is_error: bool,
    /// Blocks for the model.
    #[serde(default)]
    pub content: Vec<Value>,
    /// The answer as JSON.
    #[serde(default, rename = "structuredContent", deserialize_with = "present")]
    pub structured: Option<Value>,
}

impl CallResult {
    /// The text of the content, a line for each block that is text.
    #[must_use]
    pub fn text(&self) -> String {
        let blocks = self.content.iter();
        let texts: Vec<&str> = blocks.filter_map(|block| block["text"].as_str()).collect();
        texts.join("\n")
    }
}

/// A member that is there, `null` included.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

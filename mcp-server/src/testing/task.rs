//! A call that is a task, from its beginning to its result.

use std::time::Duration;

use serde_json::{Value, json};

use super::{CallResult, Client, Error, RpcError, within};

/// How long the client waits before it looks again: in one process a look costs little.
const PAUSE: Duration = Duration::from_millis(10);

const EXTENSION: &str = "io.modelcontextprotocol/tasks";
const CAPABILITIES: &str = "io.modelcontextprotocol/clientCapabilities";

/// A call that goes on after it was answered: made by [`Client::start_task`].
#[derive(Debug)]
pub struct Task<'a> {
    client: &'a Client,
    id: String,
    shown: Value,
}

impl Client {
    /// Calls a tool as a task, in both revisions that have them.
    ///
    /// # Errors
    /// The server refuses, or answers at once.
    ///
    /// ```
    /// use mcp_server::prelude::*;
    /// use mcp_server::testing::Client;
    /// use serde_json::json;
    ///
    /// /// Count all stars
    /// #[tool(task)]
    /// async fn count() -> u64 {
    ///     tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    ///     7
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = Server::builder(server_info!()).tools(toolset![count]).build()?;
    /// for revision in ["2025-11-25", "2026-07-28"] {
    ///     let client = Client::with_revision(&server, revision).await?;
    ///     let task = client.start_task("count", json!({})).await?;
    ///     assert_eq!(task.result().await?.text(), "7");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn start_task(&self, name: &str, arguments: Value) -> Result<Task<'_>, Error> {
        let mut params = json!({ "name": name, "arguments": arguments });
        if self.has_sessions() {
            params["task"] = json!({});
        }
        let method = "tools/call";
        let mut result = self.request(method, self.with_tasks(params)).await?;
        let shown = match result.get_mut("task") {
            Some(task) => task.take(),
            None => result,
        };
        let id = shown["taskId"].as_str().map(str::to_owned);
        let id = id.ok_or_else(|| Error::unreadable(method, "it is no task"))?;
        Ok(Task {
            client: self,
            id,
            shown,
        })
    }

    fn has_sessions(&self) -> bool {
        self.meta.is_empty()
    }

    /// Parameters with what says that the client takes tasks, where each request says so.
    pub(super) fn with_tasks(&self, mut params: Value) -> Value {
        if !self.has_sessions() {
            let mut capabilities = self.answers.capabilities();
            capabilities["extensions"][EXTENSION] = json!({});
            params["_meta"][CAPABILITIES] = capabilities;
        }
        params
    }
}

impl Task<'_> {
    /// What it goes by.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What the server said of it when it began.
    #[must_use]
    pub const fn shown(&self) -> &Value {
        &self.shown
    }

    /// What the server says of it now: the result of `tasks/get`.
    ///
    /// # Errors
    /// The server refuses.
    pub async fn get(&self) -> Result<Value, Error> {
        self.request("tasks/get", json!({})).await
    }

    /// Gives it up.
    ///
    /// # Errors
    /// The server refuses.
    pub async fn cancel(&self) -> Result<Value, Error> {
        self.request("tasks/cancel", json!({})).await
    }

    /// Waits for its result, and answers what it asks meanwhile.
    ///
    /// # Errors
    /// It ended with an error or was cancelled, or its result comes late.
    pub async fn result(&self) -> Result<CallResult, Error> {
        let method = match self.client.has_sessions() {
            true => "tasks/result",
            false => "tasks/get",
        };
        let result = within(self.client.timeout, method, self.ended(method)).await?;
        serde_json::from_value(result).map_err(|error| Error::unreadable(method, error))
    }

    async fn ended(&self, method: &str) -> Result<Value, Error> {
        if self.client.has_sessions() {
            return self.request(method, json!({})).await;
        }
        loop {
            let mut shown = self.get().await?;
            match shown["status"].as_str() {
                Some("completed") => return Ok(shown["result"].take()),
                Some("failed") => {
                    let error = serde_json::from_value::<RpcError>(shown["error"].take());
                    let error = error.map_err(|error| Error::unreadable(method, error))?;
                    return Err(error.into());
                }
                Some("input_required") => self.answer(method, &shown).await?,
                Some("working") => tokio::time::sleep(PAUSE).await,
                _ => return Err(Error::unreadable(method, "the task was cancelled")),
            }
        }
    }

    async fn answer(&self, method: &str, shown: &Value) -> Result<(), Error> {
        let none = serde_json::Map::new();
        let questions = shown["inputRequests"].as_object().unwrap_or(&none);
        let answers = self.client.answers.all(questions);
        let answers = answers.map_err(|reason| Error::unreadable(method, reason))?;
        let params = json!({ "inputResponses": answers });
        self.request("tasks/update", params).await.map(drop)
    }

    async fn request(&self, method: &str, mut params: Value) -> Result<Value, Error> {
        params["taskId"] = self.id.as_str().into();
        self.client
            .request(method, self.client.with_tasks(params))
            .await
    }
}

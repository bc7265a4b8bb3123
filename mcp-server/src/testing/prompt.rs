//! What comes of a prompt.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Client, Error};

/// What a prompt said.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct GetPromptResult {
    /// What the messages are for.
    pub description: Option<String>,
    /// The messages.
    pub messages: Vec<PromptMessage>,
}

/// A message of a prompt.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct PromptMessage {
    /// Who says it: `user` or `assistant`.
    pub role: String,
    /// One block of content.
    pub content: Value,
}

impl GetPromptResult {
    /// The text of the messages, a line for each that is text.
    #[must_use]
    pub fn text(&self) -> String {
        let messages = self.messages.iter();
        let texts = messages.filter_map(|message| message.content["text"].as_str());
        texts.collect::<Vec<_>>().join("\n")
    }
}

impl Client {
    /// Gets a prompt; the values of its arguments are texts.
    ///
    /// ```
    /// use mcp_server::prelude::*;
    /// use mcp_server::testing::Client;
    /// use serde_json::json;
    ///
    /// /// Sort an issue in
    /// #[prompt]
    /// fn triage(issue: u64, #[arg(complete = ["bug", "docs"])] label: Option<String>) -> String {
    ///     format!("Does {label:?} fit issue {issue}?")
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = Server::builder(server_info!()).prompts(prompts![triage]).build()?;
    /// let client = Client::connect(&server).await?;
    /// let prompt = client.get_prompt("triage", json!({ "issue": "7" })).await?;
    /// assert_eq!(prompt.text(), "Does None fit issue 7?");
    /// let labels = client.complete_prompt("triage", "label", "b").await?;
    /// assert_eq!(labels.values, ["bug"]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// The server refuses, or its answer comes late.
    pub async fn get_prompt(&self, name: &str, arguments: Value) -> Result<GetPromptResult, Error> {
        let params = json!({ "name": name, "arguments": arguments });
        self.get("prompts/get", params).await
    }
}

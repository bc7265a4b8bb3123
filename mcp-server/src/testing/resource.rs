//! What is read of a resource.

use serde::Deserialize;
use serde_json::json;

use super::{Client, Error};

/// What was read.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct ReadResult {
    /// The contents; mostly one part.
    pub contents: Vec<Contents>,
}

/// A part of what was read: text, or bytes.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Contents {
    /// Its URI.
    pub uri: String,
    /// Its media type.
    pub mime_type: Option<String>,
    /// The text.
    pub text: Option<String>,
    /// The bytes in standard base64.
    pub blob: Option<String>,
}

impl ReadResult {
    /// The text of all parts that are text, one after the other.
    #[must_use]
    pub fn text(&self) -> String {
        let parts = self.contents.iter();
        parts.filter_map(|part| part.text.as_deref()).collect()
    }
}

impl Client {
    /// Reads a resource.
    ///
    /// ```
    /// use mcp_server::prelude::*;
    /// use mcp_server::testing::Client;
    ///
    /// /// The text of an issue
    /// #[resource("tracker://issues/{id}", mime = "text/markdown")]
    /// fn issue(id: u64) -> Option<String> {
    ///     (id == 7).then(|| "# It crashes".to_owned())
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = Server::builder(server_info!()).resources(resources![issue]).build()?;
    /// let client = Client::connect(&server).await?;
    /// assert_eq!(client.read("tracker://issues/7").await?.text(), "# It crashes");
    /// let error = client.read("tracker://issues/8").await.unwrap_err();
    /// assert_eq!(error.code(), Some(-32002));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// The server refuses, or its answer comes late.
    pub async fn read(&self, uri: &str) -> Result<ReadResult, Error> {
        self.get("resources/read", json!({ "uri": uri })).await
    }
}

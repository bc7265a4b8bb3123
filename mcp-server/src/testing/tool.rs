//! Tools as a client sees them.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Client, Error};

const METHOD: &str = "tools/list";

/// A tool as the server lists it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ListedTool {
    /// What it is called by.
    pub name: String,
    /// A name for people.
    pub title: Option<String>,
    /// What it does, for the model.
    #[serde(default)]
    pub description: String,
    /// The schema of its arguments.
    pub input_schema: Value,
    /// The schema of its structured result.
    pub output_schema: Option<Value>,
    /// Hints on its behaviour.
    pub annotations: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    tools: Vec<ListedTool>,
    next_cursor: Option<String>,
}

pub(super) async fn list(client: &Client) -> Result<Vec<ListedTool>, Error> {
    let mut tools = Vec::new();
    let mut params = json!({});
    loop {
        let page = client.request(METHOD, params).await?;
        let page: Page =
            serde_json::from_value(page).map_err(|error| Error::unreadable(METHOD, error))?;
        let more = !page.tools.is_empty();
        tools.extend(page.tools);
        match page.next_cursor {
            None => return Ok(tools),
            Some(cursor) if more => params = json!({ "cursor": cursor }),
            Some(_) => return Err(Error::unreadable(METHOD, "an empty page has a next one")),
        }
    }
}

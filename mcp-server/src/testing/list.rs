//! Lists as a client sees them.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Client, Error};

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

/// A prompt as the server lists it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct ListedPrompt {
    /// What it is got by.
    pub name: String,
    /// A name for people.
    pub title: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Its arguments, in the order a person is asked for them.
    #[serde(default)]
    pub arguments: Vec<ListedArgument>,
}

/// An argument of a prompt as the server lists it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct ListedArgument {
    /// Its name.
    pub name: String,
    /// A name for people.
    pub title: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// The prompt cannot do without it.
    #[serde(default)]
    pub required: bool,
}

/// A resource as the server lists it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ListedResource {
    /// Its URI.
    pub uri: String,
    /// Its name.
    pub name: String,
    /// A name for people.
    pub title: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Its media type.
    pub mime_type: Option<String>,
    /// How many bytes it has.
    pub size: Option<u64>,
    /// Hints for the client.
    pub annotations: Option<Value>,
}

/// A template as the server lists it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ListedTemplate {
    /// The URI with its variables.
    pub uri_template: String,
    /// The name of what it stands for.
    pub name: String,
    /// A name for people.
    pub title: Option<String>,
    /// What it stands for.
    pub description: Option<String>,
    /// The media type of all that fits it.
    pub mime_type: Option<String>,
    /// Hints for the client.
    pub annotations: Option<Value>,
}

/// All of a list, from as many pages as there are; `member` is its name in a page.
pub(super) async fn all<T: DeserializeOwned>(
    client: &Client,
    method: &str,
    member: &str,
) -> Result<Vec<T>, Error> {
    let (mut items, mut params) = (Vec::new(), json!({}));
    loop {
        let mut page = client.request(method, params).await?;
        let read = serde_json::from_value(page[member].take());
        let read: Vec<T> = read.map_err(|error| Error::unreadable(method, error))?;
        let more = !read.is_empty();
        items.extend(read);
        match page.get("nextCursor") {
            None => return Ok(items),
            Some(cursor) if more => params = json!({ "cursor": cursor }),
            Some(_) => return Err(Error::unreadable(method, "an empty page has a next one")),
        }
    }
}

//! Prompts, and the resources that the suite reads.

use mcp_server::model::{Content, Message};
use mcp_server::prelude::*;
use mcp_server::{Json, Prompts, Resources, Tools, prompts, resources};
use serde_json::{Value, json};

use super::content::PNG;

pub(super) fn tools() -> Tools {
    toolset![test_custom_header]
}

pub(super) fn prompts() -> Prompts {
    prompts![
        test_simple_prompt,
        test_prompt_with_arguments,
        test_prompt_with_embedded_resource,
        test_prompt_with_image,
    ]
}

/// The suite reads the first of them.
pub(super) fn resources() -> Resources {
    resources![static_text, static_binary, watched, data]
}

/// Say the value that a header mirrors
#[tool]
fn test_custom_header(#[arg(header = "Value")] value: &str) -> String {
    format!("Value: {value}")
}

/// A prompt without arguments
#[prompt]
fn test_simple_prompt() -> &'static str {
    "This is a simple prompt for testing."
}

/// A prompt with two arguments
#[prompt]
fn test_prompt_with_arguments(
    /// The first
    #[arg(complete = ["test", "testing", "testValue1"])]
    arg1: &str,
    /// The second
    arg2: &str,
) -> String {
    format!("Prompt with arguments: arg1='{arg1}', arg2='{arg2}'")
}

/// A prompt that shows a resource
#[prompt]
fn test_prompt_with_embedded_resource(
    /// Which
    #[arg(name = "resourceUri")]
    uri: &str,
) -> Vec<Message> {
    let contents = "Embedded resource content for testing.";
    vec![
        Message::user(Content::resource(uri, "text/plain", contents)),
        Message::user("Please process the embedded resource above."),
    ]
}

/// A prompt that shows a picture
#[prompt]
fn test_prompt_with_image() -> Vec<Message> {
    vec![
        Message::user(Content::image(PNG, "image/png")),
        Message::user("Please analyze the image above."),
    ]
}

/// A text that never changes
#[resource("test://static-text", mime = "text/plain")]
fn static_text() -> &'static str {
    "This is the content of the static text resource."
}

/// A picture that never changes
#[resource("test://static-binary", mime = "image/png")]
fn static_binary() -> &'static [u8] {
    PNG
}

/// A text to subscribe to
#[resource("test://watched-resource", mime = "text/plain")]
fn watched() -> &'static str {
    "Watched resource content."
}

/// One of many
#[resource("test://template/{id}/data")]
fn data(#[arg(complete = ["123", "124"])] id: &str) -> Json<Value> {
    Json(json!({ "id": id, "templateTest": true, "data": format!("Data for ID: {id}") }))
}

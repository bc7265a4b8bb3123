//! The tools that the official conformance suite calls, with the words it looks for.

use std::time::Duration;

use mcp_server::model::Capability;
use mcp_server::prelude::*;
use mcp_server::{FromContext, Rejection, Tools};
use tokio::time::sleep;

use crate::Probe;

/// The pause between two updates.
const PAUSE: Duration = Duration::from_millis(50);

/// A picture of one pixel.
const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\
    \0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";

/// A sound without samples.
const WAV: &[u8] =
    b"RIFF$\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0@\x1f\0\0@\x1f\0\0\x01\0\x08\0data\0\0\0\0";

/// All of them. The suite calls the first without arguments.
pub(crate) fn tools() -> Tools {
    toolset![
        test_simple_text,
        test_image_content,
        test_audio_content,
        test_embedded_resource,
        test_multiple_content_types,
        test_tool_with_logging,
        test_tool_with_progress,
        test_error_handling,
        test_missing_capability,
        test_streaming_elicitation,
        test_logging_tool,
    ]
}

/// Answer with text
#[tool(title = "Simple text", read_only, idempotent)]
fn test_simple_text() -> &'static str {
    "This is a simple text response for testing."
}

/// Answer with a picture
#[tool]
fn test_image_content() -> Content {
    Content::image(PNG, "image/png")
}

/// Answer with a sound
#[tool]
fn test_audio_content() -> Content {
    Content::audio(WAV, "audio/wav")
}

/// Answer with the contents of a resource
#[tool]
fn test_embedded_resource() -> Content {
    Content::resource(
        "test://embedded-resource",
        "text/plain",
        "This is an embedded resource content.",
    )
}

/// Answer with blocks of several kinds
#[tool]
fn test_multiple_content_types() -> Vec<Content> {
    vec![
        Content::text("Multiple content types test:"),
        Content::image(PNG, "image/png"),
        Content::resource(
            "test://mixed-content-resource",
            "application/json",
            r#"{"test":"data","value":123}"#,
        ),
    ]
}

/// Log three messages
#[tool]
async fn test_tool_with_logging(context: Context) -> &'static str {
    context.log(Level::Info, "Tool execution started").await;
    sleep(PAUSE).await;
    context.log(Level::Info, "Tool processing data").await;
    sleep(PAUSE).await;
    context.log(Level::Info, "Tool execution completed").await;
    "Logged three messages."
}

/// Report progress three times
#[tool]
async fn test_tool_with_progress(progress: Progress) -> &'static str {
    progress.report(0).of(100).await;
    sleep(PAUSE).await;
    progress.report(50).of(100).await;
    sleep(PAUSE).await;
    progress.report(100).of(100).await;
    "Reported progress three times."
}

/// Fail
#[tool]
fn test_error_handling() -> Result<String, ToolError> {
    Err(ToolError::new(
        "This tool intentionally returns an error for testing",
    ))
}

/// Need a client that can run a model
#[tool]
fn test_missing_capability(_sampling: Sampling, State(probe): State<Probe>) -> &'static str {
    probe.counted.raise();
    "The client can run a model."
}

/// Answer at once, whatever the client can do
#[tool]
fn test_streaming_elicitation() -> &'static str {
    "Nothing had to be asked."
}

/// Log one message, if the client wants any
#[tool]
async fn test_logging_tool(context: Context) -> &'static str {
    context.log(Level::Info, "A message of the tool").await;
    "Logged a message."
}

/// Proof that the client can run a model.
struct Sampling;

impl FromContext for Sampling {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        if context.peer().capabilities().has(Capability::Sampling) {
            Ok(Self)
        } else {
            Err(Rejection::MissingCapability(Capability::Sampling))
        }
    }
}

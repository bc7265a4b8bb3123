//! Tools that ask the person or the model of a client.

use mcp_server::model::CreateMessage;
use mcp_server::peer::{Answer, Sampling};
use mcp_server::prelude::*;
use mcp_server::{Choice, Form, Tools};
use serde_json::json;

use crate::Probe;

pub(super) fn tools() -> Tools {
    toolset![
        test_sampling,
        test_elicitation,
        test_elicitation_sep1034_defaults,
        test_elicitation_sep1330_enums,
        test_missing_capability,
        test_streaming_elicitation,
    ]
}

/// Ask the model
#[tool]
async fn test_sampling(prompt: String, sampling: Sampling) -> Result<String, ToolError> {
    let request = CreateMessage::from(prompt).max_tokens(100);
    let answer = sampling.sample(request).await?;
    Ok(format!("LLM response: {}", answer.text()))
}

/// Who somebody is.
#[derive(Debug, Form)]
struct Account {
    /// A name to sign in with
    username: String,
    /// An address to write to
    email: String,
}

/// Ask for an account
#[tool]
async fn test_elicitation(message: String, context: Context) -> Result<String, ToolError> {
    Ok(match context.ask::<Account>(message).await? {
        Answer::Accepted(Account { username, email }) => {
            format!("User response: {username} <{email}>")
        }
        Answer::Declined => "User response: declined".to_owned(),
        Answer::Cancelled => "User response: cancelled".to_owned(),
    })
}

#[derive(Clone, Copy, Debug, Choice)]
enum Status {
    Active,
    Inactive,
    Pending,
}

/// A form with something filled in already.
#[derive(Debug, Form)]
struct Profile {
    /// What they are called
    #[form(default = "John Doe")]
    name: String,
    /// How old they are
    #[form(default = 30)]
    age: i64,
    /// How well they did
    #[form(default = 95.5)]
    score: f64,
    /// How they are doing
    #[form(default = Status::Active)]
    status: Status,
    /// Whether that is so
    #[form(default = true)]
    verified: bool,
}

/// Ask with defaults
#[tool]
async fn test_elicitation_sep1034_defaults(context: Context) -> Result<String, ToolError> {
    let profile = context.ask::<Profile>("Who are you?").await?.accepted();
    Ok(profile.map_or_else(
        || "No profile.".to_owned(),
        |Profile {
             name,
             age,
             score,
             status,
             verified,
         }| { format!("{name}, {age}, {score}, {status:?}, {verified}") },
    ))
}

/// Ask with every way to spell a choice
#[tool]
async fn test_elicitation_sep1330_enums(context: Context) -> Result<String, ToolError> {
    let titled = json!([
        { "const": "value1", "title": "First" },
        { "const": "value2", "title": "Second" },
    ]);
    let form = json!({
        "type": "object",
        "properties": {
            "untitledSingle": { "type": "string", "enum": ["option1", "option2", "option3"] },
            "titledSingle": { "type": "string", "oneOf": titled },
            "legacyEnum": {
                "type": "string",
                "enum": ["opt1", "opt2"],
                "enumNames": ["Option One", "Option Two"],
            },
            "untitledMulti": {
                "type": "array",
                "items": { "type": "string", "enum": ["option1", "option2", "option3"] },
            },
            "titledMulti": { "type": "array", "items": { "anyOf": titled } },
        },
    });
    let chosen = context.ask_raw("Choose", form).await?.accepted();
    Ok(chosen.map_or_else(
        || "Nothing chosen.".to_owned(),
        |chosen| json!(chosen).to_string(),
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

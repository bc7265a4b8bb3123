//! Tools and a prompt that ask before they answer, in one round or more.

use mcp_server::model::{Capability, CreateMessage, Message};
use mcp_server::prelude::*;
use mcp_server::{Form, Prompts, Tools, prompts};

pub(super) fn tools() -> Tools {
    toolset![
        test_input_required_result_elicitation,
        test_input_required_result_sampling,
        test_input_required_result_list_roots,
        test_input_required_result_request_state,
        test_input_required_result_multiple_inputs,
        test_input_required_result_multi_round,
        test_input_required_result_tampered_state,
        test_input_required_result_capabilities,
    ]
}

pub(super) fn prompts() -> Prompts {
    prompts![test_input_required_result_prompt]
}

/// A name.
#[derive(Debug, Form)]
struct Named {
    /// What somebody is called
    name: String,
}

/// A confirmation.
#[derive(Debug, Form)]
struct Confirmed {
    /// Whether it is right
    ok: bool,
}

/// A taste.
#[derive(Debug, Form)]
struct Likes {
    /// A colour
    color: String,
}

/// What a prompt should know.
#[derive(Debug, Form)]
struct UserContext {
    /// What it is about
    context: String,
}

fn question() -> CreateMessage {
    CreateMessage::from("What is the capital of France?").max_tokens(100)
}

/// Ask for a name
#[tool]
async fn test_input_required_result_elicitation(context: Context) -> Result<String, ToolError> {
    let named = context
        .ask::<Named>("What is your name?")
        .key("user_name")
        .await?;
    Ok(match named.accepted() {
        Some(Named { name }) => format!("Hello, {name}!"),
        None => "Hello, whoever you are!".to_owned(),
    })
}

/// Ask the model
#[tool]
async fn test_input_required_result_sampling(context: Context) -> Result<String, ToolError> {
    let answer = context.sample(question()).key("capital_question").await?;
    Ok(answer.text())
}

/// Ask for the folders
#[tool]
async fn test_input_required_result_list_roots(context: Context) -> Result<String, ToolError> {
    let roots = context.roots().key("client_roots").await?;
    Ok(format!("{} roots", roots.len()))
}

/// Ask, and remember that it was asked
#[tool]
async fn test_input_required_result_request_state(context: Context) -> Result<String, ToolError> {
    let confirmed = context
        .ask::<Confirmed>("Is that right?")
        .key("confirm")
        .await?;
    let right = confirmed.accepted().is_some_and(|Confirmed { ok }| ok);
    Ok(format!("state-ok: {right}"))
}

/// Ask three things at once
#[tool]
async fn test_input_required_result_multiple_inputs(context: Context) -> Result<String, ToolError> {
    let (named, capital, roots) = tokio::join!(
        context.ask::<Named>("What is your name?").key("user_name"),
        context.sample(question()).key("capital_question"),
        context.roots().key("client_roots"),
    );
    let name = named?.accepted().map(|Named { name }| name);
    Ok(format!(
        "{name:?}: {}, {} roots",
        capital?.text(),
        roots?.len()
    ))
}

/// Ask twice, one after the other
#[tool]
async fn test_input_required_result_multi_round(context: Context) -> Result<String, ToolError> {
    let named = context
        .ask::<Named>("What is your name?")
        .key("step1")
        .await?;
    let likes = context
        .ask::<Likes>("What is your favourite colour?")
        .key("step2")
        .await?;
    let name = named.accepted().map(|Named { name }| name);
    let color = likes.accepted().map(|Likes { color }| color);
    Ok(format!("{name:?}: {color:?}"))
}

/// Ask, and take no state that somebody has changed
#[tool]
async fn test_input_required_result_tampered_state(context: Context) -> Result<String, ToolError> {
    let confirmed = context
        .ask::<Confirmed>("Is that right?")
        .key("confirm")
        .await?;
    Ok(format!("confirmed: {}", confirmed.accepted().is_some()))
}

/// Ask what the client can be asked, and nothing else
#[tool]
async fn test_input_required_result_capabilities(context: Context) -> Result<String, ToolError> {
    let mut said = Vec::new();
    if context.can(Capability::Sampling) {
        said.push(
            context
                .sample(question())
                .key("capital_question")
                .await?
                .text(),
        );
    }
    if context.can(Capability::Elicitation) {
        let named = context
            .ask::<Named>("What is your name?")
            .key("user_name")
            .await?;
        said.extend(named.accepted().map(|Named { name }| name));
    }
    Ok(said.join(", "))
}

/// Ask what the prompt should be about
#[prompt]
async fn test_input_required_result_prompt(context: Context) -> Result<Vec<Message>, ToolError> {
    let asked = context
        .ask::<UserContext>("What is it about?")
        .key("user_context")
        .await?;
    let about = asked
        .accepted()
        .map_or_else(|| "anything".to_owned(), |asked| asked.context);
    Ok(vec![Message::user(format!("Tell me about {about}."))])
}

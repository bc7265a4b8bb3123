//! Small servers as somebody new writes them: `prelude` is all that they take from the crate.

use mcp_server::testing::{Client, Reply};
use serde_json::json;

/// Tools that share something, and fail.
mod state {
    use std::sync::Mutex;

    use mcp_server::prelude::*;
    use schemars::JsonSchema;
    use serde::{Deserialize, Serialize};

    #[derive(Default)]
    pub(super) struct Notes(Mutex<Vec<Note>>);

    #[derive(Clone, Serialize, Deserialize, JsonSchema)]
    pub(super) struct Note {
        title: String,
        text: Option<String>,
    }

    #[derive(Debug, thiserror::Error, ToolError)]
    pub(super) enum Fault {
        #[error("there is a note `{0}` already")]
        #[tool_error(hint = "choose another title")]
        Known(String),
        #[error("the notes are locked")]
        Locked,
    }

    /// Take a note
    #[tool]
    fn take(Args(note): Args<Note>, State(notes): State<Notes>) -> Result<String, Fault> {
        let mut notes = notes.0.lock().map_err(|_| Fault::Locked)?;
        if notes.iter().any(|known| known.title == note.title) {
            return Err(Fault::Known(note.title));
        }
        notes.push(note);
        Ok(format!("there are {} notes", notes.len()))
    }

    /// Read a note
    #[tool(read_only)]
    fn read(title: &str, State(notes): State<Notes>) -> Result<Json<Note>, ToolError> {
        let notes = notes.0.lock().map_err(|_| ToolError::new("try again"))?;
        let note = notes.iter().find(|note| note.title == title);
        let note = note.ok_or_else(|| ToolError::new(format!("no note `{title}`")))?;
        Ok(Json(note.clone()))
    }

    fn tools() -> Tools {
        toolset![take, read]
    }

    pub(super) fn server() -> Result<Server, BuildError> {
        Server::builder(server_info!())
            .tools(tools())
            .state(Notes::default())
            .build()
    }
}

/// Tools that ask.
mod asking {
    use mcp_server::prelude::*;

    #[derive(Form)]
    struct Order {
        /// How many
        #[form(min = 1, max = 12)]
        pieces: u8,
        size: Size,
    }

    #[derive(Choice, Debug)]
    enum Size {
        Small,
        Large,
    }

    /// Order cake
    #[tool]
    async fn order(elicitation: Elicitation) -> Result<String, ToolError> {
        Ok(match elicitation.ask::<Order>("What shall it be?").await? {
            Answer::Accepted(Order { pieces, size }) => format!("{pieces}, {size:?}"),
            Answer::Declined | Answer::Cancelled => "nothing".to_owned(),
        })
    }

    /// Say it in fewer words
    #[tool]
    async fn shorten(text: String, sampling: Option<Sampling>) -> Result<String, ToolError> {
        let Some(sampling) = sampling else {
            return Ok(text.chars().take(10).collect());
        };
        let request = CreateMessage::from(format!("Shorten: {text}")).max_tokens(50);
        Ok(sampling.sample(request).await?.text())
    }

    /// Count the folders, if the client has any
    #[tool]
    async fn folders(context: Context, roots: Option<Roots>) -> Result<usize, ToolError> {
        context.log(Level::Debug, "counting").await;
        match roots {
            Some(roots) => Ok(roots.list().await?.len()),
            None => Ok(usize::from(context.can(Capability::Roots))),
        }
    }

    pub(super) fn server() -> Result<Server, BuildError> {
        let tools = toolset![order, shorten, folders];
        Server::builder(server_info!()).tools(tools).build()
    }
}

/// A resource and a prompt.
mod offering {
    use mcp_server::prelude::*;

    /// The rules of the house
    #[resource("house://rules")]
    fn rules() -> &'static str {
        "Be kind."
    }

    /// A room of the house
    #[resource("house://rooms/{number}")]
    fn room(#[arg(complete = numbers)] number: u8) -> Result<String, ToolError> {
        match number {
            1..=3 => Ok(format!("room {number}")),
            _ => Err(ToolError::new("there are three rooms")),
        }
    }

    fn numbers(typed: Typed) -> Vec<String> {
        typed.filter(["1", "2", "3"])
    }

    /// Greet a guest
    #[prompt]
    fn greet(guest: String) -> Vec<Message> {
        vec![
            Message::user(format!("Greet {guest} by the rules.")),
            Message::user(Content::link("house://rules", "rules")),
        ]
    }

    pub(super) fn server() -> Result<Server, BuildError> {
        let (prompts, resources): (Prompts, Resources) = (prompts![greet], resources![rules, room]);
        Server::builder(server_info!())
            .prompts(prompts)
            .resources(resources)
            .build()
    }
}

#[tokio::test]
async fn a_server_with_state_needs_nothing_but_the_prelude() {
    let client = Client::connect(&state::server().unwrap()).await.unwrap();
    let note = json!({ "title": "a", "text": "b" });
    let taken = client.call("take", note.clone()).await.unwrap();
    assert_eq!(taken.text(), "there are 1 notes");
    let refused = client.call("take", note).await.unwrap();
    assert!(refused.text().contains("choose another title"));
    let read = client.call("read", json!({ "title": "a" })).await.unwrap();
    assert!(read.text().contains(r#""text":"b""#), "{}", read.text());
}

#[tokio::test]
async fn a_server_that_asks_needs_nothing_but_the_prelude() {
    let server = asking::server().unwrap();
    let plain = Client::connect(&server).await.unwrap();
    let long = json!({ "text": "a long sentence" });
    let short = plain.call("shorten", long.clone()).await.unwrap();
    assert_eq!(short.text(), "a long sen");
    assert_eq!(plain.call("folders", json!({})).await.unwrap().text(), "0");
    let client = Client::answering(&server, "2026-07-28", |asked| match &*asked.method {
        "sampling/createMessage" => Reply::text("short"),
        "roots/list" => Reply::roots(["file:///a"]),
        _ => Reply::accept(json!({ "pieces": 2, "size": "large" })),
    });
    let client = client.await.unwrap();
    let ordered = client.call("order", json!({})).await.unwrap();
    assert_eq!(ordered.text(), "2, Large");
    assert_eq!(client.call("shorten", long).await.unwrap().text(), "short");
    assert_eq!(client.call("folders", json!({})).await.unwrap().text(), "1");
}

#[tokio::test]
async fn a_server_with_a_resource_and_a_prompt_needs_nothing_but_the_prelude() {
    let client = Client::connect(&offering::server().unwrap()).await;
    let client = client.unwrap();
    let rules = client.read("house://rules").await.unwrap();
    assert_eq!(rules.text(), "Be kind.");
    assert!(client.read("house://rooms/4").await.is_err());
    let greeting = client.get_prompt("greet", json!({ "guest": "Ann" })).await;
    assert_eq!(greeting.unwrap().messages.len(), 2);
}

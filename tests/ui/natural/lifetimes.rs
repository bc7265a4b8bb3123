//! Lifetimes with names, where the compiler needs or takes them.
#![deny(warnings)]
#![allow(clippy::needless_lifetimes)]

use std::borrow::Cow;

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

#[derive(serde::Serialize, schemars::JsonSchema)]
struct Found<'t, 'n> {
    text: &'t str,
    note: &'n str,
}

/// The longer text
#[tool]
fn longer<'t>(one: &'t str, other: &'t str) -> &'t str {
    if one.len() > other.len() { one } else { other }
}

/// In a thread
#[tool(blocking)]
fn other<'t>(_one: Cow<'t, str>, other: &'t str) -> &'t str {
    other
}

struct Notes(Vec<String>);

#[tools]
impl Notes {
    /// Find a text
    #[tool]
    async fn find<'n, 't>(&'n self, text: &'t str) -> Result<Json<Found<'t, 'n>>, ToolError> {
        let note = self.0.iter().find(|note| note.contains(text));
        let note = note.ok_or("there is none")?;
        Ok(Json(Found { text, note }))
    }

    /// Ask for a note
    #[prompt]
    fn ask<'n>(&'n self, name: &'n str) -> &'n str {
        self.0.first().map_or(name, String::as_str)
    }

    /// A note
    #[resource("notes://{name}")]
    fn note<'n>(&self, name: &'n str, _context: &Context) -> &'n str {
        name
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![longer, other].and(Notes(vec!["a note".to_owned()])))
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    for (tool, arguments, text) in [
        ("longer", json!({"one": "a", "other": "bc"}), "bc"),
        ("other", json!({"_one": "a", "other": "b"}), "b"),
        (
            "find",
            json!({"text": "not"}),
            r#"{"text":"not","note":"a note"}"#,
        ),
    ] {
        let answer = client.call(tool, arguments).await.expect("an answer");
        assert_eq!(answer.text(), text);
    }
    let prompt = client
        .get_prompt("ask", json!({"name": "n"}))
        .await
        .expect("a prompt");
    assert_eq!(prompt.text(), "a note");
    let note = client.read("notes://n").await.expect("a note");
    assert_eq!(note.text(), "n");
}

//! Descriptions in every form.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;

#[doc = "Attribute"]
#[tool]
fn attribute(#[doc = "What"] _what: u8) {}

/** Block
 * of lines */
#[tool]
fn block(
    /** What */
    _what: u8,
) {
}

/// Größe, 名前 and 🦀 "quoted" \ {braces}
#[tool]
fn unicode(
    /** Wie groß? */
    _what: u8,
) {
}

/// First
///
/// # Example
///
/// ```
/// let x = 1;
/// ```
#[tool]
fn long() {}

macro_rules! reader {
    ($name:ident, $what:literal, $doc:expr) => {
        #[doc = concat!("Read one ", $what)]
        ///   by its number
        #[doc = ""]
        #[doc = $doc]
        #[tool]
        fn $name(#[doc = concat!("Which ", $what)] _number: u8) {}
    };
}
reader!(read, "note", "It is read aloud");

/// Repeat what a macro says
#[prompt]
fn repeat(#[doc = stringify!(What)] word: &str) -> &str {
    word
}

#[derive(Form)]
struct Sure {
    #[doc = concat!("Are you", " sure?")]
    sure: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![attribute, block, unicode, long, read])
        .prompts(prompts![repeat])
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let tools = client.tools().await.expect("the tools");
    assert_eq!(tools[1].description, "Block\nof lines");
    assert_eq!(
        tools[4].description,
        "Read one note\n  by its number\n\nIt is read aloud"
    );
    let number = &tools[4].input_schema["properties"]["_number"];
    assert_eq!(number["description"], "Which note");
    let prompts = client.prompts().await.expect("the prompts");
    let word = &prompts[0].arguments[0];
    assert_eq!(word.description.as_deref(), Some("What"));
    let form = <Sure as Form>::schema().to_json();
    assert_eq!(form["properties"]["sure"]["description"], "Are you sure?");
    assert!(Sure { sure: true }.sure);
}

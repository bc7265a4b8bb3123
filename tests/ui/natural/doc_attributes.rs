//! Descriptions in every form.
#![deny(warnings)]

use mcp_server::prelude::*;

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

fn main() {
    let tools = toolset![attribute, block, unicode, long];
    let server = Server::builder(server_info!()).tools(tools).build();
    assert!(server.is_ok());
}

//! The server that every test talks to, and the official conformance suite as well.

mod conformance;
mod ours;
mod probe;
mod verbatim;

use mcp_server::model::{Icon, Implementation};
use mcp_server::prelude::*;
use mcp_server::{Builder, Tools};

pub use probe::{Event, Probe};

/// The server with all its tools, and nobody watching.
pub fn server() -> Builder {
    watched(&Probe::default())
}

/// The same with somebody who watches what its tools do.
pub fn watched(probe: &Probe) -> Builder {
    let server = Server::builder(info())
        .instructions("Call `test_simple_text` first.")
        .state(probe.clone());
    conformance::offer(server)
        .tools(Tools::new().tool(verbatim::tool()))
        .tools(ours::tools())
}

fn info() -> Implementation {
    Implementation::new("everything", env!("CARGO_PKG_VERSION"))
        .title("Everything")
        .description("Has a tool for every feature.")
        .website_url("https://example.com/everything")
        .icon(Icon {
            src: "https://example.com/icon.png".to_owned(),
            mime_type: Some("image/png".to_owned()),
            sizes: vec!["48x48".to_owned()],
        })
}

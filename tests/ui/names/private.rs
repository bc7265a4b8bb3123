//! A list with a tool that is private.
use mcp_server::toolset;

mod notes {
    /// List notes
    #[mcp_server::tool]
    fn list() {}
}

fn main() {
    let _ = toolset![notes::list];
}

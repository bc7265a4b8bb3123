/// List notes
#[mcp_server::tool]
pub fn list() {}

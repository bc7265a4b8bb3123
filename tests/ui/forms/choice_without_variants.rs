//! Nothing to choose from.
use mcp_server::Choice;

#[derive(Choice)]
enum Size {}

fn main() {}

//! A pattern is for extractors.
use mcp_server::prompt;

/// Sort issues in
#[prompt]
async fn triage((project, most): (String, u8)) -> String {
    format!("{project} {most}")
}

fn main() {}

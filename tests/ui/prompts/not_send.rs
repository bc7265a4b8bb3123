//! A future that cannot move between threads.
use std::rc::Rc;

use mcp_server::prompt;

/// Sort issues in
#[prompt]
async fn triage(project: String) -> String {
    let shared = Rc::new(project);
    std::future::ready(()).await;
    shared.to_string()
}

fn main() {}

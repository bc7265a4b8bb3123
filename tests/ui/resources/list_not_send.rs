//! Lists are waited for on any thread.
use std::rc::Rc;

use mcp_server::{Listed, resource};

async fn all() -> Vec<Listed> {
    let count = Rc::new(1);
    std::future::ready(()).await;
    vec![Listed::of("id", count)]
}

/// One issue
#[resource("x://issues/{id}", list = all)]
fn issue(id: u64) -> String {
    id.to_string()
}

fn main() {}

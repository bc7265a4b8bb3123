//! Each argument is a variable.
use mcp_server::resource;

struct Label;

/// One issue
#[resource("x://issues")]
fn issue(project: &str, id: Option<u64>, #[arg(complete = ["a"])] label: Label) -> String {
    let _ = (project, id, label);
    String::new()
}

fn main() {}

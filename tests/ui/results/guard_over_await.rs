//! A lock that is held while the tool waits.
use mcp_server::tool;

static NOTES: std::sync::Mutex<String> = std::sync::Mutex::new(String::new());

async fn wait() {}

/// Read a note
#[tool]
async fn read(name: String) -> String {
    let guard = NOTES.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    wait().await;
    format!("{guard}{name}")
}

fn main() {}

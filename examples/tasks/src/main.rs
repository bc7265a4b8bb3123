//! Calls that become tasks: a client has an answer at once, does something else, and comes back for
//! the result.

use std::env;
use std::error::Error;
use std::time::Duration;

use mcp_server::prelude::*;

/// Build a release
#[tool(task, timeout = "30m")]
async fn build(
    /// Which, such as `1.0`
    #[arg(pattern = "^[0-9.]{1,20}$")]
    release: String,
    /// How long it takes, in milliseconds
    #[arg(default = 10_000, max = 600_000)]
    time: u64,
) -> String {
    // A client that knows of tasks gets one, all others wait for the answer: the code is the same.
    // When the task is cancelled, this future is dropped at its next `.await`, with all it holds.
    tracing::info!("building {release}");
    let mut bench = Bench { is_done: false };
    tokio::time::sleep(Duration::from_millis(time)).await;
    bench.is_done = true;
    format!("{release} is built")
}

/// What a build works on, which is cleared however that ends.
struct Bench {
    is_done: bool,
}

impl Drop for Bench {
    fn drop(&mut self) {
        match self.is_done {
            true => tracing::info!("a release is built"),
            false => tracing::info!("a build was given up"),
        }
    }
}

/// The question before a release is deployed.
#[derive(Form)]
struct Sure {
    /// Everybody will see it
    #[form(title = "Deploy it?")]
    sure: bool,
}

/// Deploy a release, if the user wants that
#[tool(task = "later", timeout = "30m")]
async fn deploy(
    /// Which, such as `1.0`
    release: String,
    context: Context,
) -> Result<String, ToolError> {
    // Asked while the client still waits for its answer.
    let answer = context.ask::<Sure>(format!("Deploy {release}?")).await?;
    if !answer.accepted().is_some_and(|Sure { sure }| sure) {
        return Ok("nothing was deployed".to_owned());
    }
    // From here on it is a task, where it can be one.
    context.start_task().await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    Ok(format!("{release} is deployed"))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt().init();
    let address = env::args()
        .nth(1)
        .unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let server = Server::builder(server_info!())
        .tools(toolset![build, deploy])
        // For how long a task is kept, its work included.
        .task_ttl(Duration::from_secs(3600))
        .max_tasks(100)
        .build()?;
    Ok(server.serve(address).await?)
}

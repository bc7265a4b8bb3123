//! Calls that take long: how they tell how far they are, end when nobody waits any more, and
//! outlive the connections of their clients.

use std::env;
use std::error::Error;
use std::time::Duration;

use mcp_server::prelude::*;

/// Render a film, frame by frame
#[tool(timeout = "1h")]
async fn render(
    /// How many
    #[arg(default = 100, min = 1, max = 10_000)]
    frames: u32,
    /// How long a frame takes, in milliseconds
    #[arg(default = 200, max = 60_000)]
    pause: u64,
    context: Context,
    progress: Progress,
) -> String {
    // A client that would come back is let go, so that no proxy finds its connection too old. It
    // comes back by itself and gets what it missed. For all others this does nothing.
    context.close_stream();
    // When the call is cancelled, this future is dropped at its next `.await`, with all it holds.
    let mut desk = Desk { done: 0 };
    while desk.done < frames {
        tokio::time::sleep(Duration::from_millis(pause)).await;
        desk.done += 1;
        let message = format!("frame {} of {frames}", desk.done);
        // Sent only to a client that asked to be told.
        progress.report(desk.done).of(frames).message(message).await;
    }
    format!("{frames} frames")
}

/// Where a film is made, which is tidied up however that ends.
struct Desk {
    done: u32,
}

impl Drop for Desk {
    fn drop(&mut self) {
        tracing::info!("the desk is free again, after {} frames", self.done);
    }
}

/// Count the prime numbers below a limit, on a thread that may be busy for long
#[tool(blocking, read_only, timeout = "10m")]
fn count_primes(
    /// Which is not counted itself
    limit: u64,
    cancelled: &Cancelled,
) -> Result<usize, ToolError> {
    // No `.await` can end this, so it looks by itself whether anybody waits for it.
    let mut count = 0;
    for number in 2..limit {
        if cancelled.is_cancelled() {
            tracing::info!("nobody waits for the primes any more");
            return Err(ToolError::new("cancelled"));
        }
        let root = number.isqrt();
        count += usize::from((2..=root).all(|divisor| !number.is_multiple_of(divisor)));
    }
    Ok(count)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt().init();
    let address = env::args()
        .nth(1)
        .unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let server = Server::builder(server_info!())
        .tools(toolset![render, count_primes])
        // A stream on which nothing was said for so long gives a sign of life.
        .keep_alive(Duration::from_secs(1))
        // When a client that was let go comes back, and for how long it can after the answer.
        .retry_after(Duration::from_millis(500))
        .resumable_for(Duration::from_secs(600))
        .build()?;
    Ok(server.serve(address).await?)
}

//! A server that speaks unasked: a background task watches a file, and tells clients what becomes
//! of it.

use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use mcp_server::prelude::*;

const URI: &str = "watched:///file";

struct Watched(PathBuf);

/// The file as it is now
#[resource("watched:///file", mime = "text/plain", hidden)]
async fn file(State(watched): State<Watched>) -> Option<String> {
    tokio::fs::read_to_string(&watched.0).await.ok()
}

/// Watches for as long as it is polled. What it says reaches each client in its own way, and waits
/// for none: who does not listen now hears later, once, that something has changed.
async fn watch(server: Server, path: PathBuf) {
    let notify = server.notify();
    let mut ticks = tokio::time::interval(Duration::from_millis(100));
    let mut known = None;
    loop {
        ticks.tick().await;
        let found = look(&path).await;
        let changed = match (known, found) {
            (Some(before), Some(now)) if before != now => {
                // Clients that are subscribed to this resource hear that they should read it.
                notify.resource_updated(URI);
                Ok(())
            }
            // All clients hear that there is another list of resources.
            (None, Some(_)) => server.change(|change| {
                change.show_resource(URI);
            }),
            (Some(_), None) => server.change(|change| {
                change.hide_resource(URI);
            }),
            (Some(_), Some(_)) | (None, None) => Ok(()),
        };
        if let Err(error) = changed {
            tracing::error!(%error, "the list cannot be changed");
        }
        known = found;
    }
}

/// What tells one state of a file from another; none where there is no file.
async fn look(path: &Path) -> Option<(SystemTime, u64)> {
    let found = tokio::fs::metadata(path).await.ok()?;
    Some((found.modified().ok()?, found.len()))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt().init();
    let mut arguments = env::args().skip(1);
    let address = arguments
        .next()
        .unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let path = arguments
        .next()
        .map_or_else(|| "watched.txt".into(), PathBuf::from);
    let server = Server::builder(server_info!())
        .state(Watched(path.clone()))
        .resources(resources![file])
        .build()?;
    tokio::select! {
        served = server.serve(address) => Ok(served?),
        () = watch(server.clone(), path) => Ok(()),
    }
}

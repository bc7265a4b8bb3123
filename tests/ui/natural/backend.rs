//! A value that holds a client of something else.
#![deny(warnings)]

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

type Fetched<'a> = Pin<Box<dyn Future<Output = Result<String, std::io::Error>> + Send + 'a>>;

trait Backend: Send + Sync {
    fn fetch<'a>(&'a self, path: &'a str) -> Fetched<'a>;
}

struct Fixed;

impl Backend for Fixed {
    fn fetch<'a>(&'a self, path: &'a str) -> Fetched<'a> {
        Box::pin(async move { Ok(format!("at {path}")) })
    }
}

#[derive(Clone)]
struct Tracker {
    backend: Arc<dyn Backend>,
}

type Result<T, E = ToolError> = std::result::Result<T, E>;

#[tools(prefix = "issue")]
impl Tracker {
    fn new() -> Self {
        Self {
            backend: Arc::new(Fixed),
        }
    }

    async fn get(&self, path: &str) -> Result<String> {
        Ok(self.backend.fetch(path).await?)
    }

    /// Read an issue
    #[tool(read_only, open_world = false, title = "Read")]
    async fn read(&self, progress: Progress, id: u64) -> Result<Json<Vec<String>>> {
        let steps = futures(2);
        for step in 0..steps {
            progress.report(step).of(steps).await;
        }
        let (one, two) = tokio::join!(self.get("a"), async { self.get(&id.to_string()).await });
        Ok(Json(vec![one?, two?]))
    }
}

const fn futures(count: u32) -> u32 {
    count
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(Tracker::new())
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("issue_read", json!({"id": 7}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), r#"["at a","at 7"]"#);
}

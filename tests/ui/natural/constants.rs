//! Limits and defaults that are constants.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

const MOST: u32 = 50;
const RATIO: f32 = 0.5;

mod limits {
    pub const NAME: usize = 3;
    pub const FOLDERS: [&str; 2] = ["inbox", "sent"];
    pub const ORDERS: [&str; 2] = ["new", "old"];
    pub const WAIT: std::time::Duration = std::time::Duration::from_secs(5);
}

struct Store;

#[tools]
impl Store {
    const PAGE: u32 = 20;

    const OWNER: &str = "me";

    /// List
    #[tool(timeout = limits::WAIT)]
    async fn list(
        &self,
        #[arg(default = Self::PAGE, max = MOST)] limit: u32,
        #[arg(max_length = limits::NAME)] name: &str,
        #[arg(max = RATIO, default = RATIO / 2.0)] ratio: f32,
        #[arg(max = u32::MAX, min = 10 * 2)] other: u64,
        #[arg(one_of = limits::ORDERS, default = limits::ORDERS[0])] order: &str,
        #[arg(default = Self::OWNER)] owner: String,
        #[arg(default = limits::FOLDERS[0])] folder: Box<str>,
    ) -> String {
        format!("{limit}{name}{ratio}{other}{order}{owner}{folder}")
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(Store)
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client
        .call("list", json!({"name": "abc", "other": 20}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "20abc0.2520newmeinbox");
    let answer = client
        .call("list", json!({"name": "", "other": 20, "order": "old"}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "200.2520oldmeinbox");
}

//! Names of one's own for everything.
#![deny(warnings)]

use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

type Db = State<u64>;
type Name = Option<String>;
type Answer<T = u64> = Result<Json<T>, ToolError>;
type Wanted = Args<Query>;

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Query {
    least: u64,
}

/// Count
#[tool]
async fn count(db: Db, name: Name) -> Answer {
    Ok(Json(*db + name.map_or(0, |name| name.len() as u64)))
}

/// Count more
#[tool]
async fn count_more(db: Db, query: Wanted) -> Answer<u64> {
    Ok(Json(db.max(query.least)))
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(toolset![count, count_more])
        .state(7u64)
        .build()
        .expect("a server");
    let client = Client::connect(&server).await.expect("a client");
    let answer = client.call("count", json!({})).await.expect("an answer");
    assert_eq!(answer.text(), "7");
    let answer = client
        .call("count_more", json!({"least": 9}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "9");
}

//! A module of tools, with helpers and private ones.
#![deny(warnings)]

use mcp_server::Viewer;
use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::json;

/// Tools for those who may.
#[tools(
    prefix = "admin",
    tags("admin"),
    scopes("admin"),
    visible_when = super::is_somebody
)]
pub mod admin {
    use super::Users;
    use mcp_server::State;

    const MOST: usize = 2;

    /// Count users
    #[tool(read_only)]
    pub async fn count(State(users): State<Users>) -> usize {
        limited(users.0.len())
    }

    /// Forget a user
    #[tool(destructive, hidden)]
    fn forget(name: &str) -> String {
        format!("forgot {name}")
    }

    fn limited(count: usize) -> usize {
        count.min(MOST)
    }
}

fn is_somebody(viewer: &Viewer<'_>) -> bool {
    viewer.principal().is_some() && viewer.state::<Users>().is_some()
}

/// Users.
pub struct Users(Vec<String>);

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::builder(server_info!())
        .tools(admin::tools())
        .state(Users(Vec::new()))
        .build()
        .expect("a server");
    let admin = Principal::new("tests", "root").with_scopes(["admin"]);
    let client = Client::connect_as(&server, admin)
        .await
        .expect("a client");
    let answer = client
        .call("admin_count", json!({}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "0");
    let answer = client
        .call("admin_forget", json!({"name": "a"}))
        .await
        .expect("an answer");
    assert_eq!(answer.text(), "forgot a");
}

//! A cursor that somebody made up tells nothing of what is kept from them.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use mcp_server::prelude::*;
use serde_json::json;

use crate::support::envelope::{V11, V26, request};
use crate::support::http::Response;
use crate::support::post::Post;
use crate::support::served::Served;
use crate::tokens::{With as _, open, tokens};

fn titles() -> Vec<Listed> {
    ["plain", "secret"]
        .map(|title| Listed::of("title", title))
        .into()
}

/// A paper
#[resource("paper://{title}", list = titles)]
fn paper(title: String) -> String {
    title
}

/// A paper for few
#[resource("paper://secret", scopes("read"))]
fn secret() -> &'static str {
    "secret"
}

/// A page that begins behind a URI, by a cursor of the form of those that are given out.
async fn behind(served: &Served, session: Option<&str>, token: &str, uri: &str) -> Response {
    let mut hasher = DefaultHasher::new();
    uri.hash(&mut hasher);
    let cursor = json!({ "cursor": format!("r{:016x}+", hasher.finish()) });
    let revision = session.map_or(V26, |_| V11);
    let list = request(revision, &json!(1), "resources/list", &cursor);
    let post = Post::message(revision, session, &list);
    served.send(&post.bearer(token)).await
}

#[tokio::test]
async fn a_cursor_to_what_is_hidden_is_answered_as_one_to_nothing() {
    let offer = |builder: mcp_server::Builder| builder.resources(resources![paper, secret]);
    let served = Served::with(|builder| offer(builder).authentication(tokens())).await;
    let session = open(&served, V11, "ann").await;
    for session in [None, Some(&*session)] {
        let seen = behind(&served, session, "ann", "paper://plain").await;
        assert!(seen.json()["result"]["resources"].is_array(), "{seen:?}");
        let hidden = behind(&served, session, "ann", "paper://secret").await;
        let nothing = behind(&served, session, "ann", "paper://nothing").await;
        assert_eq!(hidden.json()["error"]["code"], -32602, "{hidden:?}");
        assert_eq!(hidden.head.status, nothing.head.status);
        assert_eq!(hidden.body, nothing.body);
        // Whoever may read it goes on behind it.
        let all = behind(&served, session, "ann.read", "paper://secret").await;
        assert!(all.json()["result"]["resources"].is_array(), "{all:?}");
    }
}

//! What an error repeats of the request that it refuses.

use serde_json::{Value, json};

use crate::refusals::begin;
use crate::support::envelope::{V11, V26, VERSION, request};
use crate::support::post::Post;
use crate::support::served::Served;

/// An unknown revision with a name of this length, wherever a request can name one.
fn unknown(length: usize, session: &str) -> [Post; 2] {
    let version = "9".repeat(length);
    let ping = request(V11, &json!(1), "ping", &Value::Null);
    let by_header = Post::message(V11, Some(session), &ping);
    let mut list = request(V26, &json!(1), "tools/list", &json!({}));
    list["params"]["_meta"][VERSION] = json!(version);
    let by_body = Post::message(V26, None, &list);
    [by_header, by_body].map(|post| post.set("MCP-Protocol-Version", &version))
}

#[tokio::test]
async fn an_unknown_revision_is_repeated_as_far_as_it_is_worth_it() {
    let served = Served::start().await;
    let session = begin(&served, V11).await;
    for (length, told) in [(12, 12), (100, 100), (101, 100), (8_000, 100)] {
        for post in unknown(length, &session) {
            let refused = served.send(&post).await;
            assert_eq!(refused.head.status, 400);
            let error = refused.json()["error"].take();
            assert_eq!(error["code"], -32022, "{error}");
            assert_eq!(error["data"]["requested"], "9".repeat(told));
        }
    }
}

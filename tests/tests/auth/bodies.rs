//! How much of the room for large messages is one principal's.

use mcp_server::Builder;
use serde_json::json;

use crate::support::envelope::{V26, request};
use crate::support::http::Connection;
use crate::support::post::Post;
use crate::support::served::Served;
use crate::tokens::{With as _, call, offering, tokens};

/// How much the text of a large message has, which then has a little more.
const LARGE: usize = 100_000;

/// Room for three of them, of which none has two in its half.
fn room(builder: Builder) -> Builder {
    builder.body_limit(LARGE + 1000).max_body_memory(3 * LARGE)
}

/// A large call.
fn large(name: &str) -> Post {
    let params = json!({ "name": name, "arguments": { "text": "x".repeat(LARGE) } });
    let call = request(V26, &json!(1), "tools/call", &params);
    Post::message(V26, None, &call)
}

#[tokio::test]
async fn half_of_the_room_is_left_to_others() {
    let options = |builder| room(offering(builder)).authentication(tokens());
    let served = Served::with(options).await;
    let mut waiting = Vec::new();
    for (number, who) in [(1, "ann"), (2, "bob")] {
        let mut connection = Connection::open(served.address).await;
        let post = large("wait").bearer(who);
        connection.write(&post.to_bytes()).await;
        served.probe.started.reached(number).await;
        waiting.push(connection);
        let more = served.send(&large("echo").bearer(who)).await;
        assert_eq!(more.head.status, 429, "{more:?}");
        assert_eq!(more.head.header("retry-after"), Some("5"));
        assert_eq!(more.head.header("connection"), Some("close"));
        let small = served.send(&call(V26, None, "whoami").bearer(who)).await;
        assert_eq!(small.head.status, 200);
    }
    served.probe.opened.raise();
    for connection in &mut waiting {
        assert_eq!(connection.response().await.head.status, 200);
    }
    for who in ["ann", "bob"] {
        let again = served.send(&large("echo").bearer(who)).await;
        assert_eq!(again.head.status, 200, "{again:?}");
    }
}

//! One connection, or one pipe, with more than one request; and one client with more than one
//! server.

use serde_json::{Value, json};

use crate::refusals::count;
use crate::support::envelope::{CAPABILITIES, V11, V26, request};
use crate::support::http::{Connection, Response};
use crate::support::lines::Lines;
use crate::support::post::Post;
use crate::support::served::Served;

async fn ask(connection: &mut Connection, post: &Post) -> Response {
    connection.write(&post.to_bytes()).await;
    connection.response().await
}

/// Needs a client that can run a model.
fn demanding(able: bool) -> Value {
    let mut params = json!({ "name": "test_missing_capability", "arguments": {} });
    if able {
        params["_meta"] = json!({ CAPABILITIES: { "sampling": {} } });
    }
    request(V26, &json!(1), "tools/call", &params)
}

/// Rows: VN-15.
#[tokio::test]
async fn what_a_client_can_do_holds_for_one_request_of_its_connection() {
    let served = Served::start().await;
    let mut connection = Connection::open(served.address).await;
    for round in 1..=3 {
        let able = Post::message(V26, None, &demanding(true));
        assert_eq!(ask(&mut connection, &able).await.head.status, 200);
        let unable = ask(
            &mut connection,
            &Post::message(V26, None, &demanding(false)),
        )
        .await;
        assert_eq!(unable.head.status, 400);
        assert_eq!(unable.json()["error"]["code"], -32021);
        assert_eq!(served.probe.counted.times(), round);
    }
}

/// Rows: VN-16.
#[tokio::test]
async fn the_version_of_one_request_says_nothing_of_the_next() {
    let bare = {
        let mut bare = count(V26);
        bare["params"].as_object_mut().unwrap().remove("_meta");
        bare
    };
    let served = Served::start().await;
    let mut connection = Connection::open(served.address).await;
    let sound = Post::message(V26, None, &count(V26));
    assert_eq!(ask(&mut connection, &sound).await.head.status, 200);
    for (post, code) in [
        (sound.clone().json(&bare), -32602),
        (Post::new("/mcp").json(&bare), -32600),
    ] {
        let refused = ask(&mut connection, &post).await;
        assert_eq!(refused.head.status, 400);
        assert_eq!(refused.json()["error"]["code"], code);
    }
    assert_eq!(served.probe.counted.times(), 1);

    let mut lines = Lines::open(mcp_tests::server().build().unwrap());
    for (message, member) in [(count(V26), "result"), (bare, "error")] {
        lines.write(message.to_string().as_bytes()).await;
        let answer: Value = serde_json::from_str(&lines.read().await.unwrap()).unwrap();
        assert!(answer.get(member).is_some(), "{answer}");
    }
}

/// Rows: MH-36.
#[tokio::test]
async fn one_request_goes_to_one_server_and_the_next_to_another() {
    let servers = [Served::start().await, Served::start().await];
    let mut lists = Vec::new();
    for (number, served) in servers.iter().cycle().take(6).enumerate() {
        let word = format!("word {number}");
        let echo = json!({ "name": "echo", "arguments": { "text": word } });
        let echo = request(V26, &json!(number), "tools/call", &echo);
        let answer = served.send(&Post::message(V26, None, &echo)).await.json();
        assert_eq!(answer["result"]["content"][0]["text"], word);
        let list = request(V26, &json!("list"), "tools/list", &Value::Null);
        lists.push(served.send(&Post::message(V26, None, &list)).await.body);
    }
    lists.dedup();
    assert_eq!(lists.len(), 1, "all servers have the same list");
}

/// Rows: VN-24.
#[tokio::test]
async fn without_a_session_no_version_is_assumed() {
    let served = Served::start().await;
    for message in [count(V11), json!([count(V11)])] {
        let refused = served.send(&Post::new("/mcp").json(&message)).await;
        assert_eq!(refused.head.status, 400);
        assert_eq!(refused.json()["error"]["code"], -32600);
    }
    assert_eq!(served.probe.counted.times(), 0);
}

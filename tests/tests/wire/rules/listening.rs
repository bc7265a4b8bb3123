//! What begins, keeps and follows a stream of changes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use mcp_server::prelude::*;
use mcp_tests::Probe;
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::support::envelope::{V26, request};
use crate::support::http::Events;
use crate::support::lines::Lines;
use crate::support::memory::Memory;
use crate::support::post::Post;
use crate::support::schema;
use crate::support::served::Served;

const ACKNOWLEDGED: &str = "notifications/subscriptions/acknowledged";
const SUBSCRIPTION: &str = "/params/_meta/io.modelcontextprotocol~1subscriptionId";

fn server() -> Server {
    mcp_tests::server()
        .build()
        .expect("the server can be built")
}

fn listen(id: &Value, filter: &Value) -> Value {
    let params = json!({ "notifications": filter });
    request(V26, id, "subscriptions/listen", &params)
}

fn tools() -> Value {
    json!({ "toolsListChanged": true })
}

fn must_acknowledge(message: &Value, id: &Value) {
    schema::must_be_notification(V26, message);
    assert_eq!(message["method"], ACKNOWLEDGED, "{message}");
    assert_eq!(message.pointer(SUBSCRIPTION), Some(id), "{message}");
    assert_eq!(message["params"]["notifications"], tools());
}

async fn read(lines: &mut Lines) -> Value {
    let line = lines.read().await.expect("the pipe is open");
    serde_json::from_str(&line).expect("a line is JSON")
}

/// Rows: SB-01.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn however_much_changes_the_acknowledgement_comes_first() {
    let server = server();
    let served = Served::serve(server.clone(), Probe::default()).await;
    let over = Arc::new(AtomicBool::new(false));
    let announcing = std::thread::spawn({
        let (notify, over) = (server.notify(), Arc::clone(&over));
        move || {
            while !over.load(Ordering::Relaxed) {
                notify.tools_changed();
                std::thread::yield_now();
            }
        }
    });
    for number in 0..100 {
        let id = json!(number);
        let post = Post::message(V26, None, &listen(&id, &tools()));
        let (head, connection) = served.open(&post).await;
        let first = Events::of(&head, connection).next().await.unwrap();
        must_acknowledge(&serde_json::from_str(&first.data).unwrap(), &id);
        let mut lines = Lines::open(server.clone());
        lines
            .write(listen(&id, &tools()).to_string().as_bytes())
            .await;
        must_acknowledge(&read(&mut lines).await, &id);
    }
    over.store(true, Ordering::Relaxed);
    announcing.join().unwrap();
}

/// Rows: SB-13.
#[tokio::test]
async fn a_wish_for_nothing_at_all_is_refused() {
    let message = request(V26, &json!(1), "subscriptions/listen", &Value::Null);
    let served = Served::start().await;
    let refused = served.send(&Post::message(V26, None, &message)).await;
    assert_eq!(refused.json()["error"]["code"], -32602);
    let mut lines = Lines::open(server());
    lines.write(message.to_string().as_bytes()).await;
    assert_eq!(read(&mut lines).await["error"]["code"], -32602);
}

/// Rows: MH-12.
#[tokio::test(start_paused = true)]
async fn a_stream_that_has_nothing_to_say_says_that_it_is_alive() {
    let memory = Memory::serve(&server());
    let post = Post::message(V26, None, &listen(&json!(1), &tools()));
    let mut connection = memory.connect();
    connection.write(&post.to_bytes()).await;
    assert_eq!(connection.head().await.status, 200);
    let first = String::from_utf8(connection.chunk().await.unwrap()).unwrap();
    assert!(first.contains(ACKNOWLEDGED), "{first}");
    for _ in 0..3 {
        sleep(Duration::from_secs(15)).await;
        assert_eq!(connection.chunk().await.unwrap(), b": keepalive\n\n");
    }
}

/// Be new
#[tool]
fn fresh() {}

/// Rows: UT-15.
#[tokio::test]
async fn who_hears_of_a_change_and_asks_gets_what_is_new() {
    let server = server();
    let mut lines = Lines::open(server.clone());
    lines
        .write(listen(&json!(1), &tools()).to_string().as_bytes())
        .await;
    must_acknowledge(&read(&mut lines).await, &json!(1));
    let list = request(V26, &json!(2), "tools/list", &Value::Null).to_string();
    for there in [true, false] {
        let change = server.change(|change| {
            if there {
                change.tools(toolset![fresh]);
            } else {
                change.remove_tool("fresh");
            }
        });
        change.expect("it can be changed");
        assert_eq!(
            read(&mut lines).await["method"],
            "notifications/tools/list_changed"
        );
        lines.write(list.as_bytes()).await;
        let page = read(&mut lines).await;
        schema::must_be_result(V26, "tools/list", &page["result"]);
        let tools = page["result"]["tools"].as_array().unwrap();
        let found = tools.iter().any(|tool| tool["name"] == "fresh");
        assert_eq!(found, there);
    }
}

//! The process as a whole: it is told to end, lets its calls finish, and ends.

use std::net::SocketAddr;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::support::envelope::{V26, request};
use crate::support::http::{Connection, Events};
use crate::support::post::Post;

/// How long a test waits before it fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// Starts the process, and waits until it takes connections.
async fn start() -> (Child, SocketAddr) {
    let free = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let child = Command::new(env!("CARGO_BIN_EXE_everything"))
        .args(["--listen", &free.to_string()])
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("the process starts");
    let listening = async {
        while TcpStream::connect(free).await.is_err() {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, listening)
        .await
        .expect("the process listens");
    (child, free)
}

async fn terminate(child: &Child) {
    let id = child.id().expect("the process runs").to_string();
    let killed = Command::new("kill").args(["-TERM", &id]).status().await;
    assert!(killed.expect("`kill` can be run").success());
}

async fn exits_well(mut child: Child) {
    let ended = timeout(PATIENCE, child.wait())
        .await
        .expect("the process ends");
    let status = ended.expect("the process can be waited for");
    assert!(status.success(), "{status:?}");
}

/// A call whose first event shows that it runs.
async fn call(address: SocketAddr, millis: u64) -> Events {
    let params = json!({ "name": "slow", "arguments": { "millis": millis }, "_meta": { "progressToken": 1 } });
    let message = request(V26, &json!(1), "tools/call", &params);
    let mut connection = Connection::open(address).await;
    connection
        .write(&Post::message(V26, None, &message).to_bytes())
        .await;
    let head = connection.head().await;
    let mut events = Events::of(&head, connection);
    let first = events.next().await.expect("the call says something");
    assert!(first.data.contains("notifications/progress"));
    events
}

#[tokio::test]
async fn a_process_that_is_told_to_end_lets_its_calls_finish() {
    let (child, address) = start().await;
    let mut events = call(address, 400).await;
    terminate(&child).await;
    let mut last = None;
    while let Some(event) = events.next().await {
        last = Some(serde_json::from_str::<Value>(&event.data).unwrap());
    }
    let answer = last.expect("the call is answered");
    assert_eq!(answer["result"]["content"][0]["text"], "400 ms are over");
    exits_well(child).await;
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_process_that_is_told_to_end_does_not_wait_for_those_who_only_listen() {
    let (child, address) = start().await;
    let mut idle = Connection::open(address).await;
    let mut listener = Connection::open(address).await;
    listener.write(&Post::get("/sse").to_bytes()).await;
    let head = listener.head().await;
    let mut events = Events::of(&head, listener);
    events.next().await.expect("the stream begins");
    terminate(&child).await;
    assert!(events.next().await.is_none(), "the stream ends");
    assert!(idle.rest().await.is_empty());
    exits_well(child).await;
}

#[tokio::test]
async fn a_process_that_is_told_twice_ends_at_once() {
    let (child, address) = start().await;
    let _events = call(address, 60_000).await;
    terminate(&child).await;
    // The first is taken in before the second: it closes the listener.
    let closed = async { while TcpStream::connect(address).await.is_ok() {} };
    timeout(PATIENCE, closed)
        .await
        .expect("nobody is let in any more");
    terminate(&child).await;
    exits_well(child).await;
}

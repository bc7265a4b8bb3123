//! Clients that are slow to ask.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::start;
use crate::refusals::count;
use crate::support::envelope::V26;
use crate::support::memory::Memory;
use crate::support::post::Post;

fn serve() -> Memory {
    Memory::serve(&mcp_tests::server().build().unwrap())
}

/// How far a time is from what it should be.
fn about(since: Instant, seconds: u64) -> bool {
    since.elapsed().as_secs_f64().round() as u64 == seconds
}

/// Rows: SE-07.
#[tokio::test(start_paused = true)]
async fn a_connection_that_says_nothing_ends_after_a_minute() {
    let memory = serve();
    let since = Instant::now();
    let mut connection = memory.connect();
    assert!(connection.rest().await.is_empty());
    assert!(about(since, 60), "{:?}", since.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_was_answered_ends_a_minute_later() {
    let memory = serve();
    let mut connection = start(&memory, &Post::message(V26, None, &count(V26))).await;
    assert_eq!(connection.response().await.head.status, 200);
    let since = Instant::now();
    assert!(connection.rest().await.is_empty());
    assert!(about(since, 60), "{:?}", since.elapsed());
}

/// Rows: SE-07.
#[tokio::test(start_paused = true)]
async fn half_a_head_ends_the_connection_after_ten_seconds() {
    let memory = serve();
    let mut connection = memory.connect();
    connection.write(b"POST /mcp HTTP/1.1\r\nHost: local").await;
    let since = Instant::now();
    connection.rest().await;
    assert!(about(since, 10), "{:?}", since.elapsed());
}

/// Rows: SE-07.
#[tokio::test(start_paused = true)]
async fn half_a_body_is_refused_after_ten_seconds_of_silence() {
    let memory = serve();
    let bytes = Post::message(V26, None, &count(V26)).to_bytes();
    let mut connection = memory.connect();
    connection.write(&bytes[..bytes.len() - 5]).await;
    let since = Instant::now();
    let response = connection.response().await;
    assert_eq!(response.head.status, 408);
    assert_eq!(response.head.header("connection"), Some("close"));
    assert!(about(since, 10), "{:?}", since.elapsed());
    connection.rest().await;
}

/// Rows: SE-07.
#[tokio::test(start_paused = true)]
async fn a_body_that_trickles_is_refused_after_half_a_minute() {
    let memory = serve();
    let bytes = Post::message(V26, None, &count(V26)).to_bytes();
    let body = bytes.len() - 100;
    let mut connection = memory.connect();
    connection.write(&bytes[..body]).await;
    let since = Instant::now();
    for byte in &bytes[body..body + 28] {
        sleep(Duration::from_secs(1)).await;
        connection.write(&[*byte]).await;
    }
    let response = connection.response().await;
    assert_eq!(response.head.status, 408);
    assert!(about(since, 30), "{:?}", since.elapsed());
}

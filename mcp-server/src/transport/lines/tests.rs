//! Lines in, lines out: the pipe as bytes.

mod raw;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use mcp_core::model::Level;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::sync::Semaphore;
use tokio::time::Instant;

use self::raw::*;
use super::*;

#[tokio::test]
async fn blank_lines_and_carriage_returns_are_passed_over() {
    let mut raw = Raw::new(&server([]), 1 << 16);
    raw.bytes(format!("\n\r\n{}\r\n  \n{}\n", ping(1), ping(2)).as_bytes())
        .await;
    assert_eq!(ids(&raw.close().await), [1, 2]);
}

#[tokio::test]
async fn the_last_line_needs_no_ending() {
    let mut raw = Raw::new(&server([]), 1 << 16);
    raw.bytes(ping(7).to_string().as_bytes()).await;
    assert_eq!(ids(&raw.close().await), [7]);
}

#[tokio::test]
async fn bytes_that_are_no_text_are_refused_without_an_id() {
    let mut raw = Raw::new(&server([]), 1 << 16);
    raw.bytes(b"{\"\xff\n").await;
    let refusal = raw.next().await;
    assert_eq!(refusal["error"]["code"], -32700);
    assert!(refusal.get("id").is_none());
    raw.send(&ping(1)).await;
    assert_eq!(raw.next().await["id"], 1);
}

#[tokio::test]
async fn a_line_over_the_limit_is_refused_and_the_next_one_served() {
    let server = Server::builder(("test", "1"))
        .body_limit(200)
        .build()
        .unwrap();
    let mut raw = Raw::new(&server, 1 << 16);
    raw.bytes(&[b'x'; 50_000]).await;
    raw.bytes(format!("\n{}\n", ping(1)).as_bytes()).await;
    let refusal = json!({"jsonrpc": "2.0", "error": {
        "code": -32600, "message": "a line may have at most 200 bytes",
    }});
    assert_eq!(raw.next().await, refusal);
    assert_eq!(raw.next().await["id"], 1);
}

/// Rows: ST-03.
#[tokio::test]
async fn text_of_any_script_comes_back_as_it_went() {
    let mut raw = Raw::greeted(&server([echo()])).await;
    let mut request = call(1, "echo");
    request["params"]["arguments"] = json!({"said": "día 日本 🦀\n\u{2028}"});
    raw.send(&request).await;
    let answer = raw.next().await;
    let text = answer["result"]["content"][0]["text"].as_str().unwrap();
    let said: Value = serde_json::from_str(text).unwrap();
    assert_eq!(said, request["params"]["arguments"]);
}

#[tokio::test]
async fn calls_answer_in_the_order_in_which_they_end() {
    let gate = Arc::new(Semaphore::new(0));
    let mut raw = Raw::greeted(&server([wait(&gate), echo()])).await;
    raw.send(&call(1, "wait")).await;
    raw.send(&call(2, "echo")).await;
    assert_eq!(raw.next().await["id"], 2);
    gate.add_permits(1);
    assert_eq!(raw.next().await["id"], 1);
}

#[tokio::test]
async fn a_cancelled_call_sends_no_answer() {
    for shape in [|message| message, stateless] {
        let mut raw = Raw::greeted(&server([forever()])).await;
        raw.send(&shape(call(1, "forever"))).await;
        raw.send(&shape(cancel(1))).await;
        raw.send(&shape(call(2, "unknown"))).await;
        assert_eq!(ids(&raw.close().await), [2]);
    }
}

#[tokio::test]
async fn both_eras_share_a_pipe() {
    let mut raw = Raw::new(&server([echo()]), 1 << 16);
    raw.send(&stateless(call(1, "echo"))).await;
    assert_eq!(raw.next().await["result"]["resultType"], "complete");
    raw.send(&initialize("2025-06-18")).await;
    assert_eq!(raw.next().await["result"]["protocolVersion"], "2025-06-18");
    raw.send(&stateless(call(2, "echo"))).await;
    assert_eq!(raw.next().await["result"]["resultType"], "complete");
    raw.send(&call(3, "echo")).await;
    assert!(raw.next().await["result"].get("resultType").is_none());
}

#[tokio::test]
async fn a_batch_is_answered_in_one_line() {
    let mut raw = Raw::greeted(&server([echo()])).await;
    raw.send(&json!([ping(1), call(2, "echo")])).await;
    assert_eq!(raw.next().await.as_array().unwrap().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn calls_may_end_after_the_input_has() {
    let gate = Arc::new(Semaphore::new(0));
    let mut raw = Raw::greeted(&server([wait(&gate)])).await;
    raw.send(&call(1, "wait")).await;
    tokio::spawn(async move {
        tokio::time::sleep(GRACE / 2).await;
        gate.add_permits(1);
    });
    assert_eq!(ids(&raw.close().await), [1]);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_does_not_end_is_given_up_after_the_grace() {
    let mut raw = Raw::greeted(&server([forever(), echo()])).await;
    raw.send(&call(1, "forever")).await;
    raw.send(&call(2, "echo")).await;
    let closed = Instant::now();
    assert_eq!(ids(&raw.close().await), [2]);
    assert_eq!(closed.elapsed(), GRACE);
}

/// Rows: ST-11.
#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_read_loses_nothing_and_blocks_no_reading() {
    let mut raw = Raw::new(&server([]), 64);
    let many = 200;
    for id in 0..many {
        raw.send(&ping(id)).await;
    }
    for id in 0..many {
        assert_eq!(raw.next().await["id"], id);
    }
}

/// Rows: ST-11.
#[tokio::test(start_paused = true)]
async fn what_a_client_does_not_read_is_bounded_by_its_bytes() {
    const BIG: usize = OUTBOX_BYTES / 4;
    let ran = Arc::new(AtomicUsize::new(0));
    let big = tool("big", {
        let ran = Arc::clone(&ran);
        move |_| {
            ran.fetch_add(1, Ordering::Relaxed);
            async { "x".repeat(BIG) }
        }
    });
    let Raw {
        mut read,
        mut write,
        serving,
    } = Raw::greeted(&server([big])).await;
    let many = 2 * OUTBOX;
    let writing = tokio::spawn(async move {
        for id in 0..many {
            let line = format!("{}\n", call(id as i64, "big"));
            write.write_all(line.as_bytes()).await.unwrap();
        }
        write
    });
    // Paused time moves on only once the server has done all it can.
    tokio::time::sleep(Duration::from_secs(1)).await;
    // Four wait, one is being written, and as many wait for room as calls may run, and one more.
    let most = OUTBOX_BYTES / BIG + 1 + MAX_CALLS + 1;
    let taken = ran.load(Ordering::Relaxed);
    assert!((1..=most).contains(&taken), "{taken} are kept");
    let mut heard = BTreeSet::new();
    while heard.len() < many {
        let line = read.next_line().await.unwrap().unwrap();
        let answer: Value = serde_json::from_str(&line).unwrap();
        assert!(answer.get("result").is_some(), "{answer}");
        assert!(heard.insert(answer["id"].as_u64().unwrap()));
    }
    drop((read, writing.await.unwrap()));
    serving.await.unwrap().unwrap();
}

/// Rows: ST-11.
#[tokio::test(start_paused = true)]
async fn a_client_that_never_reads_does_not_keep_the_server() {
    let shout = tool("shout", |context| async move {
        loop {
            context.log(Level::Error, "again").await;
        }
    });
    let mut raw = Raw::new(&server([shout]), 1 << 10);
    raw.send(&initialize("2025-11-25")).await;
    raw.send(&call(1, "shout")).await;
    raw.write.shutdown().await.unwrap();
    let closed = Instant::now();
    raw.serving.await.unwrap().unwrap();
    assert_eq!(closed.elapsed(), GRACE + FLUSH);
}

#[tokio::test]
async fn a_client_that_is_gone_ends_the_serving() {
    let Raw {
        read,
        write,
        serving,
    } = Raw::greeted(&server([])).await;
    drop((read, write));
    serving.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_shutdown_ends_the_serving_of_an_open_pipe() {
    let server = server([]);
    let raw = Raw::greeted(&server).await;
    server.shutdown().cancel();
    raw.serving.await.unwrap().unwrap();
}

#[tokio::test(start_paused = true)]
async fn too_many_calls_at_once_are_refused_and_can_still_be_cancelled() {
    let mut raw = Raw::greeted(&server([forever()])).await;
    let most = i64::try_from(MAX_CALLS).unwrap();
    for id in 1..=most + 1 {
        raw.send(&call(id, "forever")).await;
    }
    let refusal = raw.next().await;
    assert_eq!(
        (&refusal["id"], &refusal["error"]["code"]),
        (&(most + 1).into(), &(-32603).into())
    );
    for id in 1..=most {
        raw.send(&cancel(id)).await;
    }
    let closed = Instant::now();
    assert!(raw.close().await.is_empty());
    assert_eq!(closed.elapsed(), Duration::ZERO);
}

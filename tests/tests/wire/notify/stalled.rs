//! Clients that do not read, and clients that come and go.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, duplex, split};
use tokio::task::{JoinSet, yield_now};

use super::*;
use crate::support::envelope::V11;
use crate::support::memory::Memory;

/// Less than a notification has.
const NARROW: usize = 32;

/// Rows: SB-12.
#[tokio::test]
async fn a_client_that_does_not_read_costs_nobody_anything_and_hears_once() {
    for (revision, hello) in [(V11, initialize(V11)), (V26, listen(&json!(0), &all()))] {
        let server = server();
        let (ours, theirs) = duplex(NARROW);
        let serving = tokio::spawn({
            let server = server.clone();
            async move {
                let (read, write) = split(theirs);
                server.serve_lines(read, write).await
            }
        });
        let (read, mut write) = split(ours);
        let mut lines = BufReader::new(read).lines();
        write
            .write_all(format!("{hello}\n").as_bytes())
            .await
            .unwrap();
        lines.next_line().await.unwrap().unwrap();
        if revision == V11 {
            let settled = notification(V11, "notifications/initialized", &Value::Null);
            write
                .write_all(format!("{settled}\n").as_bytes())
                .await
                .unwrap();
            let ping = request(V11, &json!(1), "ping", &Value::Null);
            write
                .write_all(format!("{ping}\n").as_bytes())
                .await
                .unwrap();
            lines.next_line().await.unwrap().unwrap();
        }
        let mut other = Ear::greeted(&server, V11).await;
        for round in 0..10_000 {
            server.notify().tools_changed();
            server.notify().prompts_changed();
            yield_now().await;
            if round % 1_000 == 0 {
                other.hears_all(&[TOOLS, PROMPTS]).await;
            }
        }
        // To see where it ends.
        server.notify().resources_changed();
        let mut heard = 0;
        loop {
            let line = lines.next_line().await.unwrap().unwrap();
            heard += 1;
            let message: Value = serde_json::from_str(&line).unwrap();
            if message["method"] == RESOURCES {
                break;
            }
        }
        assert!(
            heard < 16,
            "{heard} messages were kept for a client of {revision}"
        );
        write.shutdown().await.unwrap();
        while lines.next_line().await.unwrap().is_some() {}
        serving.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_stream_that_is_not_read_holds_little_and_ends_with_the_truth() {
    for revision in [V11, V26] {
        let server = server();
        let memory = Memory::serve(&server);
        let post = match revision {
            V26 => Post::message(V26, None, &listen(&json!(0), &all())),
            revision => {
                let first = memory
                    .send(&Post::message(revision, None, &initialize(revision)))
                    .await;
                let session = first.head.header("mcp-session-id").unwrap();
                let settled = notification(revision, "notifications/initialized", &Value::Null);
                let settled = Post::message(revision, Some(session), &settled);
                assert_eq!(memory.send(&settled).await.head.status, 202);
                Post::get("/mcp").with("Mcp-Session-Id", session)
            }
        };
        let mut connection = memory.connect_within(NARROW);
        connection.write(&post.to_bytes()).await;
        let head = connection.head().await;
        for _ in 0..10_000 {
            server.notify().tools_changed();
            server.notify().prompts_changed();
            yield_now().await;
        }
        server.notify().resources_changed();
        let mut events = Events::of(&head, connection);
        let mut heard = 0;
        loop {
            let event = events.next().await.unwrap();
            heard += 1;
            if event.data.contains(RESOURCES) {
                break;
            }
        }
        assert!(
            heard < 100,
            "{heard} messages were kept for a client of {revision}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn listeners_come_and_go_while_changes_are_announced() {
    const CROWD: usize = 40;
    let server = builder().listen_streams(CROWD).build().unwrap();
    let served = Arc::new(serve(&server).await);
    let over = Arc::new(AtomicBool::new(false));
    let announcing = std::thread::spawn({
        let (notify, over) = (server.notify(), Arc::clone(&over));
        move || {
            while !over.load(Ordering::Relaxed) {
                notify.tools_changed();
                notify.resource_updated(INBOX);
                std::thread::yield_now();
            }
        }
    });
    let mut crowd = JoinSet::new();
    for number in 0..CROWD / 2 {
        let served = Arc::clone(&served);
        crowd.spawn(async move {
            for round in 0..10 {
                let id = json!(format!("{number}-{round}"));
                let post = Post::message(V26, None, &listen(&id, &all()));
                let (head, connection) = served.open(&post).await;
                // Room comes when the server notices who has gone.
                if head.status != 200 {
                    assert_eq!(head.status, 429);
                    continue;
                }
                let mut events = Events::of(&head, connection);
                for _ in 0..5 {
                    let event = events.next().await.unwrap();
                    let message: Value = serde_json::from_str(&event.data).unwrap();
                    assert_eq!(stream_of(&message), &id);
                }
            }
        });
    }
    while let Some(ended) = crowd.join_next().await {
        ended.unwrap();
    }
    over.store(true, Ordering::Relaxed);
    announcing.join().unwrap();
    // All places are free again: as many as there are can be taken at once.
    let mut ears = Vec::new();
    while ears.len() < CROWD {
        let post = Post::message(V26, None, &listen(&json!(1), &all()));
        let (head, connection) = served.open(&post).await;
        if head.status == 200 {
            ears.push(connection);
        }
    }
}

//! The program, and clients that follow, leave, come back and wait in silence.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use visitor::{Guest, Messages, Program, SESSIONS, STATELESS};

async fn program() -> Program {
    Program::start(env!("CARGO_BIN_EXE_long-calls"), &[]).await
}

/// A film whose progress is wanted.
async fn render(guest: &Guest, frames: u32, pause: u64) -> Messages {
    let params = json!({
        "name": "render",
        "arguments": { "frames": frames, "pause": pause },
        "_meta": { "progressToken": "film" },
    });
    guest.begin("tools/call", params).await
}

/// The next report of progress.
async fn report(call: &mut Messages) -> Value {
    let params = call.hears("notifications/progress").await;
    assert_eq!(params["progressToken"], "film");
    params
}

#[tokio::test]
async fn a_call_tells_how_far_it_is() {
    let mut program = program().await;
    let guest = Guest::arrive(&program, STATELESS).await;
    let mut call = render(&guest, 3, 1).await;
    for frame in 1..=3 {
        let report = report(&mut call).await;
        assert_eq!(
            (&report["progress"], &report["total"]),
            (&json!(frame), &json!(3))
        );
        assert_eq!(report["message"], format!("frame {frame} of 3"));
    }
    assert_eq!(call.result().await["content"][0]["text"], "3 frames");
    program
        .logged("the desk is free again, after 3 frames")
        .await;
}

#[tokio::test]
async fn a_call_ends_when_its_client_hangs_up() {
    let mut program = program().await;
    let guest = Guest::arrive(&program, STATELESS).await;
    let mut call = render(&guest, 10_000, 1).await;
    report(&mut call).await;
    drop(call);
    let line = program.logged("the desk is free again, after ").await;
    assert!(!line.contains("after 10000 frames"), "{line}");
}

#[tokio::test]
async fn a_client_is_let_go_and_comes_back_for_the_rest() {
    let program = program().await;
    let guest = Guest::arrive(&program, SESSIONS).await;
    let mut call = render(&guest, 5, 10).await;
    assert_eq!(
        call.next().await,
        None,
        "it is let go before anything is said"
    );
    assert_eq!(call.retry(), Some(500));
    let mut rest = guest.resume(call.last_event_id().unwrap()).await;
    for frame in 1..=3 {
        assert_eq!(report(&mut rest).await["progress"], frame);
    }
    // This connection breaks, and another one goes on where it was.
    let seen = rest.last_event_id().unwrap().to_owned();
    drop(rest);
    let mut rest = guest.resume(&seen).await;
    for frame in 4..=5 {
        assert_eq!(report(&mut rest).await["progress"], frame);
    }
    assert_eq!(rest.result().await["content"][0]["text"], "5 frames");
}

#[tokio::test]
async fn a_call_that_its_client_left_is_cancelled_by_a_notification() {
    let mut program = program().await;
    let guest = Guest::arrive(&program, SESSIONS).await;
    let mut call = render(&guest, 10_000, 1).await;
    assert_eq!(call.next().await, None);
    let mut rest = guest.resume(call.last_event_id().unwrap()).await;
    report(&mut rest).await;
    // The first request was the handshake.
    guest
        .tell("notifications/cancelled", json!({ "requestId": 2 }))
        .await;
    program.logged("the desk is free again, after ").await;
    while let Some(message) = rest.next().await {
        assert_eq!(
            message["method"], "notifications/progress",
            "no answer follows"
        );
    }
}

#[tokio::test]
async fn a_silent_call_gives_signs_of_life() {
    let program = program().await;
    let guest = Guest::arrive(&program, STATELESS).await;
    let mut call = render(&guest, 1, 60_000).await;
    let since = Instant::now();
    call.pulse().await;
    call.pulse().await;
    // Where nothing is said of it, the first alone takes 15 s.
    assert!(since.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn a_busy_thread_hears_that_nobody_waits() {
    let mut program = program().await;
    let guest = Guest::arrive(&program, SESSIONS).await;
    assert_eq!(
        guest.text("count_primes", json!({ "limit": 100 })).await,
        "25"
    );
    // It becomes a stream when it has been silent for a while; the handshake and a call were before it.
    let _call = guest
        .call("count_primes", json!({ "limit": u64::MAX }))
        .await;
    guest
        .tell("notifications/cancelled", json!({ "requestId": 3 }))
        .await;
    program.logged("nobody waits for the primes any more").await;
}

#[tokio::test]
async fn what_the_readme_says_to_try_works() {
    let mut program = program().await;
    let curls = visitor::curls(include_str!("../README.md"));
    let [film] = &curls[..] else {
        panic!("{curls:?}")
    };
    let mut call = program.curl(film).await;
    assert_eq!(report(&mut call).await["message"], "frame 1 of 100");
    drop(call);
    program.logged("the desk is free again, after ").await;
}

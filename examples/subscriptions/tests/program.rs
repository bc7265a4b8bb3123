//! The program, and clients that listen while a file appears, changes and vanishes.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use visitor::{Guest, Messages, Program, SESSIONS, STATELESS};

const URI: &str = "watched:///file";

/// A file that is not there, and a program that watches it.
async fn start(name: &str) -> (PathBuf, Program) {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_file(&path);
    let file = path.to_str().expect("the path is UTF-8");
    let program = Program::start(env!("CARGO_BIN_EXE_subscriptions"), &[file]).await;
    (path, program)
}

/// All at once, so that nobody sees half a file.
fn write(path: &Path, text: &str) {
    let whole = path.with_extension("new");
    std::fs::write(&whole, text).expect("it can be written");
    std::fs::rename(whole, path).expect("it can be renamed");
}

async fn listed(guest: &Guest) -> Value {
    let result = guest.ask("resources/list", json!({})).await;
    result["resources"].clone()
}

async fn text(guest: &Guest) -> Value {
    let result = guest.ask("resources/read", json!({ "uri": URI })).await;
    result["contents"][0]["text"].clone()
}

async fn session(program: &Program) -> (Guest, Messages) {
    let guest = Guest::arrive(program, SESSIONS).await;
    guest
        .ask("resources/subscribe", json!({ "uri": URI }))
        .await;
    let stream = guest.listen().await;
    (guest, stream)
}

#[tokio::test]
async fn every_client_hears_what_becomes_of_the_file() {
    let (path, program) = start("heard.txt").await;
    let (guest, first) = session(&program).await;
    let (_other, second) = session(&program).await;
    let stateless = Guest::arrive(&program, STATELESS).await;
    let wishes = json!({ "resourcesListChanged": true, "resourceSubscriptions": [URI] });
    let mut third = stateless
        .begin("subscriptions/listen", json!({ "notifications": wishes }))
        .await;
    third
        .hears("notifications/subscriptions/acknowledged")
        .await;
    let mut streams = [first, second, third];
    assert_eq!(listed(&guest).await, json!([]));

    write(&path, "one");
    for stream in &mut streams {
        stream.hears("notifications/resources/list_changed").await;
    }
    assert_eq!(listed(&guest).await[0]["uri"], URI);
    assert_eq!(text(&guest).await, "one");

    write(&path, "one, two");
    for stream in &mut streams {
        assert_eq!(
            stream.hears("notifications/resources/updated").await["uri"],
            URI
        );
    }
    assert_eq!(text(&stateless).await, "one, two");

    std::fs::remove_file(&path).unwrap();
    for stream in &mut streams {
        stream.hears("notifications/resources/list_changed").await;
    }
    assert_eq!(listed(&stateless).await, json!([]));
}

#[tokio::test]
async fn who_is_not_subscribed_hears_of_the_list_alone() {
    let (path, program) = start("alone.txt").await;
    let guest = Guest::arrive(&program, SESSIONS).await;
    let mut alone = guest.listen().await;
    let (_other, mut stream) = session(&program).await;
    write(&path, "one");
    stream.hears("notifications/resources/list_changed").await;
    alone.hears("notifications/resources/list_changed").await;
    write(&path, "one, two");
    stream.hears("notifications/resources/updated").await;
    std::fs::remove_file(&path).unwrap();
    stream.hears("notifications/resources/list_changed").await;
    write(&path, "one");
    // An update would come between these.
    for _ in 0..2 {
        alone.hears("notifications/resources/list_changed").await;
    }
}

#[tokio::test]
async fn what_the_readme_says_to_try_works() {
    let (path, program) = start("readme.txt").await;
    let curls = visitor::curls(include_str!("../README.md"));
    let [listen] = &curls[..] else {
        panic!("{curls:?}")
    };
    let mut stream = program.curl(listen).await;
    let granted = stream
        .hears("notifications/subscriptions/acknowledged")
        .await;
    assert_eq!(
        granted["notifications"]["resourceSubscriptions"],
        json!([URI])
    );
    write(&path, "now");
    stream.hears("notifications/resources/list_changed").await;
    std::fs::remove_file(&path).unwrap();
    stream.hears("notifications/resources/list_changed").await;
}

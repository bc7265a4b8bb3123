//! The program, and a client of either era.

use std::process::Command;

use serde_json::json;
use visitor::{Guest, Program, SESSIONS, STATELESS};

#[tokio::test]
async fn it_adds_for_every_client() {
    let program = Program::start(env!("CARGO_BIN_EXE_hello"), &[]).await;
    for revision in [SESSIONS, STATELESS] {
        let guest = Guest::arrive(&program, revision).await;
        assert_eq!(guest.text("add", json!({ "a": 2, "b": 3 })).await, "5");
        assert_eq!(guest.text("add", json!({ "a": 2 })).await, "3");
        let wrong = guest.text("add", json!({ "a": "two" })).await;
        assert!(wrong.contains("`/a` expected an integer"), "{wrong}");
    }
}

#[tokio::test]
async fn it_lists_its_tool_with_what_the_function_says() {
    let program = Program::start(env!("CARGO_BIN_EXE_hello"), &[]).await;
    let guest = Guest::arrive(&program, STATELESS).await;
    let listed = guest.ask("tools/list", json!({})).await;
    let add = &listed["tools"][0];
    assert_eq!(add["description"], "Add two numbers.");
    assert_eq!(add["inputSchema"]["required"], json!(["a"]));
    assert_eq!(add["inputSchema"]["properties"]["b"]["default"], 1);
}

#[tokio::test]
async fn what_the_readme_of_the_whole_says_to_try_is_tried() {
    let program = Program::start(env!("CARGO_BIN_EXE_hello"), &[]).await;
    let curls = visitor::curls(include_str!("../../../README.md"));
    let [call] = &curls[..] else {
        panic!("the README has other lines: {curls:?}");
    };
    let answer = program.curl(call).await.result().await;
    assert_eq!(answer["content"][0]["text"], "3");
}

#[tokio::test]
async fn an_address_that_is_taken_is_named_with_what_to_do() {
    let program = Program::start(env!("CARGO_BIN_EXE_hello"), &[]).await;
    let address = program
        .url()
        .trim_start_matches("http://")
        .split('/')
        .next();
    let mut second = Command::new(env!("CARGO_BIN_EXE_hello"));
    let output = second.arg(address.unwrap()).output().unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains(&format!("cannot listen on {}", address.unwrap())),
        "{said}"
    );
    assert!(said.contains("choose another port"), "{said}");
}

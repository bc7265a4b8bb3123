//! The program, and clients that come back for the result.

use serde_json::{Value, json};
use visitor::{Guest, Program, SESSIONS, STATELESS};

async fn program() -> Program {
    Program::start(env!("CARGO_BIN_EXE_tasks"), &[]).await
}

/// What a client says that knows of tasks where there are no sessions.
fn able() -> Value {
    json!({
        "elicitation": { "form": {} },
        "extensions": { "io.modelcontextprotocol/tasks": {} },
    })
}

fn build(time: u64) -> Value {
    json!({ "name": "build", "arguments": { "release": "1.0", "time": time } })
}

/// The task, once it does not work any more.
async fn ended(guest: &Guest, task: &Value) -> Value {
    let wanted = json!({ "taskId": task["taskId"] });
    let ended = async {
        loop {
            let task = guest.ask("tasks/get", wanted.clone()).await;
            if task["status"] != "working" {
                return task;
            }
        }
    };
    visitor::patiently("the end of the task", ended).await
}

#[tokio::test]
async fn a_session_asks_for_a_task_and_waits_for_its_result_when_it_likes() {
    let program = program().await;
    let guest = Guest::arrive(&program, SESSIONS).await;
    let mut call = build(100);
    call["task"] = json!({ "ttl": 60_000 });
    let task = guest.ask("tools/call", call).await["task"].take();
    assert_eq!(
        (&task["status"], &task["ttl"]),
        (&json!("working"), &json!(60_000))
    );
    let result = guest
        .ask("tasks/result", json!({ "taskId": task["taskId"] }))
        .await;
    assert_eq!(result["content"][0]["text"], "1.0 is built");
    assert_eq!(ended(&guest, &task).await["status"], "completed");
}

#[tokio::test]
async fn where_there_are_no_sessions_the_server_makes_it_a_task() {
    let program = program().await;
    let guest = Guest::able(&program, STATELESS, able()).await;
    let task = guest.ask("tools/call", build(100)).await;
    assert_eq!(
        (&task["resultType"], &task["status"]),
        (&json!("task"), &json!("working"))
    );
    let task = ended(&guest, &task).await;
    assert_eq!(task["status"], "completed");
    assert_eq!(task["result"]["content"][0]["text"], "1.0 is built");
}

#[tokio::test]
async fn a_client_that_does_not_know_of_tasks_waits_for_the_answer() {
    let mut program = program().await;
    for revision in [SESSIONS, STATELESS] {
        let guest = Guest::arrive(&program, revision).await;
        let result = guest.ask("tools/call", build(1)).await;
        assert_eq!(result["content"][0]["text"], "1.0 is built");
        program.logged("a release is built").await;
    }
}

#[tokio::test]
async fn a_cancelled_task_gives_its_work_up() {
    let mut program = program().await;
    let session = Guest::arrive(&program, SESSIONS).await;
    let mut call = build(600_000);
    call["task"] = json!({});
    let task = session.ask("tools/call", call).await["task"].take();
    program.logged("building 1.0").await;
    let cancelled = session
        .ask("tasks/cancel", json!({ "taskId": task["taskId"] }))
        .await;
    assert_eq!(cancelled["status"], "cancelled");
    program.logged("a build was given up").await;

    let stateless = Guest::able(&program, STATELESS, able()).await;
    let task = stateless.ask("tools/call", build(600_000)).await;
    program.logged("building 1.0").await;
    stateless
        .ask("tasks/cancel", json!({ "taskId": task["taskId"] }))
        .await;
    program.logged("a build was given up").await;
    assert_eq!(ended(&stateless, &task).await["status"], "cancelled");
}

#[tokio::test]
async fn what_is_asked_first_is_asked_by_the_call() {
    let program = program().await;
    let guest = Guest::able(&program, STATELESS, able()).await;
    for (sure, expected) in [(true, "1.0 is deployed"), (false, "nothing was deployed")] {
        let mut call = json!({ "name": "deploy", "arguments": { "release": "1.0" } });
        let asked = guest.ask("tools/call", call.clone()).await;
        assert_eq!(asked["resultType"], "input_required");
        let answer = json!({ "action": "accept", "content": { "sure": sure } });
        call["inputResponses"] = json!({ "ask-1": answer });
        call["requestState"] = asked["requestState"].clone();
        let answer = guest.ask("tools/call", call).await;
        let result = match sure {
            true => {
                assert_eq!(answer["resultType"], "task");
                ended(&guest, &answer).await["result"].take()
            }
            false => answer,
        };
        assert_eq!(result["content"][0]["text"], expected);
    }
}

#[tokio::test]
async fn what_the_readme_says_to_try_works() {
    let program = program().await;
    let curls = visitor::curls(include_str!("../README.md"));
    let [begin, get] = &curls[..] else {
        panic!("{curls:?}")
    };
    let task = program.curl(begin).await.result().await;
    assert_eq!(task["resultType"], "task");
    let id = task["taskId"].as_str().expect("a task has an id");
    let shown = program.curl(&get.with("TASK", id)).await.result().await;
    assert_eq!(
        (&shown["taskId"], &shown["status"]),
        (&json!(id), &json!("working"))
    );
}

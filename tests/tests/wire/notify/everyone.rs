//! One announcement, and all who hear it.

use serde_json::{Value, json};

use super::*;
use crate::support::envelope::{V03, V06, V11, V24};

/// Everybody who can hear, each subscribed to the inbox.
async fn everybody(server: &Server, served: &Served) -> Vec<Ear> {
    let mut ears = Vec::new();
    for revision in [V03, V06, V11] {
        let session = subscribed(served, revision).await;
        ears.push(Ear::get(served, revision, &session).await);
    }
    for revision in [V24, V11] {
        ears.push(subscribed_sse(served, revision).await);
    }
    for revision in [V24, V03, V06, V11] {
        let mut ear = Ear::greeted(server, revision).await;
        let answer = ear
            .ask(&json!(1), "resources/subscribe", &json!({ "uri": INBOX }))
            .await;
        assert_eq!(answer["result"], json!({}));
        ears.push(ear);
    }
    let (ear, granted) = Ear::listen(served, &json!("over HTTP"), &all()).await;
    assert_eq!(granted, all());
    ears.push(ear);
    let mut ear = Ear::lines(server, V26);
    ear.write(&listen(&json!(7), &all())).await;
    assert_eq!(ear.acknowledged(&json!(7)).await, all());
    ears.push(ear);
    ears
}

async fn subscribed_sse(served: &Served, revision: Revision) -> Ear {
    let (mut ear, path) = Ear::sse(served, revision).await;
    let initialized = notification(revision, "notifications/initialized", &Value::Null);
    let subscribe = json!({ "uri": INBOX });
    for (asked, message) in [
        ("initialize", initialize(revision)),
        ("", initialized),
        (
            "resources/subscribe",
            request(revision, &json!(1), "resources/subscribe", &subscribe),
        ),
    ] {
        let response = served.send(&Post::new(path.clone()).json(&message)).await;
        assert_eq!(response.head.status, 202);
        if !asked.is_empty() {
            ear.asked = asked;
            assert!(ear.next().await.get("result").is_some());
        }
    }
    ear
}

/// Rows: PC-05, RS-10, TL-16, TL-17.
#[tokio::test]
async fn one_announcement_reaches_every_revision_on_every_transport() {
    let server = server();
    let served = serve(&server).await;
    let mut ears = everybody(&server, &served).await;
    let notify = server.notify();
    for (method, announce) in [
        (TOOLS, &(|| notify.tools_changed()) as &dyn Fn()),
        (PROMPTS, &|| notify.prompts_changed()),
        (RESOURCES, &|| notify.resources_changed()),
        (UPDATED, &|| notify.resource_updated(INBOX)),
    ] {
        announce();
        for ear in &mut ears {
            let message = ear.hears(method).await;
            let stream = stream_of(&message);
            assert_eq!(stream.is_null(), ear.revision != V26, "{message}");
            let uri = &message["params"]["uri"];
            assert_eq!(
                *uri,
                if method == UPDATED {
                    json!(INBOX)
                } else {
                    Value::Null
                }
            );
        }
    }
}

/// Rows: RS-09, SB-05.
#[tokio::test]
async fn an_update_of_something_else_reaches_nobody() {
    let server = server();
    let served = serve(&server).await;
    let mut ears = everybody(&server, &served).await;
    for uri in [
        "test://thing/1",
        "test://inbox/1",
        "test://",
        "test://INBOX",
    ] {
        server.notify().resource_updated(uri);
    }
    // Each kind takes its turn: by the second of these, an update would have had its own.
    for _ in 0..2 {
        server.notify().tools_changed();
        for ear in &mut ears {
            ear.hears(TOOLS).await;
        }
    }
}

#[tokio::test]
async fn a_tool_announces_what_it_changes() {
    let server = server();
    let served = serve(&server).await;
    let mut ears = everybody(&server, &served).await;
    let session = begin(&served, V11).await;
    let params = json!({ "name": "change", "arguments": {} });
    ask(&served, V11, &session, "tools/call", &params).await;
    for ear in &mut ears {
        ear.hears_all(&[TOOLS, UPDATED]).await;
    }
}

/// Rows: SB-02.
#[tokio::test]
async fn what_a_server_does_not_have_cannot_change() {
    let builder = Server::builder(("everything", "1")).tools(toolset![change]);
    let server = builder.build().unwrap();
    let served = serve(&server).await;
    let session = begin(&served, V11).await;
    let mut get = Ear::get(&served, V11, &session).await;
    let (mut listening, granted) = Ear::listen(&served, &json!(1), &all()).await;
    assert_eq!(granted, json!({ "toolsListChanged": true }));
    for _ in 0..2 {
        let notify = server.notify();
        notify.prompts_changed();
        notify.resources_changed();
        notify.resource_updated(INBOX);
        notify.tools_changed();
        get.hears(TOOLS).await;
        listening.hears(TOOLS).await;
    }
}

/// Rows: SH-08.
#[tokio::test]
async fn only_the_newest_stream_of_a_session_tells() {
    let server = server();
    let served = serve(&server).await;
    let session = begin(&served, V11).await;
    let mut old = Ear::get(&served, V11, &session).await;
    let mut new = Ear::get(&served, V11, &session).await;
    server.notify().tools_changed();
    new.hears(TOOLS).await;
    drop(new);
    // What is written to the stream of a client that is gone is lost, until the server notices.
    let announcing = async {
        loop {
            server.notify().prompts_changed();
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        () = announcing => {}
        _ = old.hears(PROMPTS) => {}
    }
}

#[tokio::test]
async fn changes_wait_for_a_stream_and_become_one() {
    let server = server();
    let served = serve(&server).await;
    let session = subscribed(&served, V11).await;
    for _ in 0..1_000 {
        server.notify().tools_changed();
        server.notify().resource_updated(INBOX);
    }
    let mut get = Ear::get(&served, V11, &session).await;
    get.hears_all(&[TOOLS, UPDATED]).await;
    server.notify().prompts_changed();
    get.hears(PROMPTS).await;
}

/// Rows: LC-07.
#[tokio::test]
async fn nothing_changes_for_a_client_before_it_is_initialized() {
    let server = server();
    let served = serve(&server).await;
    let (mut sse, path) = Ear::sse(&served, V24).await;
    let mut lines = Ear::lines(&server, V24);
    let said = async |ears: [&mut Ear; 2], message: Value| {
        served.send(&Post::new(path.clone()).json(&message)).await;
        let [sse, lines] = ears;
        lines.write(&message).await;
        for ear in [sse, lines] {
            if message.get("id").is_some() {
                ear.asked = if message["id"] == 0 {
                    "initialize"
                } else {
                    "ping"
                };
                assert_eq!(ear.next().await["id"], message["id"]);
            }
        }
    };
    let ping = |id: u64| request(V24, &json!(id), "ping", &Value::Null);
    server.notify().tools_changed();
    said([&mut sse, &mut lines], initialize(V24)).await;
    server.notify().tools_changed();
    said([&mut sse, &mut lines], ping(1)).await;
    let initialized = notification(V24, "notifications/initialized", &Value::Null);
    said([&mut sse, &mut lines], initialized).await;
    said([&mut sse, &mut lines], ping(2)).await;
    server.notify().prompts_changed();
    sse.hears(PROMPTS).await;
    lines.hears(PROMPTS).await;
}

/// Rows: LC-07.
#[tokio::test]
async fn a_stream_that_is_open_early_is_silent_until_the_client_is_initialized() {
    let server = server();
    let served = serve(&server).await;
    let first = served
        .send(&Post::message(V11, None, &initialize(V11)))
        .await;
    let session = first.head.header("mcp-session-id").unwrap();
    let mut get = Ear::get(&served, V11, session).await;
    server.notify().tools_changed();
    let initialized = notification(V11, "notifications/initialized", &Value::Null);
    let initialized = Post::message(V11, Some(session), &initialized);
    assert_eq!(served.send(&initialized).await.head.status, 202);
    server.notify().prompts_changed();
    get.hears(PROMPTS).await;
}

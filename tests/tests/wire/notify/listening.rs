//! `subscriptions/listen`: what is granted, what is refused, and what comes.

use serde_json::json;

use super::*;

/// Rows: MH-09, PC-16, SB-02, SB-04, SB-10, TL-17.
#[tokio::test]
async fn nothing_comes_that_was_not_asked_for() {
    let server = server();
    let served = serve(&server).await;
    let filter = json!({ "promptsListChanged": true, "toolsListChanged": false, "taskIds": ["1"] });
    let (mut ear, granted) = Ear::listen(&served, &json!(1), &filter).await;
    assert_eq!(granted, json!({ "promptsListChanged": true }));
    // The call says something on its own way as well.
    let mut params = json!({ "name": "change", "arguments": {} });
    params["_meta"] = json!({
        "progressToken": 1,
        "io.modelcontextprotocol/logLevel": "debug",
    });
    let call = request(V26, &json!(2), "tools/call", &params);
    let mut response = post(&served, &call).await;
    let head = response.head().await;
    let mut events = Events::of(&head, response);
    while let Some(event) = events.next().await {
        let message: Value = serde_json::from_str(&event.data).unwrap();
        assert!(stream_of(&message).is_null(), "{message}");
    }
    for _ in 0..2 {
        server.notify().resources_changed();
        server.notify().prompts_changed();
        ear.hears(PROMPTS).await;
    }
}

/// Rows: SB-03, SB-09.
#[tokio::test]
async fn each_message_names_its_stream_as_the_client_did() {
    let server = server();
    let mut pipe = Ear::lines(&server, V26);
    let ids = [json!(7), json!("7"), json!("a \"b\"")];
    for id in &ids {
        pipe.write(&listen(id, &all())).await;
        pipe.acknowledged(id).await;
    }
    server.notify().tools_changed();
    let mut heard = Vec::new();
    for _ in &ids {
        heard.push(stream_of(&pipe.hears(TOOLS).await).clone());
    }
    for id in &ids {
        assert!(heard.contains(id), "{id} in {heard:?}");
    }
}

#[tokio::test]
async fn wishes_that_cannot_be_read_are_refused() {
    let server = server();
    let served = serve(&server).await;
    let many: Vec<String> = (0..1025)
        .map(|number| format!("test://thing/{number}"))
        .collect();
    for filter in [
        Value::Null,
        json!([]),
        json!({ "toolsListChanged": "yes" }),
        json!({ "resourceSubscriptions": INBOX }),
        json!({ "resourceSubscriptions": [7] }),
        json!({ "resourceSubscriptions": many }),
        json!({ "resourceSubscriptions": ["a".repeat(65_537)] }),
    ] {
        let response = served
            .send(&Post::message(V26, None, &listen(&json!(1), &filter)))
            .await;
        assert_eq!(response.json()["error"]["code"], -32602, "{response:?}");
    }
    let (_ear, granted) = Ear::listen(
        &served,
        &json!(1),
        &json!({ "resourceSubscriptions": many[..1024] }),
    )
    .await;
    assert_eq!(
        granted["resourceSubscriptions"].as_array().unwrap().len(),
        1024
    );
}

#[tokio::test]
async fn a_stream_of_nothing_is_granted_and_quiet() {
    let server = Server::builder(("everything", "1")).build().unwrap();
    let served = serve(&server).await;
    let (_ear, granted) = Ear::listen(&served, &json!(1), &all()).await;
    assert_eq!(granted, json!({}));
}

/// Rows: SB-08, SB-09, SB-11.
#[tokio::test]
async fn a_pipe_listens_to_eight_streams_and_no_more() {
    let server = server();
    let mut pipe = Ear::lines(&server, V26);
    for id in 0..8 {
        pipe.write(&listen(&json!(id), &all())).await;
        pipe.acknowledged(&json!(id)).await;
    }
    pipe.write(&listen(&json!(8), &all())).await;
    let refusal = pipe.next().await;
    assert_eq!(
        (&refusal["id"], &refusal["error"]["code"]),
        (&json!(8), &json!(-32603))
    );
    pipe.write(&listen(&json!(3), &all())).await;
    let refusal = pipe.next().await;
    assert_eq!(
        (&refusal["id"], &refusal["error"]["code"]),
        (&json!(3), &json!(-32600))
    );

    let cancelled = json!({ "requestId": 3 });
    let cancel = notification(V26, "notifications/cancelled", &cancelled);
    pipe.write(&cancel).await;
    let mut again = listen(&json!(9), &json!({ "promptsListChanged": true }));
    loop {
        pipe.write(&again).await;
        let answer = pipe.next().await;
        if answer.get("error").is_none() {
            assert_eq!(stream_of(&answer), &again["id"]);
            break;
        }
        // The place is free once the task of the cancelled stream has run.
        again["id"] = json!(again["id"].as_i64().unwrap() + 1);
    }
    server.notify().tools_changed();
    let mut heard = Vec::new();
    for _ in 0..7 {
        heard.push(stream_of(&pipe.hears(TOOLS).await).as_i64().unwrap());
    }
    heard.sort_unstable();
    assert_eq!(
        heard,
        [0, 1, 2, 4, 5, 6, 7],
        "3 was cancelled, and the last wants no tools"
    );
}

/// Rows: SB-08, SB-11.
#[tokio::test]
async fn a_server_is_listened_to_on_so_many_streams_and_no_more() {
    let server = builder().listen_streams(20).build().unwrap();
    let served = serve(&server).await;
    let mut ears = Vec::new();
    for id in 0..20 {
        ears.push(Ear::listen(&served, &json!(id), &all()).await.0);
    }
    let refused = served
        .send(&Post::message(V26, None, &listen(&json!("more"), &all())))
        .await;
    assert_eq!(refused.head.status, 429);
    let error = &refused.json()["error"];
    assert!(
        error["message"]
            .as_str()
            .unwrap()
            .contains("try again later"),
        "{error}"
    );
    drop(ears);
    // A client that hangs up makes room as soon as the server notices.
    loop {
        let again = listen(&json!("again"), &all());
        let (head, _connection) = served.open(&Post::message(V26, None, &again)).await;
        if head.status == 200 {
            return;
        }
        assert_eq!(head.status, 429);
    }
}

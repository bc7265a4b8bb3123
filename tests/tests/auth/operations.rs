//! What a caller that is known may do, and how it is told what else that takes.

use mcp_server::Revision;
use mcp_server::auth::Authentication;
use mcp_server::prelude::*;
use mcp_tests::Probe;
use serde_json::{Value, json};

use crate::support::envelope::{V03, V06, V11, V24, V26, introduction, request};
use crate::support::http::Events;
use crate::support::post::Post;
use crate::support::served::Served;
use crate::tokens::{METADATA, With as _, call, challenge, offering, open, said, serve, tokens};

const FORBIDDEN: &str = "Bearer error=\"insufficient_scope\", resource_metadata=\"https://mcp.example.com/.well-known/oauth-protected-resource/mcp\", scope=\"read write\"";

/// Rows: AU-08, AU-09.
#[tokio::test]
async fn too_little_scope_is_told_with_all_that_is_needed() {
    for revision in [V03, V06, V11, V26] {
        let served = serve().await;
        let session = match revision {
            V26 => None,
            _ => Some(open(&served, revision, "ann").await),
        };
        for token in ["ann", "ann.read", "ann.audit+other"] {
            let post = call(revision, session.as_deref(), "counting").bearer(token);
            let response = served.send(&post).await;
            assert_eq!(response.head.status, 403, "{token}: {response:?}");
            assert_eq!(challenge(&response), FORBIDDEN);
            let answer = response.json();
            assert_eq!(answer["id"], 1);
            assert_eq!(answer["error"]["data"]["reason"], "insufficient_scope");
        }
        assert_eq!(served.probe.counted.times(), 0);
        let post = call(revision, session.as_deref(), "counting").bearer("ann.read+write");
        assert_eq!(said(&served.send(&post).await), "1");
    }
    assert!(FORBIDDEN.contains(METADATA));
}

/// Rows: AU-10.
#[tokio::test]
async fn a_wider_scope_holds_the_narrower_ones() {
    let served = serve().await;
    for (token, status) in [("ann.admin", 200), ("ann.write", 200), ("ann.audit", 403)] {
        let response = served
            .send(&call(V26, None, "counting").bearer(token))
            .await;
        assert_eq!(response.head.status, status, "{token}");
    }
}

/// The answer to a POST of 2024-11-05 comes on its stream, but a refusal needs its status.
#[tokio::test]
async fn over_sse_a_post_is_challenged_itself() {
    let served = serve().await;
    let (head, connection) = served.open(&Post::get("/sse").bearer("ann")).await;
    let mut events = Events::of(&head, connection);
    let path = events.next().await.unwrap().data;
    let say = |message: Value| Post::new(path.clone()).json(&message);
    let introduction = request(V24, &json!(0), "initialize", &introduction(V24.as_str()));
    let accepted = served.send(&say(introduction).bearer("ann")).await;
    assert_eq!(accepted.head.status, 202);
    assert!(events.next().await.is_some());
    let params = json!({ "name": "counting", "arguments": {} });
    let counting = request(V24, &json!(1), "tools/call", &params);
    let refused = served.send(&say(counting.clone()).bearer("ann")).await;
    assert_eq!(refused.head.status, 403);
    assert_eq!(challenge(&refused), FORBIDDEN);
    let stranger = served.send(&say(counting.clone())).await;
    assert_eq!(stranger.head.status, 401);
    assert_eq!(served.probe.counted.times(), 0);
    let accepted = served.send(&say(counting).bearer("ann.write")).await;
    assert_eq!(accepted.head.status, 202);
    assert!(events.next().await.unwrap().data.contains("\"result\""));
    assert_eq!(served.probe.counted.times(), 1);
}

#[tokio::test]
async fn over_sse_a_tool_that_wants_to_know_who_calls_challenges_the_post() {
    let served = crate::tokens::serve_with(tokens().optional()).await;
    let (head, connection) = served.open(&Post::get("/sse")).await;
    let mut events = Events::of(&head, connection);
    let path = events.next().await.unwrap().data;
    let say = |message: Value| Post::new(path.clone()).json(&message);
    let introduction = request(V24, &json!(0), "initialize", &introduction(V24.as_str()));
    served.send(&say(introduction)).await;
    assert!(events.next().await.is_some());
    let params = json!({ "name": "whoami", "arguments": {} });
    let whoami = request(V24, &json!(1), "tools/call", &params);
    let refused = served.send(&say(whoami)).await;
    assert_eq!(refused.head.status, 401, "{refused:?}");
    assert!(challenge(&refused).starts_with("Bearer resource_metadata="));
}

/// One answer covers all of a batch, so none of it may have had an effect.
#[tokio::test]
async fn a_batch_with_something_that_is_not_allowed_is_refused_as_a_whole() {
    let served = serve().await;
    let session = open(&served, V03, "ann").await;
    let ask = |id: u32, tool: &str| {
        let params = json!({ "name": tool, "arguments": {} });
        request(V03, &json!(id), "tools/call", &params)
    };
    let batch = json!([ask(1, "count"), ask(2, "counting"), ask(3, "count")]);
    let post = Post::message(V03, Some(&session), &batch);
    let refused = served.send(&post.clone().bearer("ann")).await;
    assert_eq!(refused.head.status, 403, "{refused:?}");
    assert_eq!(challenge(&refused), FORBIDDEN);
    assert_eq!(refused.json().get("id"), None);
    assert_eq!(served.probe.counted.times(), 0);
    let served_all = served.send(&post.bearer("ann.write")).await;
    assert_eq!(served_all.json().as_array().map(Vec::len), Some(3));
    assert_eq!(served.probe.counted.times(), 3);
}

/// A client that is challenged sends all of a batch again.
#[tokio::test]
async fn a_batch_is_challenged_only_where_nothing_of_it_took_place() {
    let served = crate::tokens::serve_with(tokens().optional()).await;
    let initialize = request(V03, &json!(0), "initialize", &introduction(V03.as_str()));
    let opened = served.send(&Post::message(V03, None, &initialize)).await;
    let session = opened.head.header("mcp-session-id").unwrap().to_owned();
    let ask = |id: u32, tool: &str| {
        let params = json!({ "name": tool, "arguments": {} });
        request(V03, &json!(id), "tools/call", &params)
    };
    for (tools, status) in [
        (["whoami", "whoami"], 401),
        (["whoami", "count"], 200),
        (["count", "whoami"], 200),
    ] {
        let batch = json!([ask(1, tools[0]), ask(2, tools[1])]);
        let post = Post::message(V03, Some(&session), &batch);
        let answered = served.send(&post).await;
        assert_eq!(answered.head.status, status, "{tools:?}: {answered:?}");
        let challenged = answered.head.header("www-authenticate").is_some();
        assert_eq!(challenged, status == 401);
        assert!(answered.json().to_string().contains("unauthenticated"));
    }
    assert_eq!(served.probe.counted.times(), 2);
}

/// Read a secret
#[resource("vault://secret", scopes("vault"))]
fn secret(State(probe): State<Probe>) -> &'static str {
    probe.counted.raise();
    "a secret"
}

/// Rows: RS-15.
#[tokio::test]
async fn who_may_not_read_is_refused_before_anything_is_read() {
    let options = |builder: mcp_server::Builder| {
        builder
            .resources(resources![secret])
            .authentication(tokens())
    };
    let served = Served::with(options).await;
    let read = |revision: Revision, session: Option<&str>| {
        let params = json!({ "uri": "vault://secret" });
        let read = request(revision, &json!(1), "resources/read", &params);
        Post::message(revision, session, &read)
    };
    for revision in [V06, V11, V26] {
        let session = match revision {
            V26 => None,
            _ => Some(open(&served, revision, "ann").await),
        };
        let before = served.probe.counted.times();
        let refused = served
            .send(&read(revision, session.as_deref()).bearer("ann.read"))
            .await;
        assert_eq!(refused.head.status, 403, "{refused:?}");
        assert!(challenge(&refused).contains("scope=\"vault\""));
        assert_eq!(served.probe.counted.times(), before);
        let shown = served
            .send(&read(revision, session.as_deref()).bearer("ann.vault"))
            .await;
        assert_eq!(shown.head.status, 200, "{shown:?}");
        assert_eq!(served.probe.counted.times(), before + 1);
    }
}

/// What a tool is told, and what it is not: credentials of this server or of one on the way.
///
/// Rows: AU-12.
#[tokio::test]
async fn no_tool_gets_to_see_credentials() {
    let secret = "s3cr3t";
    let with = |post: Post| {
        post.with("Cookie", format!("session={secret}"))
            .with("Proxy-Authorization", format!("Basic {secret}"))
            .with("X-Other", "kept")
    };
    let keys = tokens().with(crate::tokens::HeaderKeys);
    let served = Served::with(|builder| offering(builder).authentication(keys)).await;
    let by_token = with(call(V26, None, "headers")).bearer("ann");
    let by_key = with(call(V26, None, "headers")).with("X-Api-Key", "key-ann");
    let open = Served::with(offering).await;
    let unasked = with(call(V26, None, "headers")).bearer("ann");
    for response in [
        served.send(&by_token).await,
        served.send(&by_key).await,
        open.send(&unasked).await,
    ] {
        let said = said(&response);
        assert!(said.contains("\"x-other\": \"kept\""), "{said}");
        for word in [secret, "authorization", "cookie", "x-api-key", "ann"] {
            assert!(!said.contains(word), "{word}: {said}");
        }
    }
}

/// A server that was built without knowing anybody lets nobody do what takes a right.
#[tokio::test]
async fn without_authentication_what_takes_a_right_is_refused_to_all() {
    let served = Served::with(offering).await;
    for tool in ["whoami", "counting"] {
        for post in [
            call(V26, None, tool),
            call(V26, None, tool).bearer("ann.admin"),
        ] {
            let response = served.send(&post).await;
            assert_eq!(response.head.status, 401, "{tool}: {response:?}");
            assert!(challenge(&response).starts_with("Bearer"), "{response:?}");
        }
    }
    assert_eq!(
        said(&served.send(&call(V26, None, "welcome")).await),
        "Hello!"
    );
    assert_eq!(served.probe.counted.times(), 0);
}

/// Rows: UT-13.
#[tokio::test]
async fn a_list_that_is_not_the_same_for_all_is_kept_by_nobody_for_others() {
    let served = serve().await;
    let list = request(V26, &json!(1), "tools/list", &Value::Null);
    let list = |token: &str| Post::message(V26, None, &list).bearer(token);
    let names = |answer: &Value| {
        let tools = answer["result"]["tools"].as_array().expect("tools").clone();
        tools
            .iter()
            .map(|tool| tool["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let (few, all) = (
        served.send(&list("ann")).await.json(),
        served.send(&list("ann.admin")).await.json(),
    );
    assert!(!names(&few).contains(&"counting".to_owned()));
    assert!(names(&all).contains(&"counting".to_owned()));
    for answer in [few, all] {
        assert_eq!(answer["result"]["cacheScope"], "private", "{answer}");
    }
}

/// Where no scheme has a name, the challenge tells which header is looked at.
#[tokio::test]
async fn a_server_of_keys_alone_tells_in_which_header_it_looks() {
    let wish = Authentication::new().with(crate::tokens::HeaderKeys);
    let served = crate::tokens::serve_with(wish).await;
    let missing = served.send(&call(V26, None, "count")).await;
    assert_eq!(challenge(&missing), "ApiKey header=\"x-api-key\"");
    let wrong = served
        .send(&call(V26, None, "count").with("x-api-key", "key-eve"))
        .await;
    assert_eq!(
        challenge(&wrong),
        "ApiKey header=\"x-api-key\", error=\"invalid_token\", error_description=\"the credentials are not known here\""
    );
}

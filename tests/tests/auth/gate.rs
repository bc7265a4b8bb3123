//! Every request proves who sends it, or goes no further.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::HeaderName;
use http::header::AUTHORIZATION;
use mcp_server::Principal;
use mcp_server::auth::{Authentication, Scheme, Secret, Verdict, Verifying};
use serde_json::json;
use tokio::sync::Barrier;
use tokio::task::yield_now;
use tokio::time::Instant;

use crate::support::envelope::{V03, V06, V11, V26, introduction, request};
use crate::support::http::Connection;
use crate::support::memory::Memory;
use crate::support::post::Post;
use crate::support::served::Served;
use crate::tokens::{
    HeaderKeys, METADATA, Tokens, With as _, call, challenge, offering, open, said, serve,
    serve_with, tokens,
};

/// One request of each kind that there is, in each revision that has it.
async fn requests(served: &Served) -> Vec<(String, Post)> {
    let mut requests = Vec::new();
    for revision in [V03, V06, V11] {
        let session = open(served, revision, "ann").await;
        let params = introduction(revision.as_str());
        let initialize = request(revision, &json!(0), "initialize", &params);
        let with_session = |post: Post| post.with("Mcp-Session-Id", &session);
        for (name, post) in [
            ("initialize", Post::message(revision, None, &initialize)),
            ("a call", call(revision, Some(&session), "count")),
            ("a listener", with_session(Post::get("/mcp"))),
            ("an end", with_session(Post::delete("/mcp"))),
        ] {
            requests.push((format!("{name} in {revision}"), post));
        }
    }
    let filter = json!({ "notifications": { "toolsListChanged": true } });
    let listen = request(V26, &json!(1), "subscriptions/listen", &filter);
    requests.extend([
        ("a call".to_owned(), call(V26, None, "count")),
        ("a listener".to_owned(), Post::message(V26, None, &listen)),
        ("a stream of 2024".to_owned(), Post::get("/sse")),
        (
            "a post of 2024".to_owned(),
            Post::new("/message?sessionId=0123456789abcdef0123456789abcdef").json(&json!({})),
        ),
    ]);
    requests
}

/// Rows: AU-01, AU-02, AU-04.
#[tokio::test]
async fn without_credentials_no_request_goes_further_and_each_is_told_where_to_get_some() {
    let served = serve().await;
    for (name, post) in requests(&served).await {
        let response = served.send(&post).await;
        assert_eq!(response.head.status, 401, "{name}: {response:?}");
        assert_eq!(
            challenge(&response),
            format!("Bearer resource_metadata=\"{}\", scope=\"read\"", METADATA),
            "{name}"
        );
        let answer = response.json();
        assert_eq!(answer.get("id"), None, "{name}");
        assert_eq!(
            answer["error"]["message"],
            "there are no credentials: send `authorization: Bearer …`"
        );
    }
    assert_eq!(served.probe.counted.times(), 0);
}

/// Rows: AU-05, AU-06.
#[tokio::test]
async fn credentials_that_prove_nothing_are_refused_on_every_request() {
    let served = serve().await;
    for (name, post) in requests(&served).await {
        for (token, why) in [
            ("stale", "the token has expired"),
            ("elsewhere", "the token is for another server"),
            ("eve", "the credentials are not known here"),
        ] {
            let response = served.send(&post.clone().bearer(token)).await;
            assert_eq!(response.head.status, 401, "{name} {token}: {response:?}");
            let challenge = challenge(&response);
            assert!(
                challenge.starts_with("Bearer error=\"invalid_token\", "),
                "{challenge}"
            );
            assert!(challenge.contains(METADATA), "{challenge}");
            assert!(challenge.contains(why), "{challenge}");
        }
    }
    assert_eq!(served.probe.counted.times(), 0);
}

#[tokio::test]
async fn what_a_scheme_knows_has_an_end_even_where_the_scheme_does_not_look() {
    let served = serve().await;
    let fresh = served
        .send(&call(V26, None, "whoami").bearer("ann~1"))
        .await;
    assert_eq!(said(&fresh), "ann");
    // A minute more than the clocks of two machines differ by.
    let served = serve_with(Authentication::new().with(Past)).await;
    let response = served.send(&call(V26, None, "whoami").bearer("ann")).await;
    assert_eq!(response.head.status, 401);
    assert!(
        challenge(&response).contains("have expired"),
        "{response:?}"
    );
}

/// Knows everybody, and that their credentials expired.
struct Past;

impl Scheme for Past {
    fn header(&self) -> &HeaderName {
        const { &AUTHORIZATION }
    }

    fn challenge(&self) -> Option<&'static str> {
        Some("Bearer")
    }

    fn verify(&self, _: Secret) -> Verifying {
        let end = SystemTime::now() - Duration::from_secs(61);
        let past = Principal::new("past", "ann").until(end);
        Box::pin(async { Verdict::Known(past) })
    }
}

/// Rows: AU-14.
#[tokio::test]
async fn each_request_of_a_connection_proves_it_anew() {
    let served = serve().await;
    let mut connection = Connection::open(served.address).await;
    for (token, status) in [
        (None, 401),
        (Some("ann"), 200),
        (None, 401),
        (Some("bob"), 200),
        (Some("stale"), 401),
    ] {
        let post = call(V26, None, "whoami");
        let post = match token {
            Some(token) => post.bearer(token),
            None => post,
        };
        connection.write(&post.to_bytes()).await;
        let response = connection.response().await;
        assert_eq!(response.head.status, status, "{token:?}: {response:?}");
        if status == 200 {
            assert_eq!(Some(said(&response).as_str()), token);
        }
    }
}

/// Rows: AU-07.
#[tokio::test]
async fn a_token_in_the_query_is_none() {
    let served = serve().await;
    let mut post = call(V26, None, "count");
    post.path = "/mcp?access_token=ann&token=ann&authorization=Bearer%20ann".to_owned();
    let response = served.send(&post).await;
    assert_eq!(response.head.status, 401);
    assert!(!challenge(&response).contains("error"), "{response:?}");
    assert_eq!(served.probe.counted.times(), 0);
}

#[tokio::test]
async fn credentials_that_cannot_be_read_are_400() {
    let served = serve_with(tokens().with(HeaderKeys)).await;
    let plain = || call(V26, None, "count");
    for (name, post) in [
        ("no token", plain().with("Authorization", "Bearer")),
        ("an empty header", plain().with("Authorization", "")),
        ("two words", plain().bearer("ann bob")),
        ("quotes", plain().bearer("\"ann\"")),
        ("no ASCII", plain().bearer("änn")),
        ("an empty key", plain().with("X-Api-Key", " ")),
        (
            "two keys",
            plain()
                .with("X-Api-Key", "key-ann")
                .with("X-Api-Key", "key-ann"),
        ),
        (
            "two kinds",
            plain().with("X-Api-Key", "key-ann").bearer("ann"),
        ),
    ] {
        let response = served.send(&post).await;
        assert_eq!(response.head.status, 400, "{name}: {response:?}");
        let challenge = challenge(&response);
        assert!(
            challenge.starts_with("Bearer error=\"invalid_request\", "),
            "{challenge}"
        );
    }
    // A header that could mean two things is refused before anybody looks for credentials.
    let twice = served.send(&plain().bearer("ann").bearer("ann")).await;
    assert_eq!(twice.head.status, 400);
    assert_eq!(served.probe.counted.times(), 0);
}

/// What one reader takes for a token and another for none.
#[tokio::test]
async fn a_header_in_two_lines_or_with_odd_spaces_is_no_token_of_anybody() {
    let served = serve().await;
    for line in [
        "Authorization: Bearer\r\n ann",
        "Authorization: \r\n Bearer ann",
        "Authorization : Bearer ann",
        " Authorization: Bearer ann",
        "Authorization: Bearer\tann",
        "Authorization: Bearer ann,Bearer bob",
        "Authorization: Bearer ann\0",
        "Authorization: Bearer\u{a0}ann",
        "X-Authorization: Bearer ann",
        "Authorization: Bearer ann\r\nAuthorization:",
        "Authorization: Bearer ann\r\nauthorization: Basic eDp5",
    ] {
        let post = call(V26, None, "whoami").to_bytes();
        let (first, rest) = post.split_at(post.windows(2).position(|two| two == b"\r\n").unwrap());
        let mut connection = Connection::open(served.address).await;
        let bytes = [first, b"\r\n", line.as_bytes(), rest].concat();
        connection.write(&bytes).await;
        let status = connection.head().await.status;
        assert!([400, 401].contains(&status), "{line:?}: {status}");
    }
}

#[tokio::test]
async fn credentials_of_a_kind_that_nobody_knows_here_are_none() {
    let served = serve().await;
    for value in ["Basic YW5uOmFubg==", "Negotiate abc", "ann"] {
        let post = call(V26, None, "count").with("Authorization", value);
        let response = served.send(&post).await;
        assert_eq!(response.head.status, 401, "{value}");
        assert!(!challenge(&response).contains("error"), "{response:?}");
    }
}

#[tokio::test]
async fn several_kinds_of_credentials_stand_side_by_side() {
    let served = serve_with(Authentication::new().with(HeaderKeys).with(Tokens)).await;
    let by_key = call(V26, None, "whoami").with("X-API-Key", "key-bob");
    assert_eq!(said(&served.send(&by_key).await), "bob");
    let by_token = call(V26, None, "whoami").with("authorization", "bearer ann");
    assert_eq!(said(&served.send(&by_token).await), "ann");
    let wrong = served.send(&by_key.set("X-API-Key", "key-eve")).await;
    assert_eq!(wrong.head.status, 401);
    assert!(challenge(&wrong).starts_with("Bearer error=\"invalid_token\""));
}

/// One scheme after the other is asked on the same header, until one knows the credential.
#[tokio::test]
async fn the_first_scheme_that_knows_a_credential_decides() {
    let served = serve_with(Authentication::new().with(Tokens).with(Anybody)).await;
    for (token, subject) in [("ann", "ann"), ("zoe", "anybody")] {
        let response = served.send(&call(V26, None, "whoami").bearer(token)).await;
        assert_eq!(said(&response), subject);
    }
    let refused = served
        .send(&call(V26, None, "whoami").bearer("stale"))
        .await;
    assert_eq!(refused.head.status, 401);
}

/// Knows everybody.
struct Anybody;

impl Scheme for Anybody {
    fn header(&self) -> &HeaderName {
        const { &AUTHORIZATION }
    }

    fn challenge(&self) -> Option<&'static str> {
        Some("Bearer")
    }

    fn verify(&self, _: Secret) -> Verifying {
        let anybody = Principal::new("all", "anybody");
        Box::pin(async { Verdict::Known(anybody) })
    }
}

#[tokio::test]
async fn where_nobody_can_tell_the_client_comes_back_later() {
    let served = serve().await;
    for token in ["down", "panic"] {
        let response = served.send(&call(V26, None, "count").bearer(token)).await;
        assert_eq!(response.head.status, 503, "{token}: {response:?}");
        assert_eq!(response.head.header("retry-after"), Some("5"));
        assert_eq!(response.head.header("www-authenticate"), None);
        assert!(!String::from_utf8_lossy(&response.body).contains("secret"));
    }
    assert_eq!(served.probe.counted.times(), 0);
    let fine = served.send(&call(V26, None, "whoami").bearer("ann")).await;
    assert_eq!(said(&fine), "ann");
}

#[tokio::test(start_paused = true)]
async fn a_scheme_that_never_answers_holds_nobody_up_for_ever() {
    let builder = offering(mcp_tests::server());
    let server = builder.authentication(tokens()).build().unwrap();
    let memory = Memory::serve(&server);
    let start = Instant::now();
    let response = memory.send(&call(V26, None, "count").bearer("never")).await;
    assert_eq!(response.head.status, 503);
    assert_eq!(start.elapsed().as_secs(), 10);
}

/// Knows everybody by the name that they say, once all have said it.
struct Gathering(Arc<Barrier>);

impl Scheme for Gathering {
    fn header(&self) -> &HeaderName {
        const { &AUTHORIZATION }
    }

    fn challenge(&self) -> Option<&'static str> {
        Some("Bearer")
    }

    fn verify(&self, credential: Secret) -> Verifying {
        let all = Arc::clone(&self.0);
        Box::pin(async move {
            all.wait().await;
            Verdict::Known(Principal::new("id", credential.expose()))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_thousand_are_looked_at_at_once_and_nobody_is_taken_for_another() {
    let all = Arc::new(Barrier::new(1_000));
    let builder = offering(mcp_tests::server());
    let wish = Authentication::new().with(Gathering(Arc::clone(&all)));
    let memory = Memory::serve(&builder.authentication(wish).build().unwrap());
    let mut connections = Vec::new();
    for number in 0..1_000 {
        let mut connection = memory.connect();
        let post = call(V26, None, "whoami").bearer(&format!("caller-{number}"));
        connection.write(&post.to_bytes()).await;
        connections.push(connection);
    }
    for (number, connection) in connections.iter_mut().enumerate() {
        let response = connection.response().await;
        assert_eq!(said(&response), format!("caller-{number}"));
    }
    // Who goes away meanwhile is not looked at for longer than anybody else.
    for _ in 0..100 {
        let mut connection = memory.connect();
        let post = call(V26, None, "whoami").bearer("gone");
        connection.write(&post.to_bytes()).await;
        yield_now().await;
    }
    tokio::time::sleep(Duration::from_secs(11)).await;
    // The server's own, and that of this test.
    assert_eq!(Arc::strong_count(&all), 2);
}

#[tokio::test]
async fn strangers_may_call_where_that_is_said() {
    let served = serve_with(tokens().optional()).await;
    let stranger = served.send(&call(V26, None, "welcome")).await;
    assert_eq!(said(&stranger), "Hello!");
    let known = served.send(&call(V26, None, "welcome").bearer("ann")).await;
    assert_eq!(said(&known), "Hello, ann!");
    for token in ["stale", "eve", "a b", ""] {
        let wrong = served.send(&call(V26, None, "welcome").bearer(token)).await;
        assert!(
            [400, 401].contains(&wrong.head.status),
            "{token}: {wrong:?}"
        );
    }
    let basic = call(V26, None, "welcome").with("Authorization", "Basic YTpi");
    assert_eq!(served.send(&basic).await.head.status, 401);
    // What wants to know who calls says so, and in which way.
    let asked = served.send(&call(V26, None, "whoami")).await;
    assert_eq!(asked.head.status, 401);
    assert_eq!(asked.json()["error"]["data"]["reason"], "unauthenticated");
    assert!(challenge(&asked).starts_with("Bearer resource_metadata="));
}

/// Every revision has its principal, whatever carries it.
#[tokio::test]
async fn a_call_has_the_principal_of_its_own_request() {
    for revision in [V03, V06, V11] {
        let served = serve().await;
        let session = open(&served, revision, "ann").await;
        // A refreshed token of the same one goes on, with what it may do now.
        for (token, status) in [
            ("ann.write", 200),
            ("ann", 403),
            ("ann~600", 403),
            ("ann.admin", 200),
        ] {
            let post = call(revision, Some(&session), "counting").bearer(token);
            let response = served.send(&post).await;
            assert_eq!(response.head.status, status, "{token}: {response:?}");
        }
        assert_eq!(served.probe.counted.times(), 2);
    }
}

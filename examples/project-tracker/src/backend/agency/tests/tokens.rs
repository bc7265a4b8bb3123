//! Bearer tokens, good and bad.

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode, get_current_timestamp};
use reqwest::Method;
use serde_json::{Value, json};

use super::{ADMIN_KEY, SECRET, STAFF_KEY, Server, answer, said};
use crate::backend::Options;
use crate::backend::agency::tokens::{AUDIENCE, ISSUER, Tokens};

fn claims() -> Value {
    let now = get_current_timestamp();
    json!({ "iss": ISSUER, "aud": AUDIENCE, "sub": "1", "iat": now, "exp": now + 60 })
}

fn signed(algorithm: Algorithm, claims: &Value, secret: &str) -> String {
    let key = EncodingKey::from_secret(secret.as_bytes());
    encode(&Header::new(algorithm), claims, &key).unwrap()
}

async fn status(server: &Server, token: &str) -> u16 {
    answer(server.raw(Method::GET, "/me").bearer_auth(token))
        .await
        .status
}

#[tokio::test]
async fn a_token_leads_to_the_account_of_its_key() {
    let server = Server::start().await;
    let by_key = server
        .send(STAFF_KEY, Method::GET, "/me", None)
        .await
        .data();
    let issued = server.send(STAFF_KEY, Method::POST, "/token", None).await;
    assert_eq!(issued.status, 201);
    let token = issued.data()["token"].as_str().unwrap().to_owned();
    let me = answer(server.raw(Method::GET, "/me").bearer_auth(&token)).await;
    assert_eq!(me.data(), by_key);
    let invoices = server.raw(Method::GET, "/invoices").bearer_auth(&token);
    assert_eq!(
        answer(invoices).await.refusal(),
        said(403, "Permission denied")
    );
}

#[tokio::test]
async fn a_token_is_not_to_be_had_for_a_token() {
    let server = Server::start().await;
    let token = signed(Algorithm::HS256, &claims(), SECRET);
    assert_eq!(status(&server, &token).await, 200);
    let request = server.raw(Method::POST, "/token").bearer_auth(token);
    assert_eq!(answer(request).await.status, 403);
}

#[tokio::test]
async fn a_token_that_is_not_ours_is_worth_nothing() {
    let server = Server::start().await;
    let with = |name: &str, value: Value| {
        let mut claims = claims();
        claims[name] = value;
        signed(Algorithm::HS256, &claims, SECRET)
    };
    let without = |name: &str| {
        let mut claims = claims();
        claims.as_object_mut().unwrap().remove(name);
        signed(Algorithm::HS256, &claims, SECRET)
    };
    let now = get_current_timestamp();
    let good = signed(Algorithm::HS256, &claims(), SECRET);
    let [head, body, signature] = good.split('.').collect::<Vec<_>>()[..] else {
        panic!("a token has three parts");
    };
    // {"alg":"none","typ":"JWT"}
    let none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0";
    for bad in [
        with("exp", json!(now - 60)),
        with("nbf", json!(now + 600)),
        with("iss", json!("somebody")),
        with("aud", json!("something")),
        with("sub", json!("one")),
        with("sub", json!("999999")),
        with("sub", json!("1 OR 1=1")),
        without("exp"),
        without("iss"),
        without("aud"),
        without("sub"),
        signed(Algorithm::HS384, &claims(), SECRET),
        signed(Algorithm::HS512, &claims(), SECRET),
        signed(
            Algorithm::HS256,
            &claims(),
            "another secret that is long enough",
        ),
        format!("{none}.{body}."),
        format!("{none}.{body}.{signature}"),
        format!("{head}.{body}."),
        format!("{head}.{body}"),
        String::new(),
        "x.y.z".into(),
        ADMIN_KEY.into(),
    ] {
        assert_eq!(status(&server, &bad).await, 401, "{bad}");
    }
}

#[tokio::test]
async fn two_credentials_at_once_are_ambiguous() {
    let server = Server::start().await;
    let token = signed(Algorithm::HS256, &claims(), SECRET);
    let request = server.raw(Method::GET, "/me").bearer_auth(token);
    let refused = answer(request.header("apikey", ADMIN_KEY)).await.refusal();
    assert_eq!(
        refused,
        said(400, "Send either apikey or Authorization, not both")
    );
}

#[tokio::test]
async fn a_secret_that_nobody_set_is_nobody_elses() {
    let options = Options::default();
    let [first, second] = [
        Server::with(options.clone()).await,
        Server::with(options).await,
    ];
    let issued = first
        .send(ADMIN_KEY, Method::POST, "/token", None)
        .await
        .data();
    let token = issued["token"].as_str().unwrap();
    assert_eq!(status(&first, token).await, 200);
    assert_eq!(status(&second, token).await, 401);
}

#[test]
fn a_short_secret_is_refused() {
    let error = Tokens::new(Some("short")).err().unwrap().to_string();
    assert!(error.contains("at least 32 bytes"), "{error}");
}

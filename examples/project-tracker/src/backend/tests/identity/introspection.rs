//! Whose a credential is, told to the one who may ask.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use super::{Answer, SECRET, Server, answer, delegated, said};
use crate::backend::{ADMIN_TOKEN, AGENCY_KEY, DEMO_KEY, DEMO_TOKEN, GLOBEX_TOKEN, READER_TOKEN};
use crate::delegation::Api;

const PATH: &str = "/api/v1/introspect";

fn question(server: &Server, secret: &str) -> RequestBuilder {
    server.raw(Method::POST, PATH).bearer_auth(secret)
}

async fn asked(server: &Server, credential: &str) -> Answer {
    let request = question(server, SECRET).form(&[("token", credential)]);
    answer(request).await
}

#[tokio::test]
async fn each_kind_of_credential_is_known_with_its_api() {
    let server = Server::start().await;
    let (id, narrow) = server.mint(DEMO_TOKEN, &["issues:read"]).await;
    let account = server.account(DEMO_TOKEN).await.to_string();
    let known = asked(&server, &narrow).await;
    assert_eq!(known.headers["cache-control"], "no-store");
    assert_eq!(
        known.body,
        json!({
            "active": true, "api": "v1", "kind": "pat", "sub": account, "name": "demo", "org": "acme",
            "scope": "issues:read", "features": ["workflows"], "token_id": id,
        })
    );
    let key = asked(&server, DEMO_KEY).await.body;
    assert_eq!(
        (&key["kind"], &key["sub"]),
        (&json!("api_key"), &json!(account))
    );
    assert!(key["scope"].as_str().unwrap().ends_with("read write"));
    assert_eq!(key["token_id"], Value::Null);

    let key = asked(&server, AGENCY_KEY).await.body;
    assert_eq!(
        (&key["api"], &key["kind"]),
        (&json!("v4"), &json!("api_key"))
    );
    assert_eq!(
        (&key["name"], &key["org"]),
        (&json!("Astrid"), &json!("Nordlicht Studio"))
    );
    assert!(key["scope"].as_str().unwrap().contains("money:delete"));
    let issued = server
        .agency(Method::POST, "/token", &json!({}))
        .await
        .data();
    let jwt = asked(&server, issued["token"].as_str().unwrap()).await.body;
    assert_eq!((&jwt["api"], &jwt["kind"]), (&json!("v4"), &json!("jwt")));
    assert_eq!(jwt["sub"], key["sub"]);
    assert!(jwt["exp"].as_u64().unwrap() > jsonwebtoken::get_current_timestamp());
}

#[tokio::test]
async fn a_feature_that_is_off_is_told_with_each_credential_of_the_org() {
    let server = Server::start().await;
    let off = json!({ "enabled": false });
    let off = server
        .patch(ADMIN_TOKEN, "/api/v1/flags/workflows", &off)
        .await;
    assert_eq!(off.status, 200);
    for token in [ADMIN_TOKEN, READER_TOKEN] {
        assert_eq!(asked(&server, token).await.body["features"], Value::Null);
    }
    let other = asked(&server, GLOBEX_TOKEN).await.body;
    assert_eq!(other["features"], json!(["workflows"]));
}

#[tokio::test]
async fn when_a_token_ends_is_told() {
    let server = Server::start().await;
    let wish = json!({ "name": "A day", "scopes": ["read"], "expires_in_days": 1 });
    let minted = server
        .post(DEMO_TOKEN, "/api/v1/tokens", &wish)
        .await
        .data();
    let known = asked(&server, minted["token"].as_str().unwrap()).await.body;
    let left = known["exp"].as_u64().unwrap() - jsonwebtoken::get_current_timestamp();
    assert!((86_390..=86_400).contains(&left), "{left}");
}

#[tokio::test]
async fn what_is_nobodys_is_only_said_not_to_be_active() {
    let server = Server::start().await;
    let (id, revoked) = server.mint(DEMO_TOKEN, &["read"]).await;
    let gone = server
        .delete(DEMO_TOKEN, &format!("/api/v1/tokens/{id}"))
        .await;
    assert_eq!(gone.status, 200);
    let delegation = delegated(Api::V1, 1, "read", None);
    for credential in [
        "",
        "-",
        "pfai_",
        "pfai_member_local_only ",
        &revoked,
        &delegation,
        SECRET,
        "' OR 1=1 --",
        "x.y.z",
        "studio-admin-0000-local-AGY1002",
        "\u{0}",
    ] {
        let told = asked(&server, credential).await;
        assert_eq!(
            (told.status, told.body),
            (200, json!({ "active": false })),
            "{credential}"
        );
    }
}

#[tokio::test]
async fn only_who_has_the_secret_is_answered() {
    let server = Server::start().await;
    let longer = format!("{SECRET}x");
    let delegation = delegated(Api::V1, 1, "admin", None);
    for secret in [
        "",
        "x",
        ADMIN_TOKEN,
        READER_TOKEN,
        &SECRET[1..],
        &longer,
        &delegation,
    ] {
        let request = question(&server, secret).form(&[("token", DEMO_TOKEN)]);
        assert_eq!(
            answer(request).await.refusal(),
            said(401, "Invalid credentials"),
            "{secret}"
        );
    }
    let request = server
        .raw(Method::POST, PATH)
        .form(&[("token", DEMO_TOKEN)]);
    assert_eq!(answer(request.header("apikey", SECRET)).await.status, 401);
}

#[tokio::test]
async fn a_question_that_is_none_is_malformed() {
    let server = Server::start().await;
    let ask = || question(&server, SECRET);
    for request in [
        ask(),
        ask().body("token=x"),
        ask().json(&json!({ "token": DEMO_TOKEN })),
        ask().form(&[("hint", "x")]),
        ask().form(&[("token", "a"), ("token", "b")]),
    ] {
        assert_eq!(answer(request).await.refusal().0, 400);
    }
    let got = server.raw(Method::GET, PATH).bearer_auth(SECRET);
    assert_eq!(answer(got).await.status, 405);
}

//! The MCP server calling for somebody: as them, no further than they may, and nobody else that way.

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode, get_current_timestamp};
use serde_json::{Value, json};

use super::{JWT_SECRET, SECRET, Server, delegated, said};
use crate::backend::{ADMIN_TOKEN, DEMO_TOKEN, READER_TOKEN};
use crate::delegation::{AUDIENCE, Api, ISSUER, LIFETIME, ServiceSecret};

const ME: [(Api, &str); 2] = [(Api::V1, "/api/v1/me"), (Api::V4, "/api/v4/me")];

fn claims(api: Api) -> Value {
    let now = get_current_timestamp();
    let scope = match api {
        Api::V1 => "read",
        Api::V4 => "work:read",
    };
    json!({
        "iss": ISSUER, "aud": AUDIENCE, "sub": "1", "iat": now, "exp": now + 60, "api": api.name(), "scope": scope,
    })
}

fn signed(algorithm: Algorithm, claims: &Value, secret: &str) -> String {
    let key = EncodingKey::from_secret(secret.as_bytes());
    encode(&Header::new(algorithm), claims, &key).unwrap()
}

#[tokio::test]
async fn a_request_runs_as_the_account_with_the_scopes_it_was_given_and_no_others() {
    let server = Server::start().await;
    let account = server.account(DEMO_TOKEN).await;
    let token = delegated(Api::V1, account, "issues:read comments:write", None);
    let me = server.get(&token, "/api/v1/me").await.data();
    assert_eq!((&me["id"], &me["name"]), (&json!(account), &json!("demo")));
    assert_eq!(me["scopes"], json!(["issues:read", "comments:write"]));
    assert_eq!(server.get(&token, "/api/v1/issues").await.status, 200);
    let issue = json!({ "project": "CORE", "title": "Mine" });
    let refused = server.post(&token, "/api/v1/issues", &issue).await;
    let message = "Permission denied: needs the scope issues:write";
    assert_eq!(refused.refusal(), said(403, message));
}

#[tokio::test]
async fn it_gives_no_more_than_the_account_and_the_token_behind_it_have() {
    let server = Server::start().await;
    let reader = server.account(READER_TOKEN).await;
    let token = delegated(Api::V1, reader, "admin", None);
    let me = server.get(&token, "/api/v1/me").await.data();
    assert_eq!(me["scopes"].as_array().unwrap().last().unwrap(), "read");

    let demo = server.account(DEMO_TOKEN).await;
    let (id, _) = server.mint(DEMO_TOKEN, &["issues:read"]).await;
    let token = delegated(Api::V1, demo, "write", Some(id));
    let me = server.get(&token, "/api/v1/me").await.data();
    assert_eq!(me["scopes"], json!(["issues:read"]));
    let of_another = delegated(Api::V1, reader, "read", Some(id));
    assert_eq!(server.get(&of_another, "/api/v1/me").await.status, 401);
    let revoked = server
        .delete(DEMO_TOKEN, &format!("/api/v1/tokens/{id}"))
        .await;
    assert_eq!(revoked.status, 200);
    assert_eq!(server.get(&token, "/api/v1/me").await.status, 401);
}

#[tokio::test]
async fn a_tool_mints_no_tokens() {
    let server = Server::start().await;
    let account = server.account(ADMIN_TOKEN).await;
    let token = delegated(Api::V1, account, "admin", None);
    let wish = json!({ "name": "Mine", "scopes": ["read"] });
    let refused = server.post(&token, "/api/v1/tokens", &wish).await;
    assert_eq!(refused.refusal(), said(403, "Permission denied"));
    let token = delegated(Api::V4, 1, "work:delete", None);
    let refused = server.post(&token, "/api/v4/token", &json!({})).await;
    assert_eq!(refused.refusal(), said(403, "Permission denied"));
}

#[tokio::test]
async fn in_the_agency_it_keeps_to_the_division_the_role_and_the_scopes() {
    let server = Server::start().await;
    let names = async |token: &str| {
        let companies = server.get(token, "/api/v4/companies?fields=name").await;
        companies.data().to_string()
    };
    let first = names(&delegated(Api::V4, 1, "directory:read", None)).await;
    let second = names(&delegated(Api::V4, 5, "directory:read", None)).await;
    assert!(first.contains("Nordlicht Studio") && !second.contains("Nordlicht Studio"));

    let narrow = delegated(Api::V4, 1, "work:read", None);
    let me = server.get(&narrow, "/api/v4/me").await.data();
    assert_eq!(me["permissions"]["projects"], json!(["list", "get"]));
    assert_eq!(me["permissions"]["companies"], json!([]));
    assert_eq!(server.get(&narrow, "/api/v4/projects/1").await.status, 200);
    let denied = said(403, "Permission denied");
    let changed = server
        .patch(&narrow, "/api/v4/projects/1", &json!({ "name": "Mine" }))
        .await;
    assert_eq!(changed.refusal(), denied);
    assert_eq!(
        server.get(&narrow, "/api/v4/companies").await.refusal(),
        denied
    );
    assert_eq!(server.get(&narrow, "/api/v4/audit").await.refusal(), denied);
    // The fourth account only reads, whatever it is given.
    let wide = delegated(Api::V4, 4, "work:delete", None);
    let changed = server
        .patch(&wide, "/api/v4/projects/1", &json!({ "name": "Mine" }))
        .await;
    assert_eq!(changed.refusal(), denied);
}

#[tokio::test]
async fn what_the_service_has_not_signed_for_this_api_lets_nobody_in() {
    let server = Server::start().await;
    let now = get_current_timestamp();
    for (api, me) in ME {
        let other = if api == Api::V1 { "v4" } else { "v1" };
        let good = signed(Algorithm::HS256, &claims(api), SECRET);
        assert_eq!(server.get(&good, me).await.status, 200);
        let mut bad = Vec::new();
        for (name, value) in [
            ("iss", json!("project-tracker")),
            ("aud", json!("agency")),
            ("aud", json!("project-tracker-mcp")),
            ("exp", json!(now - 60)),
            ("exp", json!(now + 120)),
            ("exp", json!(now + 3600)),
            ("iat", json!(now - 3600)),
            ("nbf", json!(now + 600)),
            ("api", json!(other)),
            ("api", json!("v2")),
            ("sub", json!("999999")),
            ("sub", json!("0")),
            ("sub", json!("one")),
            ("sub", json!("1 OR 1=1")),
            ("scope", json!("read all of it")),
            ("scope", json!(["read"])),
        ] {
            let mut claims = claims(api);
            claims[name] = value;
            bad.push(signed(Algorithm::HS256, &claims, SECRET));
        }
        for name in ["iss", "aud", "sub", "iat", "exp", "api", "scope"] {
            let mut claims = claims(api);
            claims.as_object_mut().unwrap().remove(name);
            bad.push(signed(Algorithm::HS256, &claims, SECRET));
        }
        bad.extend(forged(api, &good));
        for token in bad {
            let refused = server.get(&token, me).await.refusal();
            assert_eq!(refused, said(401, "Invalid credentials"), "{token}");
        }
    }
}

/// A good delegation with its signature gone, changed or made with something else.
fn forged(api: Api, good: &str) -> Vec<String> {
    let [head, body, signature] = good.split('.').collect::<Vec<_>>()[..] else {
        panic!("a token has three parts");
    };
    // {"alg":"none","typ":"JWT"}
    let none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0";
    let sign = |algorithm, secret| signed(algorithm, &claims(api), secret);
    vec![
        sign(Algorithm::HS384, SECRET),
        sign(Algorithm::HS512, SECRET),
        sign(Algorithm::HS256, JWT_SECRET),
        sign(Algorithm::HS256, "another secret that is long enough"),
        format!("{none}.{body}."),
        format!("{none}.{body}.{signature}"),
        format!("{head}.{body}."),
        format!("{head}.{body}"),
        SECRET.to_owned(),
        "x.y.z".to_owned(),
    ]
}

#[test]
fn a_delegation_is_good_for_a_minute() {
    let secret = ServiceSecret::new(None).unwrap();
    assert_eq!(secret.expose().len(), 64);
    let delegation = crate::delegation::Delegation {
        api: Api::V1,
        account: 7,
        scope: "read".into(),
        token: Some(3),
    };
    let token = secret.mint(&delegation).unwrap();
    assert_eq!(secret.read(token.as_bytes(), Api::V1), Some(delegation));
    assert_eq!(secret.read(token.as_bytes(), Api::V4), None);
    let claims = jsonwebtoken::dangerous::insecure_decode::<Value>(token.as_bytes());
    let claims = claims.unwrap().claims;
    let lifetime = claims["exp"].as_u64().unwrap() - claims["iat"].as_u64().unwrap();
    assert_eq!(lifetime, LIFETIME);
}

#[test]
fn the_secret_is_long_is_nobody_elses_and_is_not_shown() {
    let error = ServiceSecret::new(Some("short")).unwrap_err().to_string();
    assert!(error.contains("at least 32 bytes"), "{error}");
    let secret = ServiceSecret::new(Some(SECRET)).unwrap();
    assert!(secret.is(SECRET.as_bytes()));
    for other in ["", "x", &SECRET[1..], &format!("{SECRET} ")] {
        assert!(!secret.is(other.as_bytes()), "{other}");
    }
    assert_eq!(format!("{secret:?}"), "ServiceSecret(…)");
    let [first, second] = [(); 2].map(|()| ServiceSecret::new(None).unwrap());
    assert_ne!(first.expose(), second.expose());
}

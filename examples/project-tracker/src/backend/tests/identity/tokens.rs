//! Personal access tokens: who has which, who may mint which, and when one is worth nothing any more.

use reqwest::Method;
use serde_json::{Value, json};

use super::{Answer, Server, answer, filled, said};
use crate::backend::auth::Shown;
use crate::backend::hash::Hash;
use crate::backend::{ADMIN_TOKEN, DEMO_KEY, DEMO_TOKEN, GLOBEX_TOKEN, READER_TOKEN};

const TOKENS: &str = "/api/v1/tokens";

async fn minted(server: &Server, with: &str, wish: Value) -> Answer {
    server.post(with, TOKENS, &wish).await
}

async fn status(server: &Server, token: &str) -> u16 {
    server.get(token, "/api/v1/me").await.status
}

#[tokio::test]
async fn the_demo_has_four_principals() {
    let server = Server::start().await;
    for (token, name, role, org, widest) in [
        (ADMIN_TOKEN, "admin", "admin", "acme", "admin"),
        (DEMO_TOKEN, "demo", "member", "acme", "write"),
        (READER_TOKEN, "reader", "reader", "acme", "read"),
        (GLOBEX_TOKEN, "hank", "admin", "globex", "admin"),
    ] {
        let me = server.get(token, "/api/v1/me").await.data();
        assert_eq!((&me["name"], &me["role"]), (&json!(name), &json!(role)));
        assert_eq!(me["org"], org);
        assert_eq!(me["scopes"].as_array().unwrap().last().unwrap(), widest);
    }
}

#[tokio::test]
async fn a_token_is_shown_once_and_gives_what_it_was_minted_for() {
    let server = Server::start().await;
    let wish = json!({ "name": "CI", "scopes": ["issues:read", "issues:read"] });
    let minted = minted(&server, DEMO_TOKEN, wish).await;
    assert_eq!(minted.status, 201);
    let minted = minted.data();
    let secret = minted["token"].as_str().unwrap();
    assert_eq!((&secret[..5], secret.len()), ("pfai_", 45));
    assert_eq!(minted["scopes"], json!(["issues:read"]));
    assert_eq!(minted["expires_at"], Value::Null);

    let listed = server.get(DEMO_TOKEN, TOKENS).await.data();
    assert_eq!(listed[0]["prefix"], secret[..13]);
    assert!(!listed.to_string().contains(secret));
    assert_eq!(listed[0]["last_used_at"], Value::Null);

    assert_eq!(server.get(secret, "/api/v1/issues").await.status, 200);
    let listed = server.get(DEMO_TOKEN, TOKENS).await.data();
    assert!(listed[0]["last_used_at"].is_string());
    let refused = server.get(secret, "/api/v1/projects").await;
    assert_eq!(
        refused.headers["www-authenticate"],
        r#"Bearer error="insufficient_scope", scope="projects:read""#
    );
    let message = "Permission denied: needs the scope projects:read";
    assert_eq!(refused.refusal(), said(403, message));
}

#[tokio::test]
async fn nobody_mints_what_they_do_not_have() {
    let server = Server::start().await;
    let (_, narrow) = server.mint(DEMO_TOKEN, &["issues:read"]).await;
    for (token, scope) in [
        (READER_TOKEN, "issues:write"),
        (READER_TOKEN, "write"),
        (READER_TOKEN, "admin"),
        (DEMO_TOKEN, "admin"),
        (narrow.as_str(), "read"),
        (narrow.as_str(), "projects:read"),
    ] {
        let wish = json!({ "name": "More", "scopes": ["issues:read", scope] });
        let message = format!("Permission denied: needs the scope {scope}");
        let refused = minted(&server, token, wish).await.refusal();
        assert_eq!(refused, said(403, &message));
    }
    for (token, scope) in [(READER_TOKEN, "read"), (narrow.as_str(), "issues:read")] {
        let wish = json!({ "name": "As much", "scopes": [scope] });
        assert_eq!(minted(&server, token, wish).await.status, 201);
    }
}

#[tokio::test]
async fn a_bad_wish_is_told_all_that_is_wrong_with_it() {
    let server = Server::start().await;
    let refused = async |wish: Value| minted(&server, DEMO_TOKEN, wish).await.refusal();
    let (status, messages) = refused(json!({ "expires_in_days": 0, "secret": "x" })).await;
    assert_eq!(status, 422);
    assert_eq!(
        messages,
        [
            "name: is required",
            "scopes: is required",
            "expires_in_days: must be a whole number from 1 to 3650",
            "secret: is not a known field",
        ]
    );
    for scopes in [
        json!([]),
        json!("read"),
        json!([7]),
        json!(["reed"]),
        json!(["*"]),
    ] {
        let (status, messages) = refused(json!({ "name": "x", "scopes": scopes })).await;
        assert_eq!((status, messages.len()), (422, 1), "{scopes}");
        assert!(messages[0].starts_with("scopes: "), "{messages:?}");
    }
    for days in [
        json!(-1),
        json!(3651),
        json!(i64::MAX),
        json!(1.5),
        json!("1"),
    ] {
        let wish = json!({ "name": "x", "scopes": ["read"], "expires_in_days": days });
        assert_eq!(refused(wish).await.0, 422, "{days}");
    }
    let request = server.raw(Method::POST, TOKENS).bearer_auth(DEMO_TOKEN);
    assert_eq!(answer(request.body("{")).await.refusal().0, 400);
}

#[tokio::test]
async fn a_token_ends_no_later_than_the_one_it_was_minted_with() {
    let server = Server::start().await;
    let wish = json!({ "name": "A day", "scopes": ["read"], "expires_in_days": 1 });
    let parent = minted(&server, DEMO_TOKEN, wish).await.data();
    let end = &parent["expires_at"];
    let with = parent["token"].as_str().unwrap();
    for days in [Value::Null, json!(30)] {
        let wish = json!({ "name": "Longer", "scopes": ["read"], "expires_in_days": days });
        let child = minted(&server, with, wish).await.data();
        assert!(child["expires_at"].as_str() <= end.as_str(), "{child}");
    }
}

#[tokio::test]
async fn a_revoked_token_is_worth_nothing_at_once_and_neither_are_those_minted_with_it() {
    let server = Server::start().await;
    let (id, parent) = server.mint(DEMO_TOKEN, &["write"]).await;
    let (_, child) = server.mint(&parent, &["write"]).await;
    let (_, grandchild) = server.mint(&child, &["read"]).await;
    assert_eq!(status(&server, &grandchild).await, 200);
    let revoked = server.delete(DEMO_TOKEN, &format!("{TOKENS}/{id}")).await;
    assert_eq!(revoked.data(), json!({ "id": id, "revoked": true }));
    for token in [&parent, &child, &grandchild] {
        let refused = server.get(token, "/api/v1/me").await.refusal();
        assert_eq!(refused, said(401, "Invalid credentials"));
    }
    assert_eq!(status(&server, DEMO_TOKEN).await, 200);
    let again = server.delete(DEMO_TOKEN, &format!("{TOKENS}/{id}")).await;
    assert_eq!(again.refusal(), said(404, "Token not found"));
}

#[tokio::test]
async fn a_token_is_its_owners_and_their_admins_business() {
    let server = Server::start().await;
    let (id, token) = server.mint(DEMO_TOKEN, &["write"]).await;
    let one = format!("{TOKENS}/{id}");
    for stranger in [READER_TOKEN, GLOBEX_TOKEN] {
        let refused = server.delete(stranger, &one).await;
        assert_eq!(refused.refusal(), said(404, "Token not found"));
        let listed = server.get(stranger, TOKENS).await.data();
        let ids = listed.as_array().unwrap().iter().map(|token| &token["id"]);
        assert!(!ids.collect::<Vec<_>>().contains(&&json!(id)), "{listed}");
    }
    for name in ["0", "-1", "x", "99999999999999999999"] {
        let refused = server.delete(DEMO_TOKEN, &format!("{TOKENS}/{name}")).await;
        assert_eq!(refused.status, 404, "{name}");
    }
    assert_eq!(status(&server, &token).await, 200);
    let all = server.get(ADMIN_TOKEN, TOKENS).await;
    assert_eq!(all.body["meta"]["total"], 4);
    assert_eq!(server.delete(ADMIN_TOKEN, &one).await.status, 200);
    assert_eq!(status(&server, &token).await, 401);
}

#[tokio::test]
async fn an_account_has_so_many_tokens_and_no_more() {
    let server = Server::start().await;
    for _ in 1..50 {
        server.mint(DEMO_TOKEN, &["read"]).await;
    }
    let wish = json!({ "name": "One more", "scopes": ["read"] });
    let refused = minted(&server, DEMO_TOKEN, wish).await.refusal();
    let message = "There are 50 tokens already; revoke one first";
    assert_eq!(refused, said(409, message));
}

#[tokio::test]
async fn a_key_is_good_for_what_its_role_is() {
    let server = Server::start().await;
    let wish = json!({ "name": "By key", "scopes": ["write"] });
    let request = server.raw(Method::POST, TOKENS).header("apikey", DEMO_KEY);
    let minted = answer(request.json(&wish)).await.data();
    let token = minted["token"].as_str().unwrap();
    assert_eq!(status(&server, token).await, 200);
    let request = server
        .raw(Method::GET, "/api/v1/me")
        .header("apikey", token);
    assert_eq!(answer(request).await.status, 401);
}

#[test]
fn what_has_expired_or_been_shut_or_lowered_counts_at_once() {
    let connection = filled();
    let shown = Shown::Token(Hash::of(DEMO_TOKEN.as_bytes()));
    let known = || shown.known(&connection).unwrap();
    let run = |sql: &str| assert_eq!(connection.execute(sql, ()).unwrap(), 1, "{sql}");
    assert!(known().unwrap().expires.is_none());
    run("UPDATE tokens SET expires_at = '2999-01-01T00:00:00.000Z' WHERE prefix = 'pfai_member_l'");
    assert_eq!(known().unwrap().expires, Some(32_472_144_000));
    run("UPDATE accounts SET role = 'reader' WHERE name = 'demo'");
    let lowered = known().unwrap().caller.scopes;
    assert_eq!(lowered.names().last(), Some(&"read"));
    run("UPDATE accounts SET active = 0 WHERE name = 'demo'");
    assert!(known().is_none());
    run("UPDATE accounts SET active = 1 WHERE name = 'demo'");
    assert!(known().is_some());
    run("UPDATE tokens SET expires_at = '2026-01-01T00:00:00.000Z' WHERE expires_at IS NOT NULL");
    assert!(known().is_none());
}

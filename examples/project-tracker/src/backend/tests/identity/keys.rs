//! API keys of the agency as the MCP server meets them: introspected, delegated, and told of when they are revoked.

use reqwest::Method;
use serde_json::{Value, json};

use super::{Answer, SECRET, Server, answer, delegated, said};
use crate::delegation::Api;

const EVERYTHING: &str = "directory:delete work:delete time:delete money:delete";

async fn introspected(server: &Server, credential: &str) -> Value {
    let request = server.raw(Method::POST, "/api/v1/introspect");
    let request = request.bearer_auth(SECRET).form(&[("token", credential)]);
    answer(request).await.body
}

/// A key with the scope `work:write`, its number and the number of its account.
async fn minted(server: &Server) -> (String, i64, i64) {
    let wish = json!({ "name": "of a test", "scopes": ["work:write"] });
    let minted = server.agency(Method::POST, "/keys", &wish).await.data();
    let number = |name: &str| minted[name].as_i64().unwrap();
    let key = minted["key"].as_str().unwrap().to_owned();
    (key, number("id"), number("account_id"))
}

async fn revoke(server: &Server, id: i64) -> Answer {
    let path = format!("/keys/{id}");
    server.agency(Method::DELETE, &path, &json!({})).await
}

#[tokio::test]
async fn a_key_and_a_token_had_for_it_are_known_by_its_number_until_it_is_revoked() {
    let server = Server::start().await;
    let (key, id, account) = minted(&server).await;
    let request = server.raw(Method::POST, "/api/v4/token");
    let issued = answer(request.header("apikey", &key)).await.data();
    let token = issued["token"].as_str().unwrap();
    for (credential, kind) in [(key.as_str(), "api_key"), (token, "jwt")] {
        let known = introspected(&server, credential).await;
        assert_eq!(
            (&known["kind"], &known["api"]),
            (&json!(kind), &json!("v4"))
        );
        assert_eq!(
            (&known["sub"], &known["token_id"]),
            (&json!(account.to_string()), &json!(id))
        );
        assert_eq!(known["scope"], "work:read work:write");
    }
    revoke(&server, id).await.data();
    for credential in [key.as_str(), token] {
        let known = introspected(&server, credential).await;
        assert_eq!(known, json!({ "active": false }));
    }
}

#[tokio::test]
async fn a_delegation_is_worth_what_its_key_is() {
    let server = Server::start().await;
    let (_, id, account) = minted(&server).await;
    let with = |account, key| delegated(Api::V4, account, EVERYTHING, key);
    let own = with(account, Some(id));
    let me = server.get(&own, "/api/v4/me").await.data();
    assert_eq!(me["permissions"]["time"], json!([]));
    assert_eq!(
        me["permissions"]["items"],
        json!(["list", "get", "create", "update"])
    );
    let unknown = said(401, "Invalid credentials");
    for (account, key) in [(account + 1, id), (account, 999_999)] {
        let strange = with(account, Some(key));
        let refused = server.get(&strange, "/api/v4/me").await.refusal();
        assert_eq!(refused, unknown);
    }
    revoke(&server, id).await.data();
    let refused = server.get(&own, "/api/v4/me").await.refusal();
    assert_eq!(refused, unknown);
}

#[tokio::test]
async fn no_tool_looks_after_keys() {
    let server = Server::start().await;
    let (_, id, account) = minted(&server).await;
    let admin = delegated(Api::V4, account, EVERYTHING, None);
    let wish = json!({ "name": "x", "scopes": ["work:read"] });
    let one = format!("/api/v4/keys/{id}");
    for refused in [
        server.get(&admin, "/api/v4/keys").await,
        server.post(&admin, "/api/v4/keys", &wish).await,
        server.delete(&admin, &one).await,
    ] {
        assert_eq!(refused.refusal(), said(403, "Permission denied"));
    }
}

#[tokio::test]
async fn a_key_that_is_revoked_is_told_of_once() {
    let server = Server::start().await;
    let (_, id, _) = minted(&server).await;
    let changes = async |after: i64| {
        let path = format!("/api/v1/changes?after={after}");
        server.get(SECRET, &path).await.body
    };
    let from = server.get(SECRET, "/api/v1/changes").await.body;
    let from = from["meta"]["last"].as_i64().unwrap();
    assert_eq!(revoke(&server, id).await.status, 200);
    assert_eq!(revoke(&server, id).await.status, 404);
    let told = changes(from).await["data"].clone();
    assert_eq!(told.as_array().unwrap().len(), 1, "{told}");
    assert_eq!(
        (&told[0]["kind"], &told[0]["id"]),
        (&json!("key"), &json!(id))
    );
    assert_eq!(told[0]["org"], "Nordlicht Studio");
}

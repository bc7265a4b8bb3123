//! API keys: who sees, mints and revokes which, and when one is worth nothing any more.

use reqwest::Method;
use serde_json::{Value, json};

use super::{
    ADMIN_KEY, Answer, MANAGER_KEY, OTHER_KEY, READER_KEY, STAFF_KEY, Server, answer, said,
};
use crate::backend::agency::openapi::document;

impl Server {
    /// Mints a key as the admin; gives its number and the key.
    async fn mint(&self, wish: Value) -> (i64, String) {
        let minted = self.post("/keys", wish).await.data();
        let key = minted["key"].as_str().unwrap().to_owned();
        (minted["id"].as_i64().unwrap(), key)
    }

    async fn me(&self, key: &str) -> Answer {
        self.send(key, Method::GET, "/me", None).await
    }

    /// What the list says of the key that ends like this.
    async fn listed(&self, suffix: &str) -> Value {
        let keys = self.get("/keys?pagesize=100").await.rows();
        let found = keys.iter().find(|key| key["suffix"] == suffix);
        found.unwrap_or_else(|| panic!("{keys:?}")).clone()
    }
}

fn anything() -> Value {
    json!({ "name": "of a test", "scopes": ["work:read"] })
}

fn unknown() -> (u16, Vec<String>) {
    said(401, "Invalid credentials")
}

#[tokio::test]
async fn a_key_is_shown_once_and_gives_what_it_was_minted_for() {
    let server = Server::start().await;
    let staff = server.me(STAFF_KEY).await.data();
    let wish =
        json!({ "name": "CI", "scopes": ["work:write", "work:read"], "account_id": staff["id"] });
    let minted = server.post("/keys", wish).await;
    assert_eq!(minted.status, 201);
    let minted = minted.data();
    let key = minted["key"].as_str().unwrap();
    let suffix = minted["suffix"].as_str().unwrap();
    assert!(key.starts_with("pfag_") && key.ends_with(suffix), "{key}");
    assert_eq!((key.len(), suffix.len()), (58, 12));
    assert_eq!(minted["scopes"], json!(["work:read", "work:write"]));

    let list = server.get("/keys").await;
    assert!(!list.body.to_string().contains(key), "{}", list.body);
    let mut expected = minted.clone();
    expected.as_object_mut().unwrap().remove("key");
    assert_eq!(list.rows()[0], expected);
    assert_eq!(expected["account"], staff["name"]);
    assert_eq!(expected["last_used_at"], Value::Null);

    let me = server.me(key).await.data();
    assert_eq!(me["id"], staff["id"]);
    assert_eq!(
        me["permissions"]["items"],
        json!(["list", "get", "create", "update"])
    );
    assert_eq!(me["permissions"]["time"], json!([]));
    assert!(server.listed(suffix).await["last_used_at"].is_string());
    let refused = server.send(key, Method::GET, "/time", None).await;
    assert_eq!(refused.refusal(), said(403, "Permission denied"));
}

#[tokio::test]
async fn a_key_gives_no_more_than_its_account_may() {
    let server = Server::start().await;
    let reader = server.me(READER_KEY).await.data();
    let wish = json!({ "name": "Wide", "scopes": ["money:delete"], "account_id": reader["id"] });
    let (_, key) = server.mint(wish).await;
    let may = server.me(&key).await.data()["permissions"].clone();
    assert_eq!(may["invoices"], json!(["list", "get"]));
    assert_eq!(may["projects"], json!([]));
}

#[tokio::test]
async fn a_key_that_is_revoked_is_worth_nothing_at_once_and_neither_is_a_token_had_for_it() {
    let server = Server::start().await;
    let (id, key) = server.mint(anything()).await;
    let issued = server.send(&key, Method::POST, "/token", None).await.data();
    let token = issued["token"].as_str().unwrap();
    let by_token = async || answer(server.raw(Method::GET, "/me").bearer_auth(token)).await;
    let may = by_token().await.data()["permissions"].clone();
    assert_eq!(may["projects"], json!(["list", "get"]));
    assert_eq!(server.me(&key).await.status, 200);

    let path = format!("/keys/{id}");
    let revoked = server.delete(&path).await.data();
    assert_eq!(revoked, json!({ "id": id, "revoked": true }));
    assert_eq!(server.me(&key).await.refusal(), unknown());
    assert_eq!(by_token().await.refusal(), unknown());
    assert_eq!(server.me(ADMIN_KEY).await.status, 200);
    let left = server.get("/keys").await.column("id");
    assert!(!left.contains(&json!(id)), "{left:?}");
    let again = server.delete(&path).await;
    assert_eq!(again.refusal(), said(404, "Key not found"));
}

#[tokio::test]
async fn a_key_may_revoke_itself() {
    let server = Server::start().await;
    let id = server.listed("AGY1001").await["id"].clone();
    assert_eq!(server.delete(&format!("/keys/{id}")).await.status, 200);
    assert_eq!(server.get("/keys").await.refusal(), unknown());
}

#[tokio::test]
async fn keys_of_another_division_are_not_there() {
    let server = Server::start().await;
    let (id, key) = server.mint(anything()).await;
    let other = async |method, path: &str, body| server.send(OTHER_KEY, method, path, body).await;
    let theirs = other(Method::GET, "/keys", None).await;
    assert_eq!(theirs.column("suffix"), ["AGY2002", "AGY2001"]);
    let refused = other(Method::DELETE, &format!("/keys/{id}"), None).await;
    assert_eq!(refused.refusal(), said(404, "Key not found"));
    let mine = server.me(ADMIN_KEY).await.data()["id"].clone();
    for account in [mine, json!(999_999)] {
        let wish = json!({ "name": "x", "scopes": ["work:read"], "account_id": account });
        let refused = other(Method::POST, "/keys", Some(wish)).await;
        let message = "account_id: no account of the division has this number";
        assert_eq!(refused.refusal(), said(422, message));
    }
    assert_eq!(server.me(&key).await.status, 200);
}

#[tokio::test]
async fn only_an_admin_with_all_that_admins_may_looks_after_keys() {
    let server = Server::start().await;
    let scopes = ["directory:delete", "work:delete", "time:delete"];
    let narrow = json!({ "name": "Narrow", "scopes": scopes });
    let (id, narrow) = server.mint(narrow).await;
    for key in [MANAGER_KEY, STAFF_KEY, READER_KEY, narrow.as_str()] {
        for (method, path) in [
            (Method::GET, "/keys".to_owned()),
            (Method::POST, "/keys".to_owned()),
            (Method::DELETE, format!("/keys/{id}")),
            (Method::DELETE, "/keys/999999".to_owned()),
            (Method::GET, "/audit".to_owned()),
        ] {
            let request = server.raw(method.clone(), &path).header("apikey", key);
            let refused = answer(request.body("{ not JSON")).await.refusal();
            assert_eq!(
                refused,
                said(403, "Permission denied"),
                "{key} {method} {path}"
            );
        }
    }
    let nobody = answer(server.raw(Method::GET, "/keys")).await;
    assert_eq!(nobody.refusal(), unknown());
    // A token is as good as the key that it was had for.
    let issued = server.post("/token", json!({})).await.data();
    let token = issued["token"].as_str().unwrap();
    let list = answer(server.raw(Method::GET, "/keys").bearer_auth(token)).await;
    assert_eq!(list.status, 200);
}

#[tokio::test]
async fn what_is_done_with_a_key_and_to_it_is_noted_with_its_number() {
    let server = Server::start().await;
    let admin = server.listed("AGY1001").await["id"].clone();
    let wish = json!({ "name": "Writes", "scopes": ["directory:write"] });
    let (id, key) = server.mint(wish).await;
    let company = Some(json!({ "name": "Neu", "type": "client" }));
    let made = server.send(&key, Method::POST, "/companies", company).await;
    assert_eq!(made.status, 201);
    server.delete(&format!("/keys/{id}")).await.data();
    let log = server.get("/audit").await.rows();
    let told: Vec<_> = log
        .iter()
        .map(|entry| (&entry["token_id"], &entry["method"], &entry["path"]))
        .collect();
    let revoked = json!(format!("/api/v4/keys/{id}"));
    let [get, post, delete] = [json!("GET"), json!("POST"), json!("DELETE")];
    let [keys, companies] = [json!("/api/v4/keys"), json!("/api/v4/companies")];
    assert_eq!(
        told,
        [
            (&admin, &delete, &revoked),
            (&json!(id), &post, &companies),
            (&admin, &post, &keys),
            (&admin, &get, &keys),
        ]
    );
}

#[tokio::test]
async fn a_bad_wish_is_told_all_that_is_wrong_with_it() {
    let server = Server::start().await;
    let refused = async |wish: Value| server.post("/keys", wish).await.refusal();
    assert_eq!(
        refused(json!({ "account_id": 0, "key": "x" })).await,
        (
            422,
            vec![
                "name: is required".to_owned(),
                "scopes: is required".to_owned(),
                "account_id: must be a whole number greater than 0".to_owned(),
                "key: is not a known field".to_owned(),
            ]
        )
    );
    for scopes in [
        json!([]),
        json!("work:read"),
        json!([7]),
        json!([""]),
        json!(["work"]),
        json!(["work:read time:read"]),
        json!(["*"]),
    ] {
        let (status, messages) = refused(json!({ "name": "x", "scopes": scopes })).await;
        assert_eq!((status, messages.len()), (422, 1), "{scopes}");
        assert!(messages[0].starts_with("scopes: "), "{messages:?}");
    }
    for (path, status) in [
        ("/keys/0", 400),
        ("/keys/x", 400),
        ("/keys/-1", 400),
        ("/keys/99999999999999999999", 400),
        ("/keys/999999", 404),
    ] {
        assert_eq!(server.delete(path).await.status, status, "{path}");
    }
    assert_eq!(server.get("/keys?account=1").await.status, 422);
}

#[tokio::test]
async fn an_account_has_so_many_keys_and_no_more() {
    let server = Server::start().await;
    for _ in 1..50 {
        server.mint(anything()).await;
    }
    let message = "The account has 50 keys already; revoke one first";
    let refused = server.post("/keys", anything()).await.refusal();
    assert_eq!(refused, said(409, message));
    let page = server.get("/keys?page=2&pagesize=40").await;
    assert_eq!(page.body["meta"]["total"], 53);
    assert_eq!(page.rows().len(), 13);
}

#[test]
fn the_document_tells_of_keys() {
    let document = document();
    for (path, method, id) in [
        ("/keys", "get", "list_keys"),
        ("/keys", "post", "create_key"),
        ("/keys/{id}", "delete", "revoke_key"),
    ] {
        let operation = &document["paths"][path][method];
        assert_eq!(operation["operationId"], id);
        assert_eq!(operation["requestBody"].is_object(), method == "post");
    }
    let minted = "/paths/~1keys/post/responses/201/content/application~1json/schema/properties/data/properties";
    let minted = document.pointer(minted).unwrap();
    assert!(minted["key"].is_object() && minted["suffix"].is_object());
}

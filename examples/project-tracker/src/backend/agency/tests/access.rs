//! Who is let in, and how far.

use reqwest::Method;
use serde_json::{Value, json};

use super::{ADMIN_KEY, MANAGER_KEY, OTHER_KEY, READER_KEY, STAFF_KEY, Server, answer, said};
use crate::backend::agency::caller::{Caller, Role};
use crate::backend::agency::keys::Key;
use crate::backend::agency::resources::RESOURCES;
use crate::backend::database::prepared;

#[tokio::test]
async fn each_role_may_do_what_it_is_told_it_may_and_nothing_else() {
    let server = Server::start().await;
    for key in [ADMIN_KEY, MANAGER_KEY, STAFF_KEY, READER_KEY] {
        let me = server.send(key, Method::GET, "/me", None).await.data();
        for resource in RESOURCES {
            let told = &me["permissions"][resource.name];
            let many = format!("/{}", resource.name);
            let one = format!("{many}/999999");
            for (operation, method, path) in [
                ("list", Method::GET, &many),
                ("get", Method::GET, &one),
                ("create", Method::POST, &many),
                ("update", Method::PATCH, &one),
                ("delete", Method::DELETE, &one),
            ] {
                let status = server.send(key, method, path, Some(json!({}))).await.status;
                let may = told.as_array().unwrap().contains(&operation.into());
                let expected: &[u16] = match (may, operation) {
                    (true, "list") => &[200],
                    (true, "get" | "delete") => &[404],
                    (true, _) => &[422],
                    (false, _) if resource.writable => &[403],
                    (false, _) => &[403, 405],
                };
                assert!(
                    expected.contains(&status),
                    "{} {operation} {path}: {status}",
                    me["role"]
                );
            }
        }
    }
}

#[tokio::test]
async fn the_roles_differ_as_they_should() {
    let server = Server::start().await;
    let may = async |key: &str, resource: &str| {
        let me = server.send(key, Method::GET, "/me", None).await.data();
        me["permissions"][resource].as_array().unwrap().len()
    };
    for (key, companies, items, time, invoices) in [
        (ADMIN_KEY, 5, 5, 5, 5),
        (MANAGER_KEY, 5, 5, 5, 4),
        (STAFF_KEY, 2, 4, 5, 0),
        (READER_KEY, 2, 2, 2, 2),
    ] {
        assert_eq!(may(key, "companies").await, companies, "{key}");
        assert_eq!(may(key, "items").await, items, "{key}");
        assert_eq!(may(key, "time").await, time, "{key}");
        assert_eq!(may(key, "invoices").await, invoices, "{key}");
    }
}

#[tokio::test]
async fn what_is_forbidden_is_so_before_its_body_is_looked_at() {
    let server = Server::start().await;
    let request = server
        .raw(Method::POST, "/invoices")
        .header("apikey", STAFF_KEY);
    let refused = answer(request.body("{ not JSON")).await.refusal();
    assert_eq!(refused, said(403, "Permission denied"));
}

#[tokio::test]
async fn staff_write_their_own_time_and_nobody_elses() {
    let server = Server::start().await;
    let me = server
        .send(STAFF_KEY, Method::GET, "/me", None)
        .await
        .data();
    let mine = me["contact_id"].as_i64().unwrap();
    let post = async |body: Value| {
        server
            .send(STAFF_KEY, Method::POST, "/time", Some(body))
            .await
    };
    let created = post(json!({ "project_id": 1, "minutes": 15 })).await.data();
    assert_eq!(created["contact_id"], mine);
    let denied = said(403, "Permission denied");
    let for_another = json!({ "project_id": 1, "minutes": 15, "contact_id": mine + 1 });
    assert_eq!(post(for_another).await.refusal(), denied);

    let own = format!("/time/{}", created["id"]);
    let give_away = Some(json!({ "contact_id": mine + 1 }));
    let given = server.send(STAFF_KEY, Method::PATCH, &own, give_away).await;
    assert_eq!(given.refusal(), denied);
    let others = server.get(&format!("/time?contact_id={}", mine + 1)).await;
    let others = format!("/time/{}", others.rows()[0]["id"]);
    let taken = Some(json!({ "contact_id": mine }));
    let taken = server.send(STAFF_KEY, Method::PATCH, &others, taken).await;
    assert_eq!(taken.refusal(), denied);
    let deleted = server.send(STAFF_KEY, Method::DELETE, &others, None).await;
    assert_eq!(deleted.refusal(), denied);
    let deleted = server.send(STAFF_KEY, Method::DELETE, &own, None).await;
    assert_eq!(deleted.status, 200);
}

#[tokio::test]
async fn who_calls_is_told_who_they_are() {
    let server = Server::start().await;
    let me = server
        .send(OTHER_KEY, Method::GET, "/me", None)
        .await
        .data();
    assert_eq!((&me["name"], &me["role"]), (&json!("Cem"), &json!("admin")));
    assert_eq!(me["division"]["name"], "Südhafen Werkstatt");
}

#[tokio::test]
async fn without_good_credentials_nobody_is_let_in() {
    let server = Server::start().await;
    for key in [
        "",
        "-",
        "AGY1001",
        "-AGY1001",
        "studio-admin-0000-local-AGY1002",
        "studio-admin-0000-local-AGY1001 x",
        "Studio-admin-0000-local-AGY1001",
        "' OR '1'='1-AGY1001",
        "demo-0000-0000-local-only",
    ] {
        for path in ["/me", "/projects", "/projects/1"] {
            let answer = server.send(key, Method::GET, path, None).await;
            assert_eq!(answer.refusal(), said(401, "Invalid credentials"), "{key}");
        }
    }
    let response = server.raw(Method::GET, "/projects").send().await.unwrap();
    assert_eq!(response.status(), 401);
    assert_eq!(response.headers()["www-authenticate"], "Bearer");
}

#[tokio::test]
async fn the_keys_of_one_api_are_worth_nothing_in_the_other() {
    let server = Server::start().await;
    let other = format!("{}/api/v1/projects", server.address);
    let request = server.client.get(other).header("apikey", ADMIN_KEY);
    assert_eq!(answer(request).await.status, 401);
}

#[test]
fn a_key_that_is_revoked_is_worth_nothing() {
    let connection = prepared(None).unwrap();
    let key = Key::read(ADMIN_KEY.as_bytes());
    let live = key.live(&connection).unwrap().unwrap();
    let revoke = "UPDATE agency_api_keys SET revoked_at = '2026-01-01' WHERE suffix = 'AGY1001'";
    assert_eq!(connection.execute(revoke, ()).unwrap(), 1);
    assert!(key.live(&connection).unwrap().is_none());
    let caller = |key| Caller::by(&connection, live.account, key).unwrap();
    assert!(caller(Some(live.id)).is_none());
    // Its account is still there for whoever has another key.
    assert!(caller(None).is_some());
}

#[test]
fn an_account_that_is_shut_is_nobody_and_a_role_counts_from_when_it_is_given() {
    let connection = prepared(None).unwrap();
    let role = || {
        Caller::find(&connection, 1)
            .unwrap()
            .map(|caller| caller.role)
    };
    assert_eq!(role(), Some(Role::Admin));
    let demote = "UPDATE agency_accounts SET role = 'reader' WHERE id = 1";
    connection.execute(demote, ()).unwrap();
    assert_eq!(role(), Some(Role::Reader));
    let shut = "UPDATE agency_accounts SET active = 0 WHERE id = 1";
    connection.execute(shut, ()).unwrap();
    assert_eq!(role(), None);
}

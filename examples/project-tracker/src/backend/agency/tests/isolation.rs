//! What belongs to one division is not there for another, by whatever way it is asked for.

use reqwest::Method;
use serde_json::{Value, json};

use super::{ADMIN_KEY, OTHER_KEY, Server};
use crate::backend::agency::resources::RESOURCES;

/// The first row of a resource that a key shows.
async fn first(server: &Server, key: &str, resource: &str) -> i64 {
    let path = format!("/{resource}?sort=id&pagesize=1");
    let rows = server.send(key, Method::GET, &path, None).await.rows();
    rows[0]["id"].as_i64().unwrap()
}

#[tokio::test]
async fn a_row_of_another_division_is_not_there() {
    let server = Server::start().await;
    for resource in RESOURCES {
        let id = first(&server, OTHER_KEY, resource.name).await;
        let one = format!("/{}/{id}", resource.name);
        let missing = format!("{} not found", resource.title());
        assert_eq!(
            server.get(&one).await.refusal(),
            (404, vec![missing.clone()])
        );
        if resource.writable {
            // A body that is good for any resource: the first column that may change, as it is.
            let theirs = server.send(OTHER_KEY, Method::GET, &one, None).await.data();
            let open = crate::backend::agency::resource::Access::Open;
            let column = resource.written().find(|column| column.access == open);
            let name = column.unwrap().name;
            let body = json!({ name: theirs[name] });
            let answer = server.patch(&one, body).await;
            assert_eq!(answer.refusal(), (404, vec![missing.clone()]));
            assert_eq!(server.delete(&one).await.refusal(), (404, vec![missing]));
            let after = server.send(OTHER_KEY, Method::GET, &one, None).await.data();
            assert_eq!(after, theirs);
        }
    }
}

#[tokio::test]
async fn lists_totals_and_filters_are_of_the_own_division() {
    let server = Server::start().await;
    for resource in RESOURCES {
        let name = resource.name;
        let id = first(&server, OTHER_KEY, name).await;
        let found = server.get(&format!("/{name}?id={id}")).await;
        assert_eq!(found.body["meta"]["total"], 0, "{name}");
        let ours = server.get(&format!("/{name}?pagesize=100&fields=id")).await;
        let other = format!("/{name}?pagesize=100&fields=id");
        let theirs = server.send(OTHER_KEY, Method::GET, &other, None).await;
        let theirs = theirs.column("id");
        assert!(ours.column("id").iter().all(|id| !theirs.contains(id)));
    }
    let minutes = server.send(OTHER_KEY, Method::GET, "/time", None).await;
    assert_eq!(minutes.body["meta"]["totals"]["minutes"], 390);
}

/// Bodies that would be good but for one id, which belongs to the first row of a resource.
const FOREIGN: &[(&str, &str, &str, &str)] = &[
    (
        "/contacts",
        "company_id",
        "companies",
        r#"{ "first_name": "A", "last_name": "B" }"#,
    ),
    (
        "/projects",
        "company_id",
        "companies",
        r#"{ "number": "Z", "name": "Z" }"#,
    ),
    (
        "/projects",
        "team",
        "contacts",
        r#"{ "number": "Z", "name": "Z", "company_id": 1 }"#,
    ),
    ("/phases", "project_id", "projects", r#"{ "name": "Z" }"#),
    (
        "/phases",
        "parent_id",
        "phases",
        r#"{ "name": "Z", "project_id": 1 }"#,
    ),
    (
        "/items",
        "phase_id",
        "phases",
        r#"{ "title": "Z", "project_id": 1 }"#,
    ),
    (
        "/items",
        "assignees",
        "contacts",
        r#"{ "title": "Z", "project_id": 1 }"#,
    ),
    (
        "/time",
        "item_id",
        "items",
        r#"{ "minutes": 1, "project_id": 1 }"#,
    ),
    (
        "/time",
        "contact_id",
        "contacts",
        r#"{ "minutes": 1, "project_id": 1 }"#,
    ),
    (
        "/messages",
        "parent_id",
        "messages",
        r#"{ "subject": "Z", "body": "Z", "project_id": 1 }"#,
    ),
    (
        "/invoices",
        "company_id",
        "companies",
        r#"{ "number": "Z", "amount": 1 }"#,
    ),
    (
        "/quotes",
        "project_id",
        "projects",
        r#"{ "number": "Z", "amount": 1, "title": "Z", "company_id": 1 }"#,
    ),
];

#[tokio::test]
async fn nothing_can_refer_to_a_row_of_another_division() {
    let server = Server::start().await;
    for (path, field, resource, body) in FOREIGN {
        let theirs = first(&server, OTHER_KEY, resource).await;
        let mut body: Value = serde_json::from_str(body).unwrap();
        body[field] = match *field {
            "team" | "assignees" => json!([1, theirs]),
            _ => theirs.into(),
        };
        let (status, said) = server.post(path, body).await.refusal();
        assert_eq!((status, said.len()), (422, 1), "{path}: {said:?}");
        assert!(said[0].starts_with(&format!("{field}: no ")), "{said:?}");
    }
    let theirs = first(&server, OTHER_KEY, "contacts").await;
    let changed = server
        .patch("/projects/1", json!({ "manager_id": theirs }))
        .await;
    assert_eq!(
        changed.refusal(),
        super::said(422, "manager_id: no contact has this id")
    );
}

#[tokio::test]
async fn two_divisions_may_use_the_same_number_and_their_own_custom_fields() {
    let server = Server::start().await;
    for key in [ADMIN_KEY, OTHER_KEY] {
        let found = server
            .send(key, Method::GET, "/projects?number=N-101", None)
            .await;
        assert_eq!(found.rows().len(), 1);
    }
    let changed = json!({ "custom_fields": { "material": "oak" } });
    let refused = server.patch("/projects/1", changed).await.refusal();
    assert_eq!(
        refused,
        super::said(422, "custom_fields.material: is not a known field")
    );
}

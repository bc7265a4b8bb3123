//! Deleting: what is deleted is nowhere any more, and what is in use is not deleted.

use serde_json::{Value, json};

use super::{Server, said};

async fn created(server: &Server, path: &str, body: Value) -> i64 {
    server.post(path, body).await.data()["id"].as_i64().unwrap()
}

#[tokio::test]
async fn what_is_deleted_is_nowhere_any_more() {
    let server = Server::start().await;
    let id = created(&server, "/companies", json!({ "name": "Gone" })).await;
    let one = format!("/companies/{id}");
    assert_eq!(server.delete(&one).await.status, 200);
    let missing = said(404, "Company not found");
    assert_eq!(server.get(&one).await.refusal(), missing);
    assert_eq!(server.delete(&one).await.refusal(), missing);
    let changed = server.patch(&one, json!({ "name": "Back" })).await;
    assert_eq!(changed.refusal(), missing);
    assert!(
        server
            .get(&format!("/companies?id={id}"))
            .await
            .rows()
            .is_empty()
    );
    let contact = json!({ "company_id": id, "first_name": "A", "last_name": "B" });
    let refused = server.post("/contacts", contact).await.refusal();
    assert_eq!(refused, said(422, "company_id: no company has this id"));
}

#[tokio::test]
async fn the_name_of_what_is_deleted_is_free_again_and_its_id_is_not() {
    let server = Server::start().await;
    let first = created(&server, "/companies", json!({ "name": "Phoenix" })).await;
    server.delete(&format!("/companies/{first}")).await.data();
    let second = created(&server, "/companies", json!({ "name": "Phoenix" })).await;
    assert!(second > first);
}

#[tokio::test]
async fn what_is_in_use_is_kept_and_by_what_is_said() {
    let server = Server::start().await;
    let (status, said) = server.delete("/companies/2").await.refusal();
    assert_eq!(status, 409);
    assert_eq!(
        said,
        [
            "The company or a part of it is still referred to by contacts.company_id (1), projects.company_id (2), \
          invoices.company_id (2), quotes.company_id (1); delete or change these first"
        ]
    );
    assert_eq!(server.get("/companies/2").await.status, 200);
}

#[tokio::test]
async fn a_member_of_a_team_is_in_use() {
    let server = Server::start().await;
    let contact = json!({ "company_id": 1, "first_name": "New", "last_name": "Hand" });
    let contact = created(&server, "/contacts", contact).await;
    server
        .patch("/projects/5", json!({ "team": [contact] }))
        .await
        .data();
    let (status, said) = server
        .delete(&format!("/contacts/{contact}"))
        .await
        .refusal();
    assert_eq!(status, 409);
    assert!(said[0].contains("projects.team (1)"), "{said:?}");
    server
        .patch("/projects/5", json!({ "team": [] }))
        .await
        .data();
    assert_eq!(
        server.delete(&format!("/contacts/{contact}")).await.status,
        200
    );
}

#[tokio::test]
async fn a_project_goes_with_its_parts() {
    let server = Server::start().await;
    let project = json!({ "number": "D-1", "name": "Short", "company_id": 2 });
    let project = created(&server, "/projects", project).await;
    let phase = created(
        &server,
        "/phases",
        json!({ "project_id": project, "name": "One" }),
    )
    .await;
    let inner = json!({ "project_id": project, "parent_id": phase, "name": "Inner" });
    let inner = created(&server, "/phases", inner).await;
    let item = json!({ "project_id": project, "phase_id": inner, "title": "Do" });
    let item = created(&server, "/items", item).await;
    let allocation = json!({
        "item_id": item, "start_date": "2026-01-01", "end_date": "2026-01-02", "minutes": 1,
    });
    let allocation = created(&server, "/timeallocations", allocation).await;
    let message = json!({ "project_id": project, "subject": "S", "body": "B" });
    let message = created(&server, "/messages", message).await;
    let reply = json!({ "project_id": project, "parent_id": message, "subject": "S", "body": "B" });
    let reply = created(&server, "/messages", reply).await;

    let refused = server.delete(&format!("/phases/{inner}")).await.refusal();
    assert!(refused.1[0].contains("items.phase_id (1)"), "{refused:?}");
    let parts = [
        format!("/projects/{project}"),
        format!("/phases/{phase}"),
        format!("/phases/{inner}"),
        format!("/items/{item}"),
        format!("/timeallocations/{allocation}"),
        format!("/messages/{message}"),
        format!("/messages/{reply}"),
    ];
    for part in &parts {
        assert_eq!(server.get(part).await.status, 200, "{part}");
    }
    server.delete(&parts[0]).await.data();
    for part in &parts {
        assert_eq!(server.get(part).await.status, 404, "{part}");
    }
}

#[tokio::test]
async fn hours_that_were_worked_keep_a_project_and_all_its_parts() {
    let server = Server::start().await;
    let before = server.get("/items?project_id=1").await.rows();
    let (status, said) = server.delete("/projects/1").await.refusal();
    assert_eq!(status, 409);
    assert!(said[0].contains("time.project_id (5), "), "{said:?}");
    assert_eq!(server.get("/items?project_id=1").await.rows(), before);
}

#[tokio::test]
async fn only_a_draft_of_an_invoice_can_be_deleted() {
    let server = Server::start().await;
    let sent = server.id("/invoices?number=R-3002").await;
    let refused = server.delete(&format!("/invoices/{sent}")).await.refusal();
    assert_eq!(refused, said(409, "A sent invoice cannot be deleted"));
    let draft = server.id("/invoices?number=R-3004").await;
    server.delete(&format!("/invoices/{draft}")).await.data();
}

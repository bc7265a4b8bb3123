//! Labels: made, changed, given, taken away.

use serde_json::json;

use super::super::Server;
use super::{delete, get, open, patch, post};

#[tokio::test]
async fn a_label_has_a_name_of_its_own_and_a_colour() {
    let server = Server::start().await;
    let made = post(
        &server,
        "/labels",
        json!({ "name": "Überfällig", "color": "#ABCDEF" }),
    )
    .await
    .data();
    assert_eq!(made["color"], "#abcdef");
    let plain = post(&server, "/labels", json!({ "name": "plain" }))
        .await
        .data();
    assert!(plain["color"].as_str().unwrap().starts_with('#'));
    for (body, status, words) in [
        (
            json!({ "name": "AUTH" }),
            409,
            "Another label has this name",
        ),
        (
            json!({ "name": "x", "color": "red" }),
            422,
            "must be a colour",
        ),
        (
            json!({ "name": "x", "color": "#12345é" }),
            422,
            "must be a colour",
        ),
        (json!({ "name": " " }), 422, "1 to 50 characters"),
        (json!({ "name": "x".repeat(51) }), 422, "1 to 50 characters"),
        (json!({}), 422, "name: is required"),
    ] {
        post(&server, "/labels", body).await.refused(status, words);
    }
    let rename = json!({ "name": "auth" });
    patch(&server, "/labels/plain", rename)
        .await
        .refused(409, "Another label");
    let same = json!({ "name": "Plain" });
    assert_eq!(
        patch(&server, "/labels/plain", same).await.data()["name"],
        "Plain"
    );
}

#[tokio::test]
async fn labels_that_an_issue_is_given_are_made() {
    let server = Server::start().await;
    let issue =
        json!({ "project": "CORE", "title": "Labelled", "labels": ["fresh", "FRESH", "auth"] });
    let opened = post(&server, "/issues", issue).await.data();
    assert_eq!(opened["labels"], json!(["auth", "fresh"]));
    let fresh = get(&server, "/labels/fresh").await.data();
    assert_eq!(fresh["issues"], 1);
}

#[tokio::test]
async fn a_deleted_label_is_on_no_issue_and_can_be_made_anew() {
    let server = Server::start().await;
    delete(&server, "/labels/auth").await.data();
    get(&server, "/labels/auth")
        .await
        .refused(404, "Label not found");
    let issue = get(&server, "/issues/CORE-1").await.data();
    assert_eq!(issue["labels"].as_array().unwrap().len(), 1);
    get(&server, "/issues?label=auth")
        .await
        .refused(422, "no label");
    let anew = post(&server, "/labels", json!({ "name": "auth" }))
        .await
        .data();
    assert_eq!(anew["issues"], 0);
}

#[tokio::test]
async fn a_number_is_an_id_before_it_is_a_name() {
    let server = Server::start().await;
    let first = get(&server, "/labels?pagesize=1").await.data()[0].clone();
    let name = first["id"].to_string();
    post(&server, "/labels", json!({ "name": name }))
        .await
        .data();
    let found = get(&server, &format!("/labels/{name}")).await.data();
    assert_eq!(found["name"], first["name"]);
    // Where there is no such id, a number is a name like others.
    let issue = open(&server, "Numbered").await;
    let labels = json!({ "labels": ["90210"] });
    patch(&server, &format!("/issues/{issue}"), labels)
        .await
        .data();
    assert_eq!(get(&server, "/labels/90210").await.data()["issues"], 1);
}

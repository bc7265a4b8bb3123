//! Bodies and queries that are refused, and with which words.

use reqwest::Method;

use super::{Server, answer};
use crate::backend::DEMO_KEY;

#[tokio::test]
async fn a_body_that_is_no_object_is_malformed() {
    let server = Server::start().await;
    for body in ["", "{", "[]", "null", "\"text\"", "{\"a\":1}x"] {
        let (status, said) = server.refusal(Method::POST, "/issues", body).await;
        assert_eq!(status, 400, "{body}");
        assert!(
            said[0].starts_with("The body must be a JSON object"),
            "{said:?}"
        );
    }
}

#[tokio::test]
async fn a_body_of_more_than_one_mebibyte_is_too_large() {
    let server = Server::start().await;
    let body = format!("{{\"title\":\"{}\"}}", "x".repeat(1024 * 1024));
    let (status, said) = server.refusal(Method::POST, "/issues", &body).await;
    assert_eq!(status, 413);
    assert_eq!(said, ["The request is larger than 1 MiB"]);
}

#[tokio::test]
async fn every_bad_field_has_its_own_message() {
    let server = Server::start().await;
    let body =
        r#"{"title":" ","priority":5,"type":"epic","assignee":[],"labels":["",1],"colour":"red"}"#;
    let (status, said) = server.refusal(Method::POST, "/issues", body).await;
    assert_eq!(status, 422);
    assert_eq!(
        said,
        [
            "project: is required",
            "title: must have 1 to 200 characters",
            "priority: must be a whole number from 1 to 4",
            "type: unknown variant `epic`, expected one of `bug`, `feature`, `task`",
            "assignee: must be a string",
            "labels: each label must have 1 to 50 characters",
            "colour: is not a known field",
        ]
    );
}

#[tokio::test]
async fn a_project_key_is_a_letter_and_then_letters_or_digits() {
    let server = Server::start().await;
    for key in ["A", "ABCDEFGHIJK", "core", "1AB", "12", "A-B", "ÄB", ""] {
        let body = format!(r#"{{"key":"{key}","name":"Some"}}"#);
        let (status, said) = server.refusal(Method::POST, "/projects", &body).await;
        assert_eq!((status, said.len()), (422, 1), "{key}");
    }
}

#[tokio::test]
async fn text_has_bounds_and_no_control_characters() {
    let server = Server::start().await;
    let long = "é".repeat(201);
    for title in [long.as_str(), r"a\u0000b", r"two\nlines", r"\u001b[31m"] {
        let body = format!(r#"{{"title":"{title}"}}"#);
        let (status, _) = server.refusal(Method::PATCH, "/issues/CORE-1", &body).await;
        assert_eq!(status, 422, "{title}");
    }
    for said in [String::new(), "x".repeat(10_001), r"nul\u0000".into()] {
        let body = format!(r#"{{"body":"{said}"}}"#);
        let path = "/issues/CORE-1/comments";
        assert_eq!(server.refusal(Method::POST, path, &body).await.0, 422);
    }
}

#[tokio::test]
async fn a_change_has_to_change_something() {
    let server = Server::start().await;
    for path in ["/issues/CORE-1", "/projects/CORE"] {
        let (status, said) = server.refusal(Method::PATCH, path, "{}").await;
        assert_eq!(
            (status, said),
            (422, vec!["Nothing to change is given".into()])
        );
    }
}

#[tokio::test]
async fn a_bad_query_says_what_would_be_good() {
    let server = Server::start().await;
    for (query, message) in [
        ("page=0", "page: must be a whole number from 1 to 1000000"),
        (
            "pagesize=101",
            "pagesize: must be a whole number from 1 to 100",
        ),
        (
            "pagesize=-5",
            "pagesize: must be a whole number from 1 to 100",
        ),
        (
            "pagesize=99999999999999999999",
            "pagesize: must be a whole number from 1 to 100",
        ),
        (
            "priority=high",
            "priority: must be a whole number from 1 to 4",
        ),
        ("project=NOPE", "project: no project has this key or id"),
        ("staus=todo", "staus: is not a known field"),
        ("status=todo&status=done", "status: is given more than once"),
        (
            "assignee=%00",
            "assignee: must be one line without control characters",
        ),
        (
            "status=open",
            "status: unknown variant `open`, expected one of `backlog`, `todo`, `in_progress`, `in_review`, `done`, \
             `canceled`",
        ),
    ] {
        let request = server.raw(Method::GET, &format!("/issues?{query}"));
        let (status, said) = answer(request.header("apikey", DEMO_KEY)).await.refusal();
        assert_eq!((status, said), (422, vec![message.into()]), "{query}");
    }
}

#[tokio::test]
async fn a_path_that_is_no_text_is_malformed() {
    let server = Server::start().await;
    let request = server.raw(Method::GET, "/issues/%ff");
    assert_eq!(
        answer(request.header("apikey", DEMO_KEY)).await.refusal().0,
        400
    );
}

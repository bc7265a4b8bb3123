//! Full-text search, and the queries that try to be more than words.

use super::{Server, new_issue, refused, size};
use crate::model::{IssueChanges, NewComment, SearchFilters};

fn looking_for(q: &str) -> SearchFilters {
    SearchFilters {
        q: q.into(),
        ..SearchFilters::default()
    }
}

/// The references found, best first.
async fn found(server: &Server, q: &str) -> Vec<String> {
    let page = server.demo().search_issues(&looking_for(q)).await.unwrap();
    page.items
        .into_iter()
        .map(|hit| hit.issue.core.reference)
        .collect()
}

#[tokio::test]
async fn words_are_found_in_titles_descriptions_and_comments() {
    let server = Server::start().await;
    assert_eq!(found(&server, "passkeys signing").await, ["CORE-10"]);
    assert_eq!(found(&server, "prefers-color-scheme").await, ["WEB-5"]);
    assert_eq!(found(&server, "pg_upgrade").await, ["CORE-5"]);
}

#[tokio::test]
async fn the_last_word_may_be_a_beginning_and_accents_do_not_matter() {
    let server = Server::start().await;
    assert_eq!(found(&server, "newsletter dou").await, ["WEB-9"]);
    assert_eq!(found(&server, "zurich").await, [""; 0]);
    assert_eq!(found(&server, "CAFE creme").await, ["DC-3"]);
    assert_eq!(found(&server, "日本語版").await, ["WEB-6"]);
}

#[tokio::test]
async fn a_word_in_the_title_weighs_more_than_in_a_comment() {
    let server = Server::start().await;
    let demo = server.demo();
    let comment = NewComment {
        body: "zeppelin zeppelin zeppelin".into(),
    };
    demo.create_comment("CORE-2", &comment).await.unwrap();
    let titled = demo.create_issue(&new_issue("The zeppelin")).await.unwrap();
    assert_eq!(
        found(&server, "zeppelin").await,
        [titled.core.reference.as_str(), "CORE-2"]
    );
}

#[tokio::test]
async fn a_snippet_shows_the_words_in_their_place() {
    let server = Server::start().await;
    let page = server
        .demo()
        .search_issues(&looking_for("idempotency"))
        .await
        .unwrap();
    assert!(
        page.items[0]
            .snippet
            .to_lowercase()
            .contains("**idempotency** key")
    );
}

#[tokio::test]
async fn a_search_can_stay_in_one_project_and_be_short() {
    let server = Server::start().await;
    let filters = SearchFilters {
        project: Some("MOB".into()),
        pagesize: size(1),
        ..looking_for("the")
    };
    let page = server.demo().search_issues(&filters).await.unwrap();
    assert_eq!(page.items.len(), 1);
    assert!(page.meta.total > 1);
    assert_eq!(page.items[0].issue.project, "MOB");
}

#[tokio::test]
async fn what_has_changed_is_found_under_its_new_words() {
    let server = Server::start().await;
    let changes = IssueChanges {
        title: Some("Quokka".into()),
        ..IssueChanges::default()
    };
    server.demo().update_issue("WEB-5", &changes).await.unwrap();
    assert_eq!(found(&server, "quokka").await, ["WEB-5"]);
    assert_eq!(found(&server, "dark mode").await, [""; 0]);
}

#[tokio::test]
async fn the_query_language_means_nothing() {
    let server = Server::start().await;
    for q in [
        "login\"",
        "\"login",
        "log*in",
        "NEAR(login cookie, 2)",
        "-login",
        "title:login",
        "login AND",
        "OR login",
        "NOT",
        "^login",
        "{title} : login",
        "login + cookie",
        "(login",
        "login;--",
        "a\"b\"\"c",
        "login\0\"cookie",
        "\u{301}a",
        "'; DROP TABLE issues; --",
        "%",
        "login\\",
    ] {
        let outcome = server.demo().search_issues(&looking_for(q)).await;
        match outcome {
            Ok(_) => {}
            Err(error) => assert!(error.to_string().contains("(HTTP 422)"), "{q}: {error}"),
        }
    }
    assert_eq!(found(&server, "\"login* (cookie\0").await, ["CORE-1"]);
    assert_eq!(found(&server, "NEAR(login").await, [""; 0]);
}

#[tokio::test]
async fn a_query_needs_a_word() {
    let server = Server::start().await;
    for q in [
        "",
        " ",
        "\"",
        "*",
        "-",
        "()",
        "\"\"",
        "🚀",
        &"long ".repeat(41),
    ] {
        let outcome = server.demo().search_issues(&looking_for(q)).await;
        let (status, body) = refused(outcome);
        assert_eq!(status, 422, "{q}");
        assert!(body.contains("q: must have"), "{body}");
    }
}

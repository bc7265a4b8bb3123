//! Comments: listed, written, and shown with their issue.

use super::{Server, refused, size};
use crate::model::{CommentFilters, IssueFilters, NewComment, PageNumber};

fn saying(body: &str) -> NewComment {
    NewComment { body: body.into() }
}

#[tokio::test]
async fn a_comment_counts_as_a_change_of_its_issue() {
    let server = Server::start().await;
    let demo = server.demo();
    let comment = demo
        .create_comment("dc-4", &saying("Über 👍"))
        .await
        .unwrap();
    assert_eq!(
        (comment.issue.as_str(), comment.author.as_str()),
        ("DC-4", "demo")
    );
    assert_eq!(comment.body, "Über 👍");
    let newest = demo.list_issues(&IssueFilters::default()).await.unwrap();
    assert_eq!(newest.items[0].core.reference, "DC-4");
    assert_eq!(newest.items[0].core.comments, 1);
}

#[tokio::test]
async fn comments_are_paged_from_the_oldest() {
    let server = Server::start().await;
    let filters = CommentFilters {
        page: PageNumber::try_from(2).unwrap(),
        pagesize: size(2),
    };
    let page = server.demo().comments("CORE-1", &filters).await.unwrap();
    assert_eq!(page.meta.total, 3);
    assert_eq!(page.items.len(), 1);
    assert!(page.items[0].body.starts_with("A fix is on the branch"));
}

#[tokio::test]
async fn an_issue_shows_its_last_five_comments() {
    let server = Server::start().await;
    let demo = server.demo();
    for number in 1..=6 {
        let comment = saying(&format!("Number {number}"));
        demo.create_comment("CORE-4", &comment).await.unwrap();
    }
    let detail = demo.issue("CORE-4").await.unwrap();
    let bodies: Vec<_> = detail.recent_comments.iter().map(|c| &c.body).collect();
    assert_eq!(
        bodies,
        ["Number 2", "Number 3", "Number 4", "Number 5", "Number 6"]
    );
    assert_eq!(detail.core.comments, 6);
}

#[tokio::test]
async fn nobody_comments_on_what_is_not_there() {
    let server = Server::start().await;
    let demo = server.demo();
    let written = demo.create_comment("CORE-999", &saying("Hello?")).await;
    assert_eq!(refused(written).0, 404);
    let read = demo.comments("CORE-999", &CommentFilters::default()).await;
    assert_eq!(refused(read).0, 404);
}

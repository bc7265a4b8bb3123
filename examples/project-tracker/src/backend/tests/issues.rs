//! Issues: listed, found, opened, changed.

use super::{Server, new_issue, refused, size, titles};
use crate::model::{
    IssueChanges, IssueFilters, IssueStatus, IssueType, NewIssue, PageNumber, Priority,
};

#[tokio::test]
async fn filters_are_all_applied_together() {
    let server = Server::start().await;
    let filters = IssueFilters {
        project: Some("CORE".into()),
        status: Some(IssueStatus::InProgress),
        priority: Some(Priority::try_from(1).unwrap()),
        assignee: Some("Zoë".into()),
        label: Some("AUTH".into()),
        kind: Some(IssueType::Bug),
        ..IssueFilters::default()
    };
    let page = server.demo().list_issues(&filters).await.unwrap();
    assert_eq!(
        titles(&page.items),
        ["Login fails after the session cookie expires"]
    );
    assert_eq!(page.items[0].labels, ["auth", "customer"]);
    assert_eq!(page.items[0].core.comments, 3);
}

#[tokio::test]
async fn each_filter_leaves_out_what_does_not_fit() {
    let server = Server::start().await;
    let demo = server.demo();
    let all = demo.list_issues(&IssueFilters::default()).await.unwrap();
    let none = IssueFilters::default;
    for filters in [
        IssueFilters {
            project: Some("WEB".into()),
            ..none()
        },
        IssueFilters {
            status: Some(IssueStatus::Todo),
            ..none()
        },
        IssueFilters {
            priority: Some(Priority::default()),
            ..none()
        },
        IssueFilters {
            assignee: Some("Kenji".into()),
            ..none()
        },
        IssueFilters {
            label: Some("launch".into()),
            ..none()
        },
        IssueFilters {
            kind: Some(IssueType::Feature),
            ..none()
        },
    ] {
        let some = demo.list_issues(&filters).await.unwrap();
        assert!(some.meta.total > 0, "{filters:?}");
        assert!(some.meta.total < all.meta.total, "{filters:?}");
    }
    let nobody = IssueFilters {
        assignee: Some("Nobody".into()),
        ..none()
    };
    let (status, body) = refused(demo.list_issues(&nobody).await);
    assert_eq!(status, 422);
    assert!(
        body.contains("assignee: no account has this name or id"),
        "{body}"
    );
}

#[tokio::test]
async fn pages_together_are_the_whole_list_newest_first() {
    let server = Server::start().await;
    let demo = server.demo();
    let mut seen = Vec::new();
    for number in 1..=4 {
        let filters = IssueFilters {
            page: PageNumber::try_from(number).unwrap(),
            pagesize: size(10),
            ..IssueFilters::default()
        };
        let page = demo.list_issues(&filters).await.unwrap();
        assert_eq!(page.meta.total, 30);
        assert_eq!(page.items.len(), if number <= 3 { 10 } else { 0 });
        seen.extend(page.items);
    }
    assert!(seen.is_sorted_by(|a, b| a.core.updated_at >= b.core.updated_at));
    let mut ids: Vec<_> = seen.iter().map(|issue| issue.core.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 30);
}

#[tokio::test]
async fn an_issue_is_found_by_reference_and_by_id() {
    let server = Server::start().await;
    let demo = server.demo();
    let by_reference = demo.issue("core-1").await.unwrap();
    assert_eq!(by_reference.core.reference, "CORE-1");
    assert_eq!(by_reference.project.core.name, "Core platform");
    assert_eq!(by_reference.recent_comments.len(), 3);
    let id = by_reference.core.id.to_string();
    assert_eq!(demo.issue(&id).await.unwrap(), by_reference);
}

#[tokio::test]
async fn a_new_issue_takes_the_next_number_and_the_defaults() {
    let server = Server::start().await;
    let demo = server.demo();
    let first = demo.create_issue(&new_issue("  First ")).await.unwrap();
    let second = demo.create_issue(&new_issue("Second")).await.unwrap();
    assert_eq!(
        (first.core.reference.as_str(), first.core.title.as_str()),
        ("CORE-13", "First")
    );
    assert_eq!(second.core.reference, "CORE-14");
    assert_eq!(u32::from(second.core.priority), 3);
    assert_eq!(
        (second.core.kind, second.core.status),
        (IssueType::Task, IssueStatus::Backlog)
    );
    assert_eq!(second.core.created_by, "demo");
    let newest = demo.list_issues(&IssueFilters::default()).await.unwrap();
    assert_eq!(titles(&newest.items[..2]), ["Second", "First"]);
}

#[tokio::test]
async fn text_in_any_script_comes_back_as_it_was() {
    let server = Server::start().await;
    let demo = server.demo();
    let issue = NewIssue {
        description: "日本語 ✅\n\tÄÖÜ \"quoted\" \\ <b> ' ; DROP TABLE issues".into(),
        labels: vec!["ürgent".into(), "b".into(), "B".into()],
        ..new_issue("Ошибка 🚀 في البحث")
    };
    let created = demo.create_issue(&issue).await.unwrap();
    assert_eq!(created.labels, ["b", "ürgent"]);
    let found = demo.issue(&created.core.reference).await.unwrap().core;
    assert_eq!(found, created.core);
    assert_eq!(found.title, issue.title);
    assert_eq!(found.description, issue.description);
}

#[tokio::test]
async fn an_issue_needs_a_project_that_exists() {
    let server = Server::start().await;
    let issue = NewIssue {
        project: "NOPE".into(),
        ..new_issue("Lost")
    };
    let (status, body) = refused(server.demo().create_issue(&issue).await);
    assert_eq!(status, 422);
    assert!(
        body.contains("project: no project has this key or id"),
        "{body}"
    );
}

#[tokio::test]
async fn a_change_leaves_the_rest_alone_and_comes_to_the_top() {
    let server = Server::start().await;
    let demo = server.demo();
    let before = demo.issue("WEB-1").await.unwrap();
    let changes = IssueChanges {
        priority: Some(Priority::try_from(4).unwrap()),
        labels: Some(vec![]),
        ..IssueChanges::default()
    };
    let after = demo.update_issue("WEB-1", &changes).await.unwrap();
    assert_eq!(u32::from(after.core.priority), 4);
    assert_eq!(after.labels, [""; 0]);
    assert_eq!(
        (after.assignee, after.core.title),
        (before.assignee.map(|person| person.name), before.core.title)
    );
    let newest = demo.list_issues(&IssueFilters::default()).await.unwrap();
    assert_eq!(newest.items[0].core.reference, "WEB-1");
}

#[tokio::test]
async fn null_clears_the_assignee_and_silence_keeps_it() {
    let server = Server::start().await;
    let demo = server.demo();
    let rename: IssueChanges = serde_json::from_str(r#"{"title":"Renamed"}"#).unwrap();
    let kept = demo.update_issue("CORE-1", &rename).await.unwrap();
    assert_eq!(kept.assignee.as_deref(), Some("Zoë"));
    let clear: IssueChanges = serde_json::from_str(r#"{"assignee":null}"#).unwrap();
    let cleared = demo.update_issue("CORE-1", &clear).await.unwrap();
    assert_eq!(
        (cleared.assignee, cleared.core.title.as_str()),
        (None, "Renamed")
    );
}

#[tokio::test]
async fn a_whole_number_of_project_id_counts_as_its_name() {
    let server = Server::start().await;
    let demo = server.demo();
    let project = demo.project("WEB").await.unwrap();
    let issue = NewIssue {
        project: project.core.id.to_string(),
        ..new_issue("By id")
    };
    assert_eq!(demo.create_issue(&issue).await.unwrap().project, "WEB");
}

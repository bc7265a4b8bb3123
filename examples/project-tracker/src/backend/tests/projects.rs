//! Projects: listed, found, created, changed.

use super::{Server, refused, size};
use crate::model::{
    IssueChanges, IssueStatus, NewProject, PageNumber, ProjectChanges, ProjectFilters,
    ProjectStatus,
};

fn new_project(key: &str) -> NewProject {
    NewProject {
        key: key.into(),
        name: "Größere Änderungen 🛠".into(),
        description: String::new(),
        team: None,
        lead: None,
    }
}

#[tokio::test]
async fn projects_are_listed_by_status_and_page() {
    let server = Server::start().await;
    let demo = server.demo();
    let filters = ProjectFilters {
        status: Some(ProjectStatus::Active),
        page: PageNumber::try_from(2).unwrap(),
        pagesize: size(1),
        ..ProjectFilters::default()
    };
    let page = demo.list_projects(&filters).await.unwrap();
    let keys: Vec<_> = page.items.iter().map(|project| &project.core.key).collect();
    assert_eq!(keys, ["WEB"]);
    assert_eq!(page.meta.total, 2);
    assert_eq!(
        (page.meta.page, page.meta.pagesize),
        (filters.page, size(1))
    );
}

#[tokio::test]
async fn a_project_is_found_by_key_and_by_id() {
    let server = Server::start().await;
    let demo = server.demo();
    let by_key = demo.project("core").await.unwrap();
    assert_eq!(by_key.core.key, "CORE");
    assert_eq!(
        demo.project(&by_key.core.id.to_string()).await.unwrap(),
        by_key
    );
}

#[tokio::test]
async fn a_new_project_is_active_and_empty() {
    let server = Server::start().await;
    let demo = server.demo();
    let created = demo.create_project(&new_project("NEW2")).await.unwrap();
    assert_eq!(created.core.name, "Größere Änderungen 🛠");
    assert_eq!(
        (created.core.status, created.core.open_issues),
        (ProjectStatus::Active, 0)
    );
    assert!(created.core.created_at.ends_with('Z') && created.core.created_at.contains('T'));
    assert_eq!(demo.project("NEW2").await.unwrap(), created);
}

#[tokio::test]
async fn a_key_is_given_once() {
    let server = Server::start().await;
    let (status, body) = refused(server.demo().create_project(&new_project("CORE")).await);
    assert_eq!(status, 409);
    assert!(body.contains("A project with the key CORE already exists"));
}

#[tokio::test]
async fn a_change_leaves_the_rest_alone() {
    let server = Server::start().await;
    let demo = server.demo();
    let before = demo.project("MOB").await.unwrap();
    let changes = ProjectChanges {
        status: Some(ProjectStatus::Archived),
        ..ProjectChanges::default()
    };
    let after = demo.update_project("MOB", &changes).await.unwrap();
    assert_eq!(after.core.status, ProjectStatus::Archived);
    assert_eq!(
        (after.core.name, after.core.description),
        (before.core.name, before.core.description)
    );
    assert!(after.core.updated_at > before.core.updated_at);
}

#[tokio::test]
async fn a_done_issue_is_no_longer_open() {
    let server = Server::start().await;
    let demo = server.demo();
    let before = demo.project("CORE").await.unwrap().core.open_issues;
    let done = IssueChanges {
        status: Some(IssueStatus::Done),
        ..IssueChanges::default()
    };
    demo.update_issue("CORE-1", &done).await.unwrap();
    let after = demo.project("CORE").await.unwrap().core.open_issues;
    assert_eq!(after, before - 1);
}

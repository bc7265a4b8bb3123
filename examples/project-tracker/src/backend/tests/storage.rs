//! What the database keeps, and how many may use it at once.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use tokio::task::JoinSet;

use super::{Server, new_issue};
use crate::backend::DEMO_KEY;
use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::model::{IssueFilters, ProjectFilters};

/// A folder of its own that goes when the test does.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("project-tracker-{}-{count}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub(super) fn file(&self) -> PathBuf {
        self.0.join("tracker.db")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

#[tokio::test]
async fn the_first_run_brings_projects_of_every_kind() {
    let server = Server::start().await;
    let demo = server.demo();
    let projects = demo
        .list_projects(&ProjectFilters::default())
        .await
        .unwrap();
    let keys: Vec<_> = projects.items.iter().map(|p| p.core.key.as_str()).collect();
    assert_eq!(keys, ["CORE", "DC", "MOB", "WEB"]);
    let issues = demo.list_issues(&IssueFilters::default()).await.unwrap();
    assert_eq!(issues.meta.total, 30);
}

#[tokio::test]
async fn what_was_written_is_there_after_a_restart_and_the_demo_only_once() {
    let folder = Folder::new();
    let server = Server::over(Some(folder.file())).await;
    let created = server
        .demo()
        .create_issue(&new_issue("Zoë 🚀"))
        .await
        .unwrap();
    server.stop().await;

    let server = Server::over(Some(folder.file())).await;
    let found = server.demo().issue(&created.core.reference).await.unwrap();
    assert_eq!(found.core, created.core);
    let all = server.demo().list_issues(&IssueFilters::default()).await;
    assert_eq!(all.unwrap().meta.total, 31);
    server.stop().await;
}

#[tokio::test]
async fn no_key_stands_in_the_file() {
    let folder = Folder::new();
    Server::over(Some(folder.file())).await.stop().await;
    let bytes = std::fs::read(folder.file()).unwrap();
    let key = DEMO_KEY.as_bytes();
    assert!(!bytes.windows(key.len()).any(|window| window == key));
}

#[tokio::test]
async fn many_at_once_all_get_their_own_number() {
    let folder = Folder::new();
    for database in [None, Some(folder.file())] {
        let server = Server::over(database).await;
        let mut calls = JoinSet::new();
        for number in 0..40 {
            let demo = server.demo();
            calls.spawn(async move {
                let title = format!("Parallel {number}");
                let created = demo.create_issue(&new_issue(&title)).await.unwrap();
                demo.issue(&created.core.reference)
                    .await
                    .unwrap()
                    .core
                    .reference
            });
        }
        let mut references = calls.join_all().await;
        references.sort();
        references.dedup();
        assert_eq!(references.len(), 40);
    }
}

#[tokio::test]
async fn work_that_fails_or_panics_leaves_nothing_and_gives_its_connection_back() {
    let database = Database::open(None).unwrap();
    let delete = "DELETE FROM comments";
    let failed = database.write(|connection| {
        connection.execute(delete, ())?;
        Err::<(), _>(Error::Forbidden)
    });
    assert!(matches!(failed.await, Err(Error::Forbidden)));
    let panicked = database.write(|connection| -> Result<(), Error> {
        connection.execute(delete, ())?;
        panic!("in the middle of the work");
    });
    assert!(matches!(panicked.await, Err(Error::Internal(_))));
    let left = database.read(|connection| {
        let sql = "SELECT count(*) FROM comments";
        Ok(connection.query_row(sql, (), |row| row.get::<_, i64>(0))?)
    });
    assert!(left.await.unwrap() > 0);
}

#[tokio::test]
async fn reading_never_writes() {
    let folder = Folder::new();
    let database = Database::open(Some(&folder.file())).unwrap();
    let written = database.read(|connection| Ok(connection.execute("DELETE FROM comments", ())?));
    assert!(matches!(written.await, Err(Error::Internal(_))));
}

#[test]
fn a_file_that_cannot_be_opened_is_named() {
    let error = Database::open(Some(Path::new("/nowhere/at/all.db"))).err();
    assert!(error.unwrap().to_string().contains("/nowhere/at/all.db"));
}

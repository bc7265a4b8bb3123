//! What a new database starts with: two accounts and a team's worth of projects and issues.

use anyhow::anyhow;
use rusqlite::Connection;
use serde::Deserialize;

use super::error::Error;
use super::store::{accounts, comments, issues, projects};
use crate::model::{
    IssueChanges, IssueStatus, NewComment, NewIssue, NewProject, ProjectChanges, ProjectStatus,
    Role,
};

/// The API key of the account `demo`, which reads and writes.
pub(crate) const DEMO_KEY: &str = "demo-0000-0000-local-only";
/// The bearer token of the account `demo`.
pub(crate) const DEMO_TOKEN: &str = "demo-token-local-only";
/// The API key of the account `reader`, which only reads.
pub(crate) const READER_KEY: &str = "reader-0000-0000-local-only";
/// The bearer token of the account `reader`.
pub(crate) const READER_TOKEN: &str = "reader-token-local-only";

#[derive(Deserialize)]
struct Demo {
    projects: Vec<DemoProject>,
    issues: Vec<DemoIssue>,
}

#[derive(Deserialize)]
struct DemoProject {
    #[serde(flatten)]
    project: NewProject,
    status: ProjectStatus,
    hours_ago: u32,
}

#[derive(Deserialize)]
struct DemoIssue {
    #[serde(flatten)]
    issue: NewIssue,
    status: IssueStatus,
    author: String,
    hours_ago: u32,
    #[serde(default)]
    comments: Vec<DemoComment>,
}

#[derive(Deserialize)]
struct DemoComment {
    author: String,
    body: String,
    hours_ago: u32,
}

/// Writes the demo data, all or nothing, unless the database has accounts already.
pub(super) fn fill_if_new(connection: &mut Connection) -> anyhow::Result<()> {
    let transaction = connection.transaction()?;
    let demo = serde_json::from_str(include_str!("demo.json"))?;
    fill(&transaction, demo).map_err(|error| anyhow!("{error:?}"))?;
    Ok(transaction.commit()?)
}

fn fill(connection: &Connection, demo: Demo) -> Result<(), Error> {
    if !accounts::are_none(connection)? {
        return Ok(());
    }
    accounts::create(connection, "demo", Role::Member, DEMO_KEY, DEMO_TOKEN)?;
    accounts::create(connection, "reader", Role::Reader, READER_KEY, READER_TOKEN)?;
    for project in demo.projects {
        fill_project(connection, &project)?;
    }
    for issue in demo.issues {
        fill_issue(connection, issue)?;
    }
    Ok(())
}

fn fill_project(connection: &Connection, demo: &DemoProject) -> Result<(), Error> {
    let id = projects::create(connection, &demo.project)?.id;
    let changes = ProjectChanges {
        status: Some(demo.status),
        ..ProjectChanges::default()
    };
    projects::update(connection, id, &changes)?;
    let sql = "UPDATE projects SET created_at = {time}, updated_at = {time} WHERE id = ?1";
    backdate(connection, sql, id, demo.hours_ago)
}

fn fill_issue(connection: &Connection, demo: DemoIssue) -> Result<(), Error> {
    let project = projects::find(connection, &demo.issue.project)?;
    let project = project.ok_or(Error::NotFound("Project of a demo issue"))?;
    let id = issues::create(connection, &demo.issue, project, &demo.author)?.id;
    let changes = IssueChanges {
        status: Some(demo.status),
        ..IssueChanges::default()
    };
    issues::update(connection, id, &changes)?;
    let created = "UPDATE issues SET created_at = {time} WHERE id = ?1";
    backdate(connection, created, id, demo.hours_ago)?;
    let mut last = demo.hours_ago;
    for DemoComment {
        author,
        body,
        hours_ago,
    } in demo.comments
    {
        let comment = comments::create(connection, id, &NewComment { body }, &author)?;
        let sql = "UPDATE comments SET created_at = {time} WHERE id = ?1";
        backdate(connection, sql, comment.id, hours_ago)?;
        last = hours_ago;
    }
    let updated = "UPDATE issues SET updated_at = {time} WHERE id = ?1";
    backdate(connection, updated, id, last)
}

/// Moves a time to where the demo wants it: the ordinary way of writing only knows the present.
fn backdate(connection: &Connection, sql: &str, id: i64, hours_ago: u32) -> Result<(), Error> {
    let time = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?2)";
    let ago = format!("-{hours_ago} hours");
    connection
        .prepare_cached(&sql.replace("{time}", time))?
        .execute((id, ago))?;
    Ok(())
}

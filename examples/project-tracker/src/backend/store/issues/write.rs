//! Opening, changing and deleting issues: what they refer to has to be there and to fit together.

use rusqlite::Connection;

use super::{get, of, of_any};
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::backend::store::list::Columns;
use crate::backend::store::refer::{PROJECT, SPRINT, any_person, changed, person};
use crate::backend::store::word::Word;
use crate::backend::store::{NOW, count, custom_fields, labels};
use crate::model::{Issue, IssueChanges, NewIssue};

/// How many sub-issues an issue has at most: it is shown with all of them.
const MOST_CHILDREN: u32 = 100;

const TAKEN: &str = "Another issue has this number";

/// Opens an issue under the project's next number.
pub(in crate::backend) fn create(
    connection: &Connection,
    me: &Caller,
    issue: &NewIssue,
) -> Result<Issue, Error> {
    let org = me.org;
    let project = PROJECT.of(connection, org, "project", &issue.project)?;
    let sprint = SPRINT.of_any(connection, org, "sprint", issue.sprint.as_deref())?;
    let parent = of_any(connection, org, "parent", issue.parent.as_deref())?;
    let assignee = any_person(connection, me, "assignee", issue.assignee.as_deref())?;
    let id = Columns::unless(TAKEN)
        .set("project_id", project)
        .set("number", next_number(connection, project)?)
        .set("title", &issue.title)
        .set("description", &issue.description)
        .set("status", Word(issue.status))
        .set("priority", Word(issue.priority))
        .set("type", Word(issue.kind))
        .set("assignee_id", assignee)
        .set("sprint_id", sprint)
        .set("parent_id", parent)
        .set("created_by", &me.name)
        .insert(connection, "issues", org)?;
    check_sprint(connection, id)?;
    check_parent(connection, id)?;
    labels::give(connection, org, id, &issue.labels)?;
    custom_fields::give(connection, org, id, &issue.custom_fields)?;
    get(connection, id)
}

/// Changes an issue.
pub(in crate::backend) fn update(
    connection: &Connection,
    me: &Caller,
    id: i64,
    changes: &IssueChanges,
) -> Result<Issue, Error> {
    let org = me.org;
    let assignee = changed(changes.assignee.as_ref(), |name| {
        person(connection, me, "assignee", name)
    })?;
    let sprint = changed(changes.sprint.as_ref(), |name| {
        SPRINT.of(connection, org, "sprint", name)
    })?;
    let parent = changed(changes.parent.as_ref(), |name| {
        of(connection, org, "parent", name)
    })?;
    if parent == Some(Some(id)) {
        let problem = "parent: an issue cannot be a part of itself".into();
        return Err(Error::Invalid(vec![problem]));
    }
    Columns::unless(TAKEN)
        .set_any("title", changes.title.as_ref())
        .set_any("description", changes.description.as_ref())
        .set_any("status", changes.status.map(Word))
        .set_any("priority", changes.priority.map(Word))
        .set_any("type", changes.kind.map(Word))
        .set_any("assignee_id", assignee)
        .set_any("sprint_id", sprint)
        .set_any("parent_id", parent)
        .update(connection, "issues", org, id)?;
    if let Some(project) = &changes.project {
        let project = PROJECT.of(connection, org, "project", project)?;
        move_to(connection, id, project)?;
    }
    if changes.project.is_some() || matches!(sprint, Some(Some(_))) {
        check_sprint(connection, id)?;
    }
    if matches!(parent, Some(Some(_))) {
        check_parent(connection, id)?;
    }
    if let Some(names) = &changes.labels {
        labels::give(connection, org, id, names)?;
    }
    custom_fields::give(connection, org, id, &changes.custom_fields)?;
    get(connection, id)
}

/// Deletes an issue that has no parts; its links go with it.
pub(in crate::backend) fn delete(connection: &Connection, org: i64, id: i64) -> Result<(), Error> {
    let sql = "SELECT count(*) FROM issues WHERE parent_id = ?1 AND deleted_at IS NULL";
    let parts = count(connection, sql, [id])?;
    if parts > 0 {
        let message = format!("The issue still has {parts} sub-issues; delete or move these first");
        return Err(Error::Conflict(message));
    }
    let sql = format!(
        "UPDATE issues SET deleted_at = {NOW}, updated_at = {NOW} WHERE org_id = ?1 AND id = ?2"
    );
    connection.prepare_cached(&sql)?.execute([org, id])?;
    connection
        .prepare_cached("DELETE FROM issue_links WHERE ?1 IN (source_id, target_id)")?
        .execute([id])?;
    Ok(())
}

/// Gives the issue the next number of another project.
fn move_to(connection: &Connection, id: i64, project: i64) -> Result<(), Error> {
    let sql = "SELECT count(*) FROM issues WHERE id = ?1 AND project_id = ?2";
    if count(connection, sql, (id, project))? > 0 {
        return Ok(());
    }
    let number = next_number(connection, project)?;
    connection
        .prepare_cached("UPDATE issues SET project_id = ?2, number = ?3 WHERE id = ?1")?
        .execute((id, project, number))?;
    Ok(())
}

fn next_number(connection: &Connection, project: i64) -> Result<i64, Error> {
    let sql =
        "UPDATE projects SET last_number = last_number + 1 WHERE id = ?1 RETURNING last_number";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([project], |row| row.get(0))?)
}

/// A sprint is for the projects of its team, until it is over.
fn check_sprint(connection: &Connection, id: i64) -> Result<(), Error> {
    let sql = "SELECT s.team_id IS NOT p.team_id, s.status = 'completed'
               FROM issues i JOIN projects p ON p.id = i.project_id JOIN sprints s ON s.id = i.sprint_id
               WHERE i.id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([id])?;
    let Some(row) = rows.next()? else {
        return Ok(());
    };
    let problem = match (row.get(0)?, row.get(1)?) {
        (true, _) => "sprint: is of another team than the project",
        (false, true) => "sprint: is completed",
        (false, false) => return Ok(()),
    };
    Err(Error::Invalid(vec![problem.into()]))
}

/// No issue is a part of its own parts, and none has too many.
fn check_parent(connection: &Connection, id: i64) -> Result<(), Error> {
    let sql = "WITH RECURSIVE above (id) AS (
                   SELECT parent_id FROM issues WHERE id = ?1
                   UNION SELECT i.parent_id FROM issues i JOIN above a ON i.id = a.id
               ) SELECT count(*) FROM above WHERE id = ?1";
    if count(connection, sql, [id])? > 0 {
        let message = "parent: this would make a circle of sub-issues".into();
        return Err(Error::Conflict(message));
    }
    let sql = "SELECT count(*) FROM issues WHERE deleted_at IS NULL
               AND parent_id = (SELECT parent_id FROM issues WHERE id = ?1)";
    if count(connection, sql, [id])? > MOST_CHILDREN {
        let message = format!("parent: has {MOST_CHILDREN} sub-issues already");
        return Err(Error::Conflict(message));
    }
    Ok(())
}

//! Issues in the database.

mod graph;
mod write;

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::list::List;
use super::refer::{LABEL, PROJECT, SPRINT, any_person};
use super::word::{Json, Word};
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::model::{Issue, IssueCore, IssueFilters, IssueRef, IssueSort, Page};

pub(in crate::backend) use graph::detail;
pub(in crate::backend) use write::{create, delete, update};

pub(super) const COLUMNS: &str = "
    i.id, p.key || '-' || i.number AS ref, p.key AS project, i.title, i.description, i.status, i.priority, i.type,
    i.created_by, i.created_at, i.updated_at,
    (SELECT a.name FROM accounts a WHERE a.id = i.assignee_id) AS assignee,
    (SELECT s.name FROM sprints s WHERE s.id = i.sprint_id) AS sprint,
    (SELECT q.key || '-' || u.number FROM issues u JOIN projects q ON q.id = u.project_id
     WHERE u.id = i.parent_id) AS parent,
    (SELECT json_group_array(l.name ORDER BY l.name) FROM issue_labels h JOIN labels l ON l.id = h.label_id
     WHERE h.issue_id = i.id AND l.deleted_at IS NULL) AS labels,
    (SELECT count(*) FROM comments c WHERE c.issue_id = i.id) AS comments";

/// The id of the issue with this reference or id, if the org has it.
pub(in crate::backend) fn find(
    connection: &Connection,
    org: i64,
    name: &str,
) -> Result<Option<i64>, Error> {
    let (key, number) = name.rsplit_once('-').unwrap_or_default();
    let sql = "SELECT i.id FROM issues i JOIN projects p ON p.id = i.project_id
               WHERE i.org_id = ?1 AND i.deleted_at IS NULL AND (i.id = ?2 OR (p.key = ?3 AND i.number = ?4))";
    let params = (
        org,
        name.parse::<i64>().ok(),
        key.to_ascii_uppercase(),
        number.parse::<i64>().ok(),
    );
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row(params, |row| row.get(0));
    Ok(found.optional()?)
}

/// The issue that a path names.
pub(in crate::backend) fn at(connection: &Connection, org: i64, name: &str) -> Result<i64, Error> {
    find(connection, org, name)?.ok_or(Error::NotFound("Issue"))
}

/// The issue that a field of the request names.
pub(in crate::backend) fn of(
    connection: &Connection,
    org: i64,
    field: &str,
    name: &str,
) -> Result<i64, Error> {
    let problem = || Error::Invalid(vec![format!("{field}: no issue has this reference or id")]);
    find(connection, org, name)?.ok_or_else(problem)
}

/// The issue that a field names, if it names one.
pub(in crate::backend) fn of_any(
    connection: &Connection,
    org: i64,
    field: &str,
    name: Option<&str>,
) -> Result<Option<i64>, Error> {
    name.map(|name| of(connection, org, field, name))
        .transpose()
}

/// The issues that fit. What a filter names has to be there: an empty list would look like an answer.
pub(in crate::backend) fn list(
    connection: &Connection,
    me: &Caller,
    filters: &IssueFilters,
) -> Result<Page<Issue>, Error> {
    let org = me.org;
    let running = filters.sprint.as_deref() == Some("active");
    let sprint = filters.sprint.as_deref().filter(|_| !running);
    let label = LABEL.of_any(connection, org, "label", filters.label.as_deref())?;
    let sql = "FROM issues i JOIN projects p ON p.id = i.project_id WHERE i.org_id = ? AND i.deleted_at IS NULL";
    List::of(org, sql)
        .only(
            "i.project_id = ?",
            PROJECT.of_any(connection, org, "project", filters.project.as_deref())?,
        )
        .only("i.status = ?", filters.status.map(Word))
        .only("i.priority = ?", filters.priority.map(Word))
        .only(
            "i.assignee_id = ?",
            any_person(connection, me, "assignee", filters.assignee.as_deref())?,
        )
        .only("i.type = ?", filters.kind.map(Word))
        .only(
            "i.sprint_id = ?",
            SPRINT.of_any(connection, org, "sprint", sprint)?,
        )
        .only_if(
            running,
            "i.sprint_id IN (SELECT s.id FROM sprints s WHERE s.org_id = i.org_id AND s.status = 'active')",
        )
        .only(
            "i.id IN (SELECT h.issue_id FROM issue_labels h WHERE h.label_id = ?)",
            label,
        )
        .page(
            connection,
            COLUMNS,
            order(filters.sort),
            (filters.page, filters.pagesize),
            read,
        )
}

fn order(sort: IssueSort) -> &'static str {
    match sort {
        IssueSort::LastUpdated => "i.updated_at DESC, i.id DESC",
        IssueSort::FirstUpdated => "i.updated_at, i.id",
        IssueSort::LastCreated => "i.created_at DESC, i.id DESC",
        IssueSort::FirstCreated => "i.created_at, i.id",
        IssueSort::Priority => "i.priority, i.updated_at DESC, i.id DESC",
        IssueSort::NoPriority => "i.priority DESC, i.updated_at DESC, i.id DESC",
    }
}

/// One issue.
pub(in crate::backend) fn get(connection: &Connection, id: i64) -> Result<Issue, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM issues i JOIN projects p ON p.id = i.project_id WHERE i.id = ?1"
    );
    Ok(connection.prepare_cached(&sql)?.query_row([id], read)?)
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Issue> {
    Ok(Issue {
        core: IssueCore {
            id: row.get("id")?,
            reference: row.get("ref")?,
            title: row.get("title")?,
            description: row.get("description")?,
            status: row.get::<_, Word<_>>("status")?.0,
            priority: row.get::<_, Word<_>>("priority")?.0,
            kind: row.get::<_, Word<_>>("type")?.0,
            comments: row.get("comments")?,
            created_by: row.get("created_by")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        },
        project: row.get("project")?,
        assignee: row.get("assignee")?,
        sprint: row.get("sprint")?,
        labels: row.get::<_, Json<_>>("labels")?.0,
        parent: row.get("parent")?,
    })
}

/// What [`read_ref`] reads of the issue `i` of the project `p`.
pub(super) const REF_COLUMNS: &str = "i.id, p.key || '-' || i.number AS ref, i.title, i.status";

pub(super) fn read_ref(row: &Row<'_>) -> rusqlite::Result<IssueRef> {
    Ok(IssueRef {
        id: row.get("id")?,
        reference: row.get("ref")?,
        title: row.get("title")?,
        status: row.get::<_, Word<_>>("status")?.0,
    })
}

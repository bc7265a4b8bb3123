//! Issues in the database.

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension as _, Row, named_params};

use super::word::Word;
use super::{NOW, comments, count, offset, page_of, rows};
use crate::backend::error::Error;
use crate::model::{Issue, IssueChanges, IssueDetail, IssueFilters, NewIssue, Page};

/// How many comments come with an issue.
const RECENT: u32 = 5;

pub(super) const COLUMNS: &str = "
    i.id, p.key || '-' || i.number AS ref, p.key AS project, i.title, i.description, i.status, i.priority, i.type,
    i.assignee, i.created_by, i.created_at, i.updated_at,
    (SELECT json_group_array(l.label ORDER BY l.label) FROM issue_labels l WHERE l.issue_id = i.id) AS labels,
    (SELECT count(*) FROM comments c WHERE c.issue_id = i.id) AS comments";

const MATCHING: &str = "
    FROM issues i JOIN projects p ON p.id = i.project_id
    WHERE (:project IS NULL OR i.project_id = :project)
      AND (:status IS NULL OR i.status = :status)
      AND (:priority IS NULL OR i.priority = :priority)
      AND (:assignee IS NULL OR i.assignee = :assignee)
      AND (:type IS NULL OR i.type = :type)
      AND (:label IS NULL
           OR EXISTS (SELECT 1 FROM issue_labels l WHERE l.issue_id = i.id AND l.label = :label))";

/// The id of the issue with this reference or id.
pub(in crate::backend) fn find(connection: &Connection, name: &str) -> Result<Option<i64>, Error> {
    let (key, number) = name.rsplit_once('-').unwrap_or_default();
    let sql = "SELECT i.id FROM issues i JOIN projects p ON p.id = i.project_id
               WHERE i.id = ?1 OR (p.key = ?2 AND i.number = ?3)";
    let params = (
        name.parse::<i64>().ok(),
        key.to_uppercase(),
        number.parse::<i64>().ok(),
    );
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row(params, |row| row.get(0));
    Ok(found.optional()?)
}

/// The issues that fit, the newest updated first. The project is already found: the filters only name it.
pub(in crate::backend) fn list(
    connection: &Connection,
    filters: &IssueFilters,
    project: Option<i64>,
) -> Result<Page<Issue>, Error> {
    let status = Word(filters.status);
    let priority = Word(filters.priority);
    let kind = Word(filters.kind);
    let (limit, skip) = (
        u32::from(filters.pagesize),
        offset(filters.page, filters.pagesize),
    );
    let matching: [(&str, &dyn rusqlite::ToSql); 6] = [
        (":project", &project),
        (":status", &status),
        (":priority", &priority),
        (":assignee", &filters.assignee),
        (":type", &kind),
        (":label", &filters.label),
    ];
    let total = count(
        connection,
        &format!("SELECT count(*) {MATCHING}"),
        &matching,
    )?;
    let mut paged = matching.to_vec();
    paged.extend([
        (":limit", &limit as &dyn rusqlite::ToSql),
        (":offset", &skip),
    ]);
    let items = rows(
        connection,
        &format!(
            "SELECT {COLUMNS} {MATCHING}
             ORDER BY i.updated_at DESC, i.id DESC LIMIT :limit OFFSET :offset"
        ),
        paged.as_slice(),
        read,
    )?;
    Ok(page_of(items, filters.page, filters.pagesize, total))
}

pub(in crate::backend) fn get(connection: &Connection, id: i64) -> Result<Issue, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM issues i JOIN projects p ON p.id = i.project_id WHERE i.id = ?1"
    );
    Ok(connection.prepare_cached(&sql)?.query_row([id], read)?)
}

pub(in crate::backend) fn detail(connection: &Connection, id: i64) -> Result<IssueDetail, Error> {
    let sql = "SELECT p.name FROM projects p JOIN issues i ON i.project_id = p.id WHERE i.id = ?1";
    Ok(IssueDetail {
        issue: get(connection, id)?,
        project_name: connection
            .prepare_cached(sql)?
            .query_row([id], |row| row.get(0))?,
        recent_comments: comments::recent(connection, id, RECENT)?,
    })
}

/// Opens an issue under the project's next number.
pub(in crate::backend) fn create(
    connection: &Connection,
    issue: &NewIssue,
    project: i64,
    author: &str,
) -> Result<Issue, Error> {
    let number: i64 = connection
        .prepare_cached(
            "UPDATE projects SET last_number = last_number + 1 WHERE id = ?1 RETURNING last_number",
        )?
        .query_row([project], |row| row.get(0))?;
    let sql = format!(
        "INSERT INTO issues (project_id, number, title, description, status, priority, type, assignee,
                             created_by, created_at, updated_at)
         VALUES (:project, :number, :title, :description, 'backlog', :priority, :type, :assignee,
                 :author, {NOW}, {NOW}) RETURNING id"
    );
    let id = connection.prepare_cached(&sql)?.query_row(
        named_params! {
            ":project": project,
            ":number": number,
            ":title": issue.title,
            ":description": issue.description,
            ":priority": Word(issue.priority),
            ":type": Word(issue.kind),
            ":assignee": issue.assignee,
            ":author": author,
        },
        |row| row.get(0),
    )?;
    label(connection, id, &issue.labels)?;
    get(connection, id)
}

pub(in crate::backend) fn update(
    connection: &Connection,
    id: i64,
    changes: &IssueChanges,
) -> Result<Issue, Error> {
    let sql = format!(
        "UPDATE issues SET
             title = coalesce(:title, title),
             description = coalesce(:description, description),
             status = coalesce(:status, status),
             priority = coalesce(:priority, priority),
             type = coalesce(:type, type),
             assignee = iif(:assign, :assignee, assignee),
             updated_at = {NOW}
         WHERE id = :id"
    );
    connection.prepare_cached(&sql)?.execute(named_params! {
        ":id": id,
        ":title": changes.title,
        ":description": changes.description,
        ":status": Word(changes.status),
        ":priority": Word(changes.priority),
        ":type": Word(changes.kind),
        ":assign": changes.assignee.is_some(),
        ":assignee": changes.assignee.as_ref().and_then(Option::as_ref),
    })?;
    if let Some(labels) = &changes.labels {
        label(connection, id, labels)?;
    }
    get(connection, id)
}

fn label(connection: &Connection, id: i64, labels: &[String]) -> Result<(), Error> {
    connection
        .prepare_cached("DELETE FROM issue_labels WHERE issue_id = ?1")?
        .execute([id])?;
    // The same label twice is one label.
    let sql = "INSERT OR IGNORE INTO issue_labels (issue_id, label) VALUES (?1, ?2)";
    let mut insert = connection.prepare_cached(sql)?;
    for label in labels {
        insert.execute((id, label))?;
    }
    Ok(())
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Issue> {
    Ok(Issue {
        id: row.get("id")?,
        reference: row.get("ref")?,
        project: row.get("project")?,
        title: row.get("title")?,
        description: row.get("description")?,
        status: row.get::<_, Word<_>>("status")?.0,
        priority: row.get::<_, Word<_>>("priority")?.0,
        kind: row.get::<_, Word<_>>("type")?.0,
        assignee: row.get("assignee")?,
        labels: labels(row)?,
        comments: row.get("comments")?,
        created_by: row.get("created_by")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

fn labels(row: &Row<'_>) -> rusqlite::Result<Vec<String>> {
    let column = row.as_ref().column_index("labels")?;
    serde_json::from_str(row.get_ref(column)?.as_str()?).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, error.into())
    })
}

//! Projects in the database.

use rusqlite::{Connection, OptionalExtension as _, Row, named_params};

use super::word::Word;
use super::{NOW, count, offset, page_of, rows};
use crate::backend::error::Error;
use crate::model::{NewProject, Page, Project, ProjectChanges, ProjectFilters};

const COLUMNS: &str = "
    p.id, p.key, p.name, p.description, p.status, p.created_at, p.updated_at,
    (SELECT count(*) FROM issues i
     WHERE i.project_id = p.id AND i.status NOT IN ('done', 'canceled')) AS open_issues";

/// The id of the project with this key or id.
pub(in crate::backend) fn find(connection: &Connection, name: &str) -> Result<Option<i64>, Error> {
    let sql = "SELECT id FROM projects WHERE id = ?1 OR key = ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row((name.parse::<i64>().ok(), name.to_uppercase()), |row| {
        row.get(0)
    });
    Ok(found.optional()?)
}

pub(in crate::backend) fn list(
    connection: &Connection,
    filters: &ProjectFilters,
) -> Result<Page<Project>, Error> {
    let status = Word(filters.status);
    let matching = "FROM projects p WHERE (:status IS NULL OR p.status = :status)";
    let items = rows(
        connection,
        &format!("SELECT {COLUMNS} {matching} ORDER BY p.key LIMIT :limit OFFSET :offset"),
        named_params! {
            ":status": status,
            ":limit": u32::from(filters.pagesize),
            ":offset": offset(filters.page, filters.pagesize),
        },
        read,
    )?;
    let total = count(
        connection,
        &format!("SELECT count(*) {matching}"),
        named_params! { ":status": status },
    )?;
    Ok(page_of(items, filters.page, filters.pagesize, total))
}

pub(in crate::backend) fn get(connection: &Connection, id: i64) -> Result<Project, Error> {
    let sql = format!("SELECT {COLUMNS} FROM projects p WHERE p.id = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([id], read)?)
}

pub(in crate::backend) fn create(
    connection: &Connection,
    project: &NewProject,
) -> Result<Project, Error> {
    if find(connection, &project.key)?.is_some() {
        let message = format!("A project with the key {} already exists", project.key);
        return Err(Error::Conflict(message));
    }
    let sql = format!(
        "INSERT INTO projects (key, name, description, status, created_at, updated_at)
         VALUES (?1, ?2, ?3, 'active', {NOW}, {NOW}) RETURNING id"
    );
    let params = (&project.key, &project.name, &project.description);
    let id = connection
        .prepare_cached(&sql)?
        .query_row(params, |row| row.get(0))?;
    get(connection, id)
}

pub(in crate::backend) fn update(
    connection: &Connection,
    id: i64,
    changes: &ProjectChanges,
) -> Result<Project, Error> {
    let sql = format!(
        "UPDATE projects SET
             name = coalesce(:name, name),
             description = coalesce(:description, description),
             status = coalesce(:status, status),
             updated_at = {NOW}
         WHERE id = :id"
    );
    connection.prepare_cached(&sql)?.execute(named_params! {
        ":id": id,
        ":name": changes.name,
        ":description": changes.description,
        ":status": Word(changes.status),
    })?;
    get(connection, id)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Project> {
    Ok(Project {
        id: row.get("id")?,
        key: row.get("key")?,
        name: row.get("name")?,
        description: row.get("description")?,
        status: row.get::<_, Word<_>>("status")?.0,
        open_issues: row.get("open_issues")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

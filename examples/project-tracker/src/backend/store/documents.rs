//! Documents in the database.

use rusqlite::{Connection, Row};

use super::NOW;
use super::list::{List, Patch};
use super::refer::{DOCUMENT, Named, PROJECT, changed};
use super::thing::{Thing, Written};
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::model::{Document, DocumentChanges, DocumentDetail, DocumentFilters, NewDocument, Page};

const COLUMNS: &str = "
    d.id, d.title, d.created_by, d.updated_by, d.created_at, d.updated_at,
    (SELECT p.key FROM projects p WHERE p.id = d.project_id) AS project,
    trim(replace(substr(d.body, 1, 200), char(10), ' ')) AS excerpt";

impl Thing for Document {
    type Filters = DocumentFilters;
    type Detail = DocumentDetail;

    const NAMED: Named = DOCUMENT;

    /// Documents, the newest changed first.
    fn list(
        connection: &Connection,
        me: &Caller,
        filters: &DocumentFilters,
    ) -> Result<Page<Self>, Error> {
        let project = PROJECT.of_any(connection, me.org, "project", filters.project.as_deref())?;
        List::of(
            me.org,
            "FROM documents d WHERE d.org_id = ? AND d.deleted_at IS NULL",
        )
        .only("d.project_id = ?", project)
        .only(
            "instr(lower(d.title || char(10) || d.body), lower(?)) > 0",
            filters.search.as_ref(),
        )
        .page(
            connection,
            COLUMNS,
            "d.updated_at DESC, d.id DESC",
            (filters.page, filters.pagesize),
            read,
        )
    }

    /// One document with its text.
    fn get(connection: &Connection, id: i64) -> Result<Self::Detail, Error> {
        let sql = format!("SELECT {COLUMNS}, d.body FROM documents d WHERE d.id = ?1");
        let found = connection.prepare_cached(&sql)?.query_row([id], |row| {
            Ok(DocumentDetail {
                document: read(row)?,
                body: row.get("body")?,
            })
        });
        Ok(found?)
    }
}

impl Written for Document {
    type New = NewDocument;
    type Changes = DocumentChanges;

    /// Writes a document.
    fn create(
        connection: &Connection,
        me: &Caller,
        document: &NewDocument,
    ) -> Result<Self::Detail, Error> {
        let project = document.project.as_deref();
        let project = PROJECT.of_any(connection, me.org, "project", project)?;
        let sql = format!(
            "INSERT INTO documents (org_id, project_id, title, body, created_by, updated_by,
                                   created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?5, {NOW}, {NOW}) RETURNING id"
        );
        let params = (me.org, project, &document.title, &document.body, &me.name);
        let id = connection
            .prepare_cached(&sql)?
            .query_row(params, |row| row.get(0))?;
        Self::get(connection, id)
    }

    /// Changes a document.
    fn update(
        connection: &Connection,
        me: &Caller,
        id: i64,
        changes: &DocumentChanges,
    ) -> Result<Self::Detail, Error> {
        let project = changed(changes.project.as_ref(), |name| {
            PROJECT.of(connection, me.org, "project", name)
        })?;
        Patch::of("documents")
            .set("title", changes.title.as_ref())
            .set("body", changes.body.as_ref())
            .set("project_id", project)
            .set("updated_by", Some(&me.name))
            .apply(connection, me.org, id, "Another document is like this")?;
        Self::get(connection, id)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Document> {
    Ok(Document {
        id: row.get("id")?,
        title: row.get("title")?,
        project: row.get("project")?,
        excerpt: row.get("excerpt")?,
        created_by: row.get("created_by")?,
        updated_by: row.get("updated_by")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

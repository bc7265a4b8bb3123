//! Documents in the database.

use rusqlite::{Connection, Row};

use super::list::{Columns, List};
use super::refer::{DOCUMENT, Named, PROJECT, changed};
use super::thing::{Thing, Written};
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::model::{Document, DocumentChanges, DocumentDetail, DocumentFilters, NewDocument};

const TAKEN: &str = "Another document is like this";

impl Thing for Document {
    type Filters = DocumentFilters;
    type Detail = DocumentDetail;

    const NAMED: Named = DOCUMENT;
    const COLUMNS: &str = "
        id, title, created_by, updated_by, created_at, updated_at,
        (SELECT p.key FROM projects p WHERE p.id = documents.project_id) AS project,
        trim(replace(substr(body, 1, 200), char(10), ' ')) AS excerpt";
    /// The newest changed first.
    const ORDER: &str = "updated_at DESC, id DESC";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
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

    /// One document with its text.
    fn get(connection: &Connection, id: i64) -> Result<DocumentDetail, Error> {
        let sql = "SELECT body FROM documents WHERE id = ?1";
        let mut statement = connection.prepare_cached(sql)?;
        Ok(DocumentDetail {
            document: Self::one(connection, id, Self::read)?,
            body: statement.query_row([id], |row| row.get(0))?,
        })
    }

    fn only<'a>(
        list: List<'a>,
        connection: &Connection,
        me: &Caller,
        filters: &'a DocumentFilters,
    ) -> Result<List<'a>, Error> {
        let project = PROJECT.of_any(connection, me.org, "project", filters.project.as_deref())?;
        let found = "instr(lower(title || char(10) || body), lower(?)) > 0";
        Ok(list
            .only("project_id = ?", project)
            .only(found, filters.search.as_ref()))
    }
}

impl Written for Document {
    type New = NewDocument;
    type Changes = DocumentChanges;

    fn new_row<'a>(
        connection: &Connection,
        me: &'a Caller,
        document: &'a NewDocument,
    ) -> Result<Columns<'a>, Error> {
        let project = document.project.as_deref();
        let project = PROJECT.of_any(connection, me.org, "project", project)?;
        Ok(Columns::unless(TAKEN)
            .set("title", &document.title)
            .set("body", &document.body)
            .set("project_id", project)
            .set("created_by", &me.name)
            .set("updated_by", &me.name))
    }

    fn changed_row<'a>(
        connection: &Connection,
        me: &'a Caller,
        _: i64,
        changes: &'a DocumentChanges,
    ) -> Result<Columns<'a>, Error> {
        let project = changed(changes.project.as_ref(), |name| {
            PROJECT.of(connection, me.org, "project", name)
        })?;
        Ok(Columns::unless(TAKEN)
            .set_any("title", changes.title.as_ref())
            .set_any("body", changes.body.as_ref())
            .set_any("project_id", project)
            .set("updated_by", &me.name))
    }
}

//! Labels in the database, and which issues have them.

use rusqlite::{Connection, Row};

use super::list::{List, Patch};
use super::refer::{LABEL, Named};
use super::thing::{Thing, Written};
use super::{NOW, rows, unique};
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::model::{Label, LabelChanges, LabelFilters, NewLabel, Page};

/// The colour of a label that nobody gave one.
const GREY: &str = "#9aa0a6";

const COLUMNS: &str = "
    l.id, l.name, l.color, l.description,
    (SELECT count(*) FROM issue_labels h JOIN issues i ON i.id = h.issue_id
     WHERE h.label_id = l.id AND i.deleted_at IS NULL) AS issues";

const TAKEN: &str = "Another label has this name";

impl Thing for Label {
    type Filters = LabelFilters;
    type Detail = Label;

    const NAMED: Named = LABEL;

    /// Labels, by name.
    fn list(
        connection: &Connection,
        me: &Caller,
        filters: &LabelFilters,
    ) -> Result<Page<Self>, Error> {
        List::of(
            me.org,
            "FROM labels l WHERE l.org_id = ? AND l.deleted_at IS NULL",
        )
        .page(
            connection,
            COLUMNS,
            "l.name",
            (filters.page, filters.pagesize),
            read,
        )
    }

    /// One label.
    fn get(connection: &Connection, id: i64) -> Result<Self::Detail, Error> {
        let sql = format!("SELECT {COLUMNS} FROM labels l WHERE l.id = ?1");
        Ok(connection.prepare_cached(&sql)?.query_row([id], read)?)
    }
}

impl Written for Label {
    type New = NewLabel;
    type Changes = LabelChanges;

    /// Creates a label.
    fn create(
        connection: &Connection,
        me: &Caller,
        label: &NewLabel,
    ) -> Result<Self::Detail, Error> {
        let sql = format!(
            "INSERT INTO labels (org_id, name, color, description, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, {NOW}, {NOW}) RETURNING id"
        );
        let color = label.color.as_deref().unwrap_or(GREY);
        let id = connection
            .prepare_cached(&sql)?
            .query_row((me.org, &label.name, color, &label.description), |row| {
                row.get(0)
            });
        Self::get(connection, unique(id, || TAKEN.into())?)
    }

    /// Changes a label.
    fn update(
        connection: &Connection,
        me: &Caller,
        id: i64,
        changes: &LabelChanges,
    ) -> Result<Self::Detail, Error> {
        Patch::of("labels")
            .set("name", changes.name.as_ref())
            .set("color", changes.color.as_ref())
            .set("description", changes.description.as_ref())
            .apply(connection, me.org, id, TAKEN)?;
        Self::get(connection, id)
    }
}

/// The labels of an issue, by name.
pub(super) fn of_issue(connection: &Connection, issue: i64) -> Result<Vec<Label>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM labels l JOIN issue_labels o ON o.label_id = l.id
         WHERE o.issue_id = ?1 AND l.deleted_at IS NULL ORDER BY l.name"
    );
    rows(connection, &sql, [issue], read)
}

/// Gives an issue these labels and no others; those that are not there yet are made.
pub(super) fn give(
    connection: &Connection,
    org: i64,
    issue: i64,
    names: &[String],
) -> Result<(), Error> {
    connection
        .prepare_cached("DELETE FROM issue_labels WHERE issue_id = ?1")?
        .execute([issue])?;
    let make = format!(
        "INSERT INTO labels (org_id, name, color, description, created_at, updated_at)
         VALUES (?1, ?2, ?3, '', {NOW}, {NOW}) ON CONFLICT DO NOTHING"
    );
    // The same label twice is one label.
    let give = "INSERT OR IGNORE INTO issue_labels (org_id, issue_id, label_id)
                SELECT org_id, ?3, id FROM labels WHERE org_id = ?1 AND name = ?2 AND deleted_at IS NULL";
    for name in names {
        connection
            .prepare_cached(&make)?
            .execute((org, name, GREY))?;
        connection
            .prepare_cached(give)?
            .execute((org, name, issue))?;
    }
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Label> {
    Ok(Label {
        id: row.get("id")?,
        name: row.get("name")?,
        color: row.get("color")?,
        description: row.get("description")?,
        issues: row.get("issues")?,
    })
}

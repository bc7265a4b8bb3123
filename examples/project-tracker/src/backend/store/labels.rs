//! Labels in the database, and which issues have them.

use rusqlite::{Connection, Row};

use super::list::Columns;
use super::refer::{LABEL, Named};
use super::thing::{Thing, Written};
use super::{NOW, rows};
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::model::{Label, LabelChanges, LabelFilters, NewLabel};

/// The colour of a label that nobody gave one.
const GREY: &str = "#9aa0a6";

const TAKEN: &str = "Another label has this name";

impl Thing for Label {
    type Filters = LabelFilters;
    type Detail = Label;

    const NAMED: Named = LABEL;
    const COLUMNS: &str = "
        id, name, color, description,
        (SELECT count(*) FROM issue_labels h JOIN issues i ON i.id = h.issue_id
         WHERE h.label_id = labels.id AND i.deleted_at IS NULL) AS issues";
    const ORDER: &str = "name";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            color: row.get("color")?,
            description: row.get("description")?,
            issues: row.get("issues")?,
        })
    }

    fn get(connection: &Connection, id: i64) -> Result<Self, Error> {
        Self::one(connection, id, Self::read)
    }
}

impl Written for Label {
    type New = NewLabel;
    type Changes = LabelChanges;

    fn new_row<'a>(_: &Connection, _: &Caller, label: &'a NewLabel) -> Result<Columns<'a>, Error> {
        Ok(Columns::unless(TAKEN)
            .set("name", &label.name)
            .set("color", label.color.as_deref().unwrap_or(GREY))
            .set("description", &label.description))
    }

    fn changed_row<'a>(
        _: &Connection,
        _: &Caller,
        _: i64,
        changes: &'a LabelChanges,
    ) -> Result<Columns<'a>, Error> {
        Ok(Columns::unless(TAKEN)
            .set_any("name", changes.name.as_ref())
            .set_any("color", changes.color.as_ref())
            .set_any("description", changes.description.as_ref()))
    }
}

/// The labels of an issue, by name.
pub(super) fn of_issue(connection: &Connection, issue: i64) -> Result<Vec<Label>, Error> {
    let sql = format!(
        "SELECT {} FROM labels WHERE id IN (SELECT label_id FROM issue_labels WHERE issue_id = ?1)
         AND deleted_at IS NULL ORDER BY name",
        Label::COLUMNS
    );
    rows(connection, &sql, [issue], Label::read)
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

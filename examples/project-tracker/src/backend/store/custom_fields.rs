//! Custom fields in the database, and what issues have in them.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::list::Columns;
use super::refer::{CUSTOM_FIELD, Named};
use super::thing::{Thing, Written};
use super::word::{Json, Word};
use super::{count, rows};
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::backend::value::date;
use crate::model::{
    CustomField, CustomFieldChanges, CustomFieldFilters, FieldType, FieldValue, NewCustomField,
    Scalar,
};

/// How many fields an org has at most: each issue is shown with all of them.
const MOST_FIELDS: u32 = 50;
const LONGEST_TEXT: usize = 500;

const TAKEN: &str = "Another custom field has this key";

impl Thing for CustomField {
    type Filters = CustomFieldFilters;
    type Detail = CustomField;

    const NAMED: Named = CUSTOM_FIELD;
    const COLUMNS: &str = "id, key, name, type, options, created_at, updated_at";
    /// The oldest first.
    const ORDER: &str = "id";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            key: row.get("key")?,
            name: row.get("name")?,
            kind: row.get::<_, Word<_>>("type")?.0,
            options: row.get::<_, Json<_>>("options")?.0,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }

    fn get(connection: &Connection, id: i64) -> Result<Self, Error> {
        Self::one(connection, id, Self::read)
    }
}

impl Written for CustomField {
    type New = NewCustomField;
    type Changes = CustomFieldChanges;

    fn new_row<'a>(
        connection: &Connection,
        me: &Caller,
        field: &'a NewCustomField,
    ) -> Result<Columns<'a>, Error> {
        check_options(field.kind, &field.options)?;
        let sql = "SELECT count(*) FROM custom_fields WHERE org_id = ?1 AND deleted_at IS NULL";
        if count(connection, sql, [me.org])? >= MOST_FIELDS {
            let message =
                format!("There are {MOST_FIELDS} custom fields already; delete others first");
            return Err(Error::Conflict(message));
        }
        Ok(Columns::unless(TAKEN)
            .set("key", &field.key)
            .set("name", &field.name)
            .set("type", Word(field.kind))
            .set("options", Json(&field.options)))
    }

    /// A choice that is gone stays with the issues that have it.
    fn changed_row<'a>(
        connection: &Connection,
        _: &'a Caller,
        id: i64,
        changes: &'a CustomFieldChanges,
    ) -> Result<Columns<'a>, Error> {
        if let Some(options) = &changes.options {
            check_options(Self::get(connection, id)?.kind, options)?;
        }
        Ok(Columns::unless(TAKEN)
            .set_any("name", changes.name.as_ref())
            .set_any("options", changes.options.as_ref().map(Json)))
    }
}

/// All fields of the org, with what an issue has in them.
pub(super) fn of_issue(connection: &Connection, issue: i64) -> Result<Vec<FieldValue>, Error> {
    let sql = "SELECT f.key, f.name, f.type, v.value
               FROM issues i JOIN custom_fields f ON f.org_id = i.org_id AND f.deleted_at IS NULL
               LEFT JOIN issue_fields v ON v.field_id = f.id AND v.issue_id = i.id
               WHERE i.id = ?1 ORDER BY f.id";
    rows(connection, sql, [issue], |row| {
        let value: Option<Json<_>> = row.get("value")?;
        Ok(FieldValue {
            key: row.get("key")?,
            name: row.get("name")?,
            kind: row.get::<_, Word<_>>("type")?.0,
            value: value.map(|value| value.0),
        })
    })
}

/// Gives an issue new values, and takes those away that are null.
pub(super) fn give(
    connection: &Connection,
    org: i64,
    issue: i64,
    values: &BTreeMap<String, Option<Scalar>>,
) -> Result<(), Error> {
    let mut problems = Vec::new();
    for (key, value) in values {
        let field = by_key(connection, org, key)?;
        let fits = match (&field, value) {
            (None, _) => Err("no custom field has this key".into()),
            (Some(_), None) => Ok(()),
            (Some(field), Some(value)) => fits(field, value),
        };
        match (field, fits) {
            (Some(field), Ok(())) => set(connection, org, issue, field.id, value.as_ref())?,
            (_, Err(problem)) => problems.push(format!("custom_fields.{key}: {problem}")),
            (None, Ok(())) => {}
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

fn set(
    connection: &Connection,
    org: i64,
    issue: i64,
    field: i64,
    value: Option<&Scalar>,
) -> Result<(), Error> {
    match value {
        None => connection
            .prepare_cached("DELETE FROM issue_fields WHERE issue_id = ?1 AND field_id = ?2")?
            .execute([issue, field])?,
        Some(value) => {
            let sql = "INSERT INTO issue_fields (org_id, issue_id, field_id, value) VALUES (?1, ?2, ?3, ?4)
                       ON CONFLICT (issue_id, field_id) DO UPDATE SET value = excluded.value";
            let mut statement = connection.prepare_cached(sql)?;
            statement.execute((org, issue, field, Json(value)))?
        }
    };
    Ok(())
}

fn by_key(connection: &Connection, org: i64, key: &str) -> Result<Option<CustomField>, Error> {
    let sql = format!(
        "SELECT {} FROM custom_fields WHERE org_id = ?1 AND key = ?2 AND deleted_at IS NULL",
        CustomField::COLUMNS
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_row((org, key), CustomField::read);
    Ok(found.optional()?)
}

fn fits(field: &CustomField, value: &Scalar) -> Result<(), String> {
    match (field.kind, value) {
        (FieldType::Number, Scalar::Number(_)) => Ok(()),
        (FieldType::Number, Scalar::Text(_)) => Err("must be a number".into()),
        (_, Scalar::Number(_)) => Err("must be a string".into()),
        (FieldType::Text, Scalar::Text(text)) => {
            let length = text.chars().count();
            if (1..=LONGEST_TEXT).contains(&length) && !text.contains(char::is_control) {
                Ok(())
            } else {
                Err(format!(
                    "must be one line of 1 to {LONGEST_TEXT} characters"
                ))
            }
        }
        (FieldType::Select, Scalar::Text(text)) if field.options.contains(text) => Ok(()),
        (FieldType::Select, _) => Err(format!("must be one of {}", field.options.join(", "))),
        (FieldType::Date, Scalar::Text(text)) => date(&text.as_str().into()).map(drop),
    }
}

fn check_options(kind: FieldType, options: &[String]) -> Result<(), Error> {
    let problem = match (kind, options) {
        (FieldType::Select, []) => "options: a select needs at least one",
        (FieldType::Select, options) if has_twice(options) => "options: none may be there twice",
        (FieldType::Select, _) | (_, []) => return Ok(()),
        _ => "options: only a select has options",
    };
    Err(Error::Invalid(vec![problem.into()]))
}

fn has_twice(options: &[String]) -> bool {
    let mut sorted: Vec<_> = options.iter().collect();
    sorted.sort();
    sorted.windows(2).any(|pair| pair[0] == pair[1])
}

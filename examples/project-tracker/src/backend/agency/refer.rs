//! What rows refer to: it has to be there, in the same division, and to agree with the row that refers to it.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension as _};

use super::custom;
use super::kind::{Kind, Reference};
use super::record::{Change, Record};
use super::resource::{Column, Resource};
use crate::backend::error::Error;

/// Refuses a row whose values do not fit the rest of the database.
pub(super) fn check(
    connection: &Connection,
    resource: &'static Resource,
    division: i64,
    change: &Change<'_>,
    row: &Record,
) -> Result<(), Error> {
    let mut problems = Vec::new();
    for column in resource.written() {
        let found = match (column.kind, row.get(column.name)) {
            (Kind::Reference(to), Sql::Integer(id)) => {
                let settled = !change.touches(column.name)
                    && to.same.is_none_or(|same| !change.touches(same));
                if settled {
                    continue;
                }
                reference(connection, division, to, *id, row)?
            }
            (_, _) if !change.touches(column.name) => continue,
            (Kind::References(to), Sql::Text(ids)) => absent(connection, division, to, ids)?,
            (Kind::Custom, Sql::Text(values)) => {
                problems.extend(custom::check(connection, division, column.name, values)?);
                None
            }
            _ => None,
        };
        problems.extend(found.map(|problem| told(column, &problem)));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

/// Refuses a value that another living row has where each must have its own.
pub(super) fn check_unique(
    connection: &Connection,
    resource: &'static Resource,
    division: i64,
    change: &Change<'_>,
    id: Option<i64>,
) -> Result<(), Error> {
    let Some(row) = change.after else {
        return Ok(());
    };
    for name in resource.unique.iter().filter(|name| change.touches(name)) {
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM {} AS t WHERE t.division_id = ?1 AND t.deleted_at IS NULL
             AND t.\"{name}\" = ?2 COLLATE NOCASE AND t.id IS NOT ?3)",
            resource.table
        );
        let taken: bool = connection
            .prepare_cached(&sql)?
            .query_row((division, row.get(name), id), |row| row.get(0))?;
        if taken {
            let one = resource.one;
            return Err(Error::Conflict(format!("{name}: another {one} has it")));
        }
    }
    Ok(())
}

fn told(column: &Column, problem: &str) -> String {
    format!("{}: {problem}", column.name)
}

fn reference(
    connection: &Connection,
    division: i64,
    to: Reference,
    id: i64,
    row: &Record,
) -> Result<Option<String>, Error> {
    let sql = format!(
        "SELECT t.\"{}\" FROM {} AS t WHERE t.division_id = ?1 AND t.id = ?2 AND t.deleted_at IS NULL",
        to.same.unwrap_or("id"),
        to.to.table
    );
    let found: Option<Sql> = connection
        .prepare_cached(&sql)?
        .query_row([division, id], |row| row.get(0))
        .optional()?;
    Ok(match (found, to.same) {
        (None, _) => Some(format!("no {} has this id", to.to.one)),
        (Some(found), Some(same)) if found != *row.get(same) => {
            Some(format!("this {} has another {same}", to.to.one))
        }
        _ => None,
    })
}

/// The first of the ids that is of nothing.
fn absent(
    connection: &Connection,
    division: i64,
    to: &Resource,
    ids: &str,
) -> Result<Option<String>, Error> {
    let sql = format!(
        "SELECT e.value FROM json_each(?2) e WHERE NOT EXISTS (SELECT 1 FROM {} AS t
         WHERE t.division_id = ?1 AND t.id = e.value AND t.deleted_at IS NULL) LIMIT 1",
        to.table
    );
    let absent: Option<i64> = connection
        .prepare_cached(&sql)?
        .query_row((division, ids), |row| row.get(0))
        .optional()?;
    Ok(absent.map(|id| format!("no {} has the id {id}", to.one)))
}

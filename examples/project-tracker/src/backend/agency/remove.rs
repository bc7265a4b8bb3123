//! Deleting a row with its parts, unless something else refers to one of them.

use rusqlite::Connection;

use super::kind::Kind;
use super::resource::{Column, Resource};
use super::resources::RESOURCES;
use crate::backend::error::Error;
use crate::backend::store::{NOW, rows};

/// Marks the row and all its parts as deleted, then looks whether any living row still refers to one of them.
pub(super) fn with_parts(
    connection: &Connection,
    resource: &'static Resource,
    division: i64,
    id: i64,
) -> Result<(), Error> {
    let mut gone = vec![(resource, id)];
    let mut at = 0;
    while let Some((resource, id)) = gone.get(at).copied() {
        mark(connection, resource, division, id)?;
        for (owner, column) in referring(resource, true) {
            let sql = format!("SELECT t.id FROM {}", living(owner, column));
            let parts = rows(connection, &sql, [division, id], |row| row.get(0))?;
            gone.extend(parts.into_iter().map(|part| (owner, part)));
        }
        at += 1;
    }
    let mut users: Vec<(String, i64)> = Vec::new();
    for (resource, id) in gone {
        for (owner, column) in referring(resource, false) {
            let sql = format!("SELECT count(*) FROM {}", living(owner, column));
            let count: i64 = connection
                .prepare_cached(&sql)?
                .query_row([division, id], |row| row.get(0))?;
            note(&mut users, owner, column, count);
        }
    }
    refuse_if_used(resource, &users)
}

fn mark(connection: &Connection, resource: &Resource, division: i64, id: i64) -> Result<(), Error> {
    let sql = format!(
        "UPDATE {} SET deleted_at = {NOW}, updated_at = {NOW} WHERE division_id = ?1 AND id = ?2
         AND deleted_at IS NULL",
        resource.table
    );
    connection.prepare_cached(&sql)?.execute([division, id])?;
    Ok(())
}

/// The stored columns that refer to a resource, as parts of it or not.
fn referring(
    to: &'static Resource,
    as_parts: bool,
) -> impl Iterator<Item = (&'static Resource, &'static Column)> {
    RESOURCES.into_iter().flat_map(move |owner| {
        let columns = owner.written().filter(move |column| match column.kind {
            Kind::Reference(found) => std::ptr::eq(found.to, to) && found.part == as_parts,
            Kind::References(found) => std::ptr::eq(found, to) && !as_parts,
            _ => false,
        });
        columns.map(move |column| (owner, column))
    })
}

/// The living rows of a division, `?1`, that refer to the row `?2`.
fn living(owner: &Resource, column: &Column) -> String {
    let refers = match column.kind {
        Kind::References(_) => {
            format!(
                "EXISTS (SELECT 1 FROM json_each({}) e WHERE e.value = ?2)",
                column.sql()
            )
        }
        _ => format!("{} = ?2", column.sql()),
    };
    format!(
        "{} AS t WHERE t.division_id = ?1 AND t.deleted_at IS NULL AND {refers}",
        owner.table
    )
}

fn note(users: &mut Vec<(String, i64)>, owner: &Resource, column: &Column, count: i64) {
    let name = format!("{}.{}", owner.name, column.name);
    match users.iter_mut().find(|(known, _)| *known == name) {
        Some((_, counted)) => *counted += count,
        None if count > 0 => users.push((name, count)),
        None => {}
    }
}

fn refuse_if_used(resource: &Resource, users: &[(String, i64)]) -> Result<(), Error> {
    if users.is_empty() {
        return Ok(());
    }
    let users: Vec<_> = users
        .iter()
        .map(|(name, count)| format!("{name} ({count})"))
        .collect();
    Err(Error::Conflict(format!(
        "The {} or a part of it is still referred to by {}; delete or change these first",
        resource.one,
        users.join(", ")
    )))
}

//! Creating, changing and deleting: each inside one transaction, so that what was checked is still so when it is done.

use rusqlite::Connection;

use super::body::Changes;
use super::caller::Caller;
use super::record::{Change, Record};
use super::remove;
use super::resource::Resource;
use super::{refer, store};
use crate::backend::error::Error;

/// Writes a new row and says its id.
pub(super) fn create(
    connection: &Connection,
    resource: &'static Resource,
    caller: &Caller,
    row: &Record,
) -> Result<i64, Error> {
    caller.may_write(resource, row)?;
    let change = Change {
        before: None,
        after: Some(row),
    };
    refer::check(connection, resource, caller.division, &change, row)?;
    (resource.rule)(&change)?;
    refer::check_unique(connection, resource, caller.division, &change, None)?;
    store::insert(connection, resource, caller.division, row)
}

/// Changes a row.
pub(super) fn update(
    connection: &Connection,
    resource: &'static Resource,
    caller: &Caller,
    id: i64,
    changes: &Changes,
) -> Result<(), Error> {
    let before = store::record(connection, resource, caller.division, id)?;
    caller.may_write(resource, &before)?;
    let mut after = before.clone();
    for (column, value) in changes {
        after.set(column.name, value.clone());
    }
    caller.may_write(resource, &after)?;
    let change = Change {
        before: Some(&before),
        after: Some(&after),
    };
    refer::check(connection, resource, caller.division, &change, &after)?;
    (resource.rule)(&change)?;
    refer::check_unique(connection, resource, caller.division, &change, Some(id))?;
    store::update(connection, resource, caller.division, id, changes)
}

/// Deletes a row and what is part of it. It stays in the table, where no request finds it any more.
pub(super) fn delete(
    connection: &Connection,
    resource: &'static Resource,
    caller: &Caller,
    id: i64,
) -> Result<(), Error> {
    let before = store::record(connection, resource, caller.division, id)?;
    caller.may_write(resource, &before)?;
    (resource.rule)(&Change {
        before: Some(&before),
        after: None,
    })?;
    remove::with_parts(connection, resource, caller.division, id)
}

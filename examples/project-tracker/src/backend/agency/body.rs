//! What a body says a row is to be, each fault under the name of its field.

use rusqlite::types::Value as Sql;

use super::caller::Caller;
use super::record::Record;
use super::resource::{Access, Column, Preset, Resource};
use crate::backend::error::Error;
use crate::backend::fields::Fields;
use crate::backend::moment;

/// The columns a body changes, and what to.
pub(super) type Changes = Vec<(&'static Column, Sql)>;

/// Reads a row that is to be created.
pub(super) fn creation(
    resource: &'static Resource,
    caller: &Caller,
    mut fields: Fields,
) -> Result<Record, Error> {
    let mut row = Vec::new();
    for column in resource.written() {
        let given = read(column, &mut fields);
        let absent = matches!(given, Ok(None));
        let value = given.ok().flatten().or_else(|| preset(column, caller));
        if absent && value.is_none() && !column.nullable() {
            fields.problem(column.name, "is required");
        }
        row.push((column, value.unwrap_or(Sql::Null)));
    }
    refuse_the_rest(resource, &mut fields);
    fields.finish()?;
    Ok(Record::new(row))
}

/// Reads what is to be changed in a row.
pub(super) fn changes(resource: &'static Resource, mut fields: Fields) -> Result<Changes, Error> {
    fields.refuse_empty();
    let mut changes = Vec::new();
    for column in resource.written() {
        if column.access == Access::Fixed {
            if fields.take(column.name) {
                fields.problem(column.name, "cannot be changed once it is created");
            }
        } else if let Ok(Some(value)) = read(column, &mut fields) {
            changes.push((column, value));
        }
    }
    refuse_the_rest(resource, &mut fields);
    fields.finish()?;
    Ok(changes)
}

/// Nothing if the field is not there; an error, already noted, if it is not good.
fn read(column: &'static Column, fields: &mut Fields) -> Result<Option<Sql>, ()> {
    if !fields.has(column.name) {
        return Ok(None);
    }
    match fields.nullable(column.name, |value| column.kind.read(value)) {
        Some(Some(value)) => Ok(Some(value)),
        Some(None) if column.nullable() => Ok(Some(Sql::Null)),
        Some(None) => {
            fields.problem(column.name, "must not be null");
            Err(())
        }
        None => Err(()),
    }
}

fn preset(column: &Column, caller: &Caller) -> Option<Sql> {
    match column.preset? {
        Preset::Word(word) => Some(Sql::Text(word.to_owned())),
        Preset::Number(number) => Some(Sql::Integer(number)),
        Preset::Today => Some(Sql::Text(moment::today().to_string())),
        Preset::Caller => caller.contact.map(Sql::Integer),
    }
}

fn refuse_the_rest(resource: &'static Resource, fields: &mut Fields) {
    for column in resource.columns() {
        if column.access == Access::Server && fields.take(column.name) {
            fields.problem(column.name, "is set by the server");
        }
    }
}

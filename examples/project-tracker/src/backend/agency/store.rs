//! The SQL of every resource, written from its table. Names come from the table; what callers say is always a parameter.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension as _, Row, params_from_iter};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::query::Selection;
use super::record::Record;
use super::resource::{Column, Resource};
use crate::backend::error::Error;
use crate::backend::store::{NOW, offset, rows};
use crate::model::{PageNumber, PageSize};

type Object = Map<String, Json>;

/// Where a page stands in its list, and what the list comes to.
#[derive(Debug, Serialize)]
pub(super) struct Meta {
    page: PageNumber,
    pagesize: PageSize,
    /// How many pages there are.
    pages: i64,
    /// How many rows there are on all pages.
    total: i64,
    /// What the columns that add up come to, on all pages.
    #[serde(skip_serializing_if = "Map::is_empty")]
    totals: Object,
}

/// A page of the rows that a selection is of.
pub(super) fn list(
    connection: &Connection,
    resource: &'static Resource,
    division: i64,
    selection: &Selection,
) -> Result<(Vec<Object>, Meta), Error> {
    let (condition, mut params) = condition(division, selection);
    let meta = meta(connection, resource, &condition, &params, selection)?;
    let sql = format!(
        "SELECT {} FROM {} AS t WHERE {condition} ORDER BY {} LIMIT ? OFFSET ?",
        expressions(&selection.columns),
        resource.table,
        selection.order,
    );
    let pagesize = u32::from(selection.pagesize);
    params.push(Sql::Integer(pagesize.into()));
    params.push(Sql::Integer(offset(selection.page, selection.pagesize)));
    let found = rows(connection, &sql, params_from_iter(params), |row| {
        Ok(shown(row, &selection.columns))
    })?;
    Ok((found.into_iter().collect::<Result<_, _>>()?, meta))
}

/// One row as it is shown.
pub(super) fn get(
    connection: &Connection,
    resource: &'static Resource,
    division: i64,
    id: i64,
    columns: &[&'static Column],
) -> Result<Object, Error> {
    let sql = format!(
        "SELECT {} FROM {} AS t WHERE {LIVING} AND t.id = ?",
        expressions(columns),
        resource.table
    );
    let found = connection
        .prepare_cached(&sql)?
        .query_row([division, id], |row| Ok(shown(row, columns)))
        .optional()?;
    found.unwrap_or_else(|| Err(Error::Missing(resource.title())))
}

/// One row as it is kept.
pub(super) fn record(
    connection: &Connection,
    resource: &'static Resource,
    division: i64,
    id: i64,
) -> Result<Record, Error> {
    let columns: Vec<_> = resource.written().collect();
    let sql = format!(
        "SELECT {} FROM {} AS t WHERE {LIVING} AND t.id = ?",
        expressions(&columns),
        resource.table
    );
    let found = connection
        .prepare_cached(&sql)?
        .query_row([division, id], |row| {
            let values = columns.iter().enumerate();
            let values = values.map(|(index, column)| Ok((*column, row.get(index)?)));
            values.collect::<rusqlite::Result<_>>()
        })
        .optional()?;
    found
        .map(Record::new)
        .ok_or_else(|| Error::Missing(resource.title()))
}

/// Writes a new row and says its id.
pub(super) fn insert(
    connection: &Connection,
    resource: &'static Resource,
    division: i64,
    row: &Record,
) -> Result<i64, Error> {
    let names: Vec<_> = row.values().map(|(column, _)| quoted(column)).collect();
    let sql = format!(
        "INSERT INTO {} (division_id, {}, created_at, updated_at) VALUES (?, {}, {NOW}, {NOW}) RETURNING id",
        resource.table,
        names.join(", "),
        vec!["?"; names.len()].join(", ")
    );
    let division = Sql::Integer(division);
    let params = std::iter::once(&division).chain(row.values().map(|(_, value)| value));
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row(params_from_iter(params), |row| row.get(0))?)
}

/// Writes new values into a row.
pub(super) fn update(
    connection: &Connection,
    resource: &'static Resource,
    division: i64,
    id: i64,
    changes: &[(&'static Column, Sql)],
) -> Result<(), Error> {
    let sets = changes
        .iter()
        .map(|(column, _)| format!("{} = ?, ", quoted(column)));
    let sql = format!(
        "UPDATE {} AS t SET {}updated_at = {NOW} WHERE {LIVING} AND t.id = ?",
        resource.table,
        sets.collect::<String>()
    );
    let place = [Sql::Integer(division), Sql::Integer(id)];
    let params = changes.iter().map(|(_, value)| value).chain(&place);
    connection
        .prepare_cached(&sql)?
        .execute(params_from_iter(params))?;
    Ok(())
}

/// What is true of a division's rows that have not been deleted.
const LIVING: &str = "t.division_id = ? AND t.deleted_at IS NULL";

fn condition(division: i64, selection: &Selection) -> (String, Vec<Sql>) {
    let mut sql = LIVING.to_owned();
    let mut params = vec![Sql::Integer(division)];
    for condition in &selection.conditions {
        sql = sql + " AND " + &condition.sql;
        params.extend(condition.params.iter().cloned());
    }
    (sql, params)
}

fn meta(
    connection: &Connection,
    resource: &'static Resource,
    condition: &str,
    params: &[Sql],
    selection: &Selection,
) -> Result<Meta, Error> {
    let summed: Vec<_> = resource.columns().filter(|column| column.summed).collect();
    let sums = summed
        .iter()
        .map(|column| format!(", coalesce(sum({}), 0)", column.sql()));
    let sql = format!(
        "SELECT count(*){} FROM {} AS t WHERE {condition}",
        sums.collect::<String>(),
        resource.table
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let (total, totals) = statement.query_row(params_from_iter(params), |row| {
        let mut totals = Ok(Object::new());
        for (index, column) in summed.iter().enumerate() {
            let sum = column.kind.show(row.get_ref(index + 1)?);
            totals = totals.and_then(|mut totals| {
                totals.insert(column.name.to_owned(), sum?);
                Ok::<_, Error>(totals)
            });
        }
        Ok((row.get::<_, i64>(0)?, totals))
    })?;
    let pagesize = i64::from(u32::from(selection.pagesize));
    Ok(Meta {
        page: selection.page,
        pagesize: selection.pagesize,
        pages: (total + pagesize - 1) / pagesize,
        total,
        totals: totals?,
    })
}

fn expressions(columns: &[&'static Column]) -> String {
    let expressions: Vec<_> = columns.iter().map(|column| column.sql()).collect();
    expressions.join(", ")
}

fn quoted(column: &Column) -> String {
    format!("\"{}\"", column.name)
}

fn shown(row: &Row<'_>, columns: &[&'static Column]) -> Result<Object, Error> {
    let mut object = Object::new();
    for (index, column) in columns.iter().enumerate() {
        let value = column.kind.show(row.get_ref(index)?)?;
        object.insert(column.name.to_owned(), value);
    }
    Ok(object)
}

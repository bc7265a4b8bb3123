//! Lists and changes, put together from what a request names: the SQL is ours, what callers say is always bound.

use std::borrow::Cow;

use rusqlite::{Connection, Row, ToSql, params_from_iter};

use super::{NOW, count, offset, page_of, rows, unique};
use crate::backend::error::Error;
use crate::model::{Page, PageNumber, PageSize};

/// The rows of a list, before it is known which of its pages is wanted.
pub(in crate::backend) struct List<'a> {
    /// From `FROM` to the end of `WHERE`.
    sql: String,
    params: Vec<Box<dyn ToSql + 'a>>,
}

impl<'a> List<'a> {
    /// All that `sql` is of, whose only parameter is the org.
    pub(super) fn of(org: i64, sql: &str) -> Self {
        Self {
            sql: sql.to_owned(),
            params: vec![Box::new(org)],
        }
    }

    /// Only those of which the condition with its one parameter is true, if there is a value for it.
    pub(super) fn only(mut self, condition: &str, value: Option<impl ToSql + 'a>) -> Self {
        if let Some(value) = value {
            self.sql = self.sql + " AND " + condition;
            self.params.push(Box::new(value));
        }
        self
    }

    /// Only those of which a condition without parameters is true, if it is to hold.
    pub(super) fn only_if(mut self, holds: bool, condition: &str) -> Self {
        if holds {
            self.sql = self.sql + " AND " + condition;
        }
        self
    }

    /// One page.
    pub(super) fn page<T>(
        self,
        connection: &Connection,
        columns: &str,
        order: &str,
        (page, pagesize): (PageNumber, PageSize),
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Page<T>, Error> {
        let sql = format!("SELECT count(*) {}", self.sql);
        let total = count(connection, &sql, params_from_iter(&self.params))?;
        let items = self.items(connection, columns, order, (page, pagesize), read)?;
        Ok(page_of(items, page, pagesize, total))
    }

    /// How many there are, which is counted to `most` and no further.
    pub(super) fn counted(&self, connection: &Connection, most: u32) -> Result<u32, Error> {
        let sql = format!("SELECT count(*) FROM (SELECT 1 {} LIMIT {most})", self.sql);
        count(connection, &sql, params_from_iter(&self.params))
    }

    /// What is on one page.
    pub(super) fn items<T>(
        mut self,
        connection: &Connection,
        columns: &str,
        order: &str,
        (page, pagesize): (PageNumber, PageSize),
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        let sql = self.select(columns, order);
        self.params.push(Box::new(u32::from(pagesize)));
        self.params.push(Box::new(offset(page, pagesize)));
        rows(connection, &sql, params_from_iter(&self.params), read)
    }

    /// How one page is asked for: after the values of the conditions, by how many rows it has and how many come before.
    pub(super) fn select(&self, columns: &str, order: &str) -> String {
        format!(
            "SELECT {columns} {} ORDER BY {order} LIMIT ? OFFSET ?",
            self.sql
        )
    }
}

/// What a row is to have in some of its columns.
pub(in crate::backend) struct Columns<'a> {
    /// What is said where another row has one of the values already.
    taken: Cow<'static, str>,
    names: Vec<&'static str>,
    values: Vec<Box<dyn ToSql + 'a>>,
}

impl<'a> Columns<'a> {
    /// None yet. `taken` says what is wrong where another row has a value already.
    pub(super) fn unless(taken: impl Into<Cow<'static, str>>) -> Self {
        Self {
            taken: taken.into(),
            names: Vec::new(),
            values: Vec::new(),
        }
    }

    /// One more.
    pub(super) fn set(mut self, name: &'static str, value: impl ToSql + 'a) -> Self {
        self.names.push(name);
        self.values.push(Box::new(value));
        self
    }

    /// One more, if there is a value for it.
    pub(super) fn set_any(self, name: &'static str, value: Option<impl ToSql + 'a>) -> Self {
        match value {
            Some(value) => self.set(name, value),
            None => self,
        }
    }

    /// Makes a row of an org, notes when, and gives its number.
    pub(super) fn insert(
        self,
        connection: &Connection,
        table: &str,
        org: i64,
    ) -> Result<i64, Error> {
        let row = self.set("org_id", org);
        let sql = format!(
            "INSERT INTO {table} ({}, created_at, updated_at) VALUES ({}{NOW}, {NOW}) RETURNING id",
            row.names.join(", "),
            "?, ".repeat(row.names.len()),
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let id = statement.query_row(params_from_iter(&row.values), |row| row.get(0));
        unique(id, || row.taken.into_owned())
    }

    /// Gives them to a row of an org, and notes when.
    pub(super) fn update(
        mut self,
        connection: &Connection,
        table: &str,
        org: i64,
        id: i64,
    ) -> Result<(), Error> {
        let sets: String = self
            .names
            .iter()
            .map(|name| format!("{name} = ?, "))
            .collect();
        let sql = format!(
            "UPDATE {table} SET {sets}updated_at = {NOW} WHERE org_id = ? AND id = ? AND deleted_at IS NULL"
        );
        self.values.push(Box::new(org));
        self.values.push(Box::new(id));
        let mut statement = connection.prepare_cached(&sql)?;
        let changed = statement.execute(params_from_iter(&self.values));
        unique(changed, || self.taken.into_owned()).map(drop)
    }
}

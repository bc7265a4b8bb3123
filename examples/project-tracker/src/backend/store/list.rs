//! Lists and changes, put together from what a request names: the SQL is ours, what callers say is always bound.

use rusqlite::{Connection, Row, ToSql, params_from_iter};

use super::{NOW, count, offset, page_of, rows, unique};
use crate::backend::error::Error;
use crate::model::{Page, PageNumber, PageSize};

/// The rows of a list, before it is known which of its pages is wanted.
pub(super) struct List<'a> {
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
        mut self,
        connection: &Connection,
        columns: &str,
        order: &str,
        (page, pagesize): (PageNumber, PageSize),
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Page<T>, Error> {
        let sql = format!("SELECT count(*) {}", self.sql);
        let total = count(connection, &sql, params_from_iter(&self.params))?;
        let sql = format!(
            "SELECT {columns} {} ORDER BY {order} LIMIT ? OFFSET ?",
            self.sql
        );
        self.params.push(Box::new(u32::from(pagesize)));
        self.params.push(Box::new(offset(page, pagesize)));
        let items = rows(connection, &sql, params_from_iter(&self.params), read)?;
        Ok(page_of(items, page, pagesize, total))
    }
}

/// What is to change in a row.
pub(super) struct Patch<'a> {
    table: &'static str,
    sets: String,
    params: Vec<Box<dyn ToSql + 'a>>,
}

impl<'a> Patch<'a> {
    /// Nothing yet.
    pub(super) fn of(table: &'static str) -> Self {
        Self {
            table,
            sets: String::new(),
            params: Vec::new(),
        }
    }

    /// One column, if there is a value for it.
    pub(super) fn set(mut self, column: &str, value: Option<impl ToSql + 'a>) -> Self {
        if let Some(value) = value {
            self.sets = self.sets + column + " = ?, ";
            self.params.push(Box::new(value));
        }
        self
    }

    /// Changes the row, and notes when. `taken` says what is wrong where another row has a value already.
    pub(super) fn apply(
        mut self,
        connection: &Connection,
        org: i64,
        id: i64,
        taken: &str,
    ) -> Result<(), Error> {
        let sql = format!(
            "UPDATE {} SET {}updated_at = {NOW} WHERE org_id = ? AND id = ? AND deleted_at IS NULL",
            self.table, self.sets
        );
        self.params.push(Box::new(org));
        self.params.push(Box::new(id));
        let mut statement = connection.prepare_cached(&sql)?;
        unique(statement.execute(params_from_iter(&self.params)), || {
            taken.to_owned()
        })?;
        Ok(())
    }
}

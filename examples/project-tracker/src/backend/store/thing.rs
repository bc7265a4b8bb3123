//! The sorts of things that an org has, and what can be done with each.

use rusqlite::{Connection, Row};

use super::list::{Columns, List};
use super::refer::Named;
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::model::{
    AgentFilters, CustomFieldFilters, DocumentFilters, IntegrationFilters, LabelFilters, Page,
    PageNumber, PageSize, ProjectFilters, SprintFilters, TeamFilters,
};

/// A sort of thing that can be read. What a list shows of one is the type itself.
pub(in crate::backend) trait Thing: Sized + Send + 'static {
    /// Which of them a list is asked for.
    type Filters: Paged + Send + 'static;
    /// One of them by itself.
    type Detail: Send + 'static;

    /// What requests call one, and where they are kept.
    const NAMED: Named;
    /// What is read of one.
    const COLUMNS: &'static str;
    /// Which comes first in a list.
    const ORDER: &'static str;

    /// One of a list.
    fn read(row: &Row<'_>) -> rusqlite::Result<Self>;

    /// The one with this number.
    fn get(connection: &Connection, id: i64) -> Result<Self::Detail, Error>;

    /// Only those of the list that the filters let through.
    fn only<'a>(
        list: List<'a>,
        _connection: &Connection,
        _me: &Caller,
        _filters: &'a Self::Filters,
    ) -> Result<List<'a>, Error> {
        Ok(list)
    }

    /// A page of the caller's org.
    fn list(
        connection: &Connection,
        me: &Caller,
        filters: &Self::Filters,
    ) -> Result<Page<Self>, Error> {
        let sql = format!(
            "FROM {} WHERE org_id = ? AND deleted_at IS NULL",
            Self::NAMED.table
        );
        let list = Self::only(List::of(me.org, &sql), connection, me, filters)?;
        let paging = filters.paging();
        list.page(connection, Self::COLUMNS, Self::ORDER, paging, Self::read)
    }

    /// What the columns say of the one with this number.
    fn one<T>(
        connection: &Connection,
        id: i64,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, Error> {
        let (columns, table) = (Self::COLUMNS, Self::NAMED.table);
        let sql = format!("SELECT {columns} FROM {table} WHERE id = ?1");
        Ok(connection.prepare_cached(&sql)?.query_row([id], read)?)
    }
}

/// A sort of thing that can be written too.
pub(in crate::backend) trait Written: Thing {
    /// One that is to be.
    type New: Send + 'static;
    /// What is to be different about one.
    type Changes: Send + 'static;

    /// What the row of a new one has, or why there cannot be one.
    fn new_row<'a>(
        connection: &Connection,
        me: &'a Caller,
        new: &'a Self::New,
    ) -> Result<Columns<'a>, Error>;

    /// What is to be different in the row of one, or why it cannot be.
    fn changed_row<'a>(
        connection: &Connection,
        me: &'a Caller,
        id: i64,
        changes: &'a Self::Changes,
    ) -> Result<Columns<'a>, Error>;

    /// Makes one in the caller's org.
    fn create(
        connection: &Connection,
        me: &Caller,
        new: &Self::New,
    ) -> Result<Self::Detail, Error> {
        let row = Self::new_row(connection, me, new)?;
        let id = row.insert(connection, Self::NAMED.table, me.org)?;
        Self::get(connection, id)
    }

    /// Changes one of the caller's org.
    fn update(
        connection: &Connection,
        me: &Caller,
        id: i64,
        changes: &Self::Changes,
    ) -> Result<Self::Detail, Error> {
        let row = Self::changed_row(connection, me, id, changes)?;
        row.update(connection, Self::NAMED.table, me.org, id)?;
        Self::get(connection, id)
    }

    /// Deletes one of the caller's org.
    fn delete(connection: &Connection, me: &Caller, id: i64) -> Result<(), Error> {
        Self::NAMED.delete(connection, me.org, id)
    }
}

/// Which of a list, and which page of it.
pub(in crate::backend) trait Paged {
    /// The page.
    fn paging(&self) -> (PageNumber, PageSize);
}

macro_rules! paged {
    ($($filters:ty),* $(,)?) => {$(
        impl Paged for $filters {
            fn paging(&self) -> (PageNumber, PageSize) {
                (self.page, self.pagesize)
            }
        }
    )*};
}

paged!(
    AgentFilters,
    CustomFieldFilters,
    DocumentFilters,
    IntegrationFilters,
    LabelFilters,
    ProjectFilters,
    SprintFilters,
    TeamFilters,
);

//! The sorts of things that an org has, and what can be done with each.

use rusqlite::Connection;

use super::refer::Named;
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::model::Page;

/// A sort of thing that can be read. What a list shows of one is the type itself.
pub(in crate::backend) trait Thing: Sized + Send + 'static {
    /// Which of them a list is asked for.
    type Filters: Send + 'static;
    /// One of them by itself.
    type Detail: Send + 'static;

    /// What requests call one.
    const NAMED: Named;

    /// A page of the caller's org.
    fn list(
        connection: &Connection,
        me: &Caller,
        filters: &Self::Filters,
    ) -> Result<Page<Self>, Error>;

    /// The one with this number.
    fn get(connection: &Connection, id: i64) -> Result<Self::Detail, Error>;
}

/// A sort of thing that can be written too.
pub(in crate::backend) trait Written: Thing {
    /// One that is to be.
    type New: Send + 'static;
    /// What is to be different about one.
    type Changes: Send + 'static;

    /// Makes one in the caller's org.
    fn create(connection: &Connection, me: &Caller, new: &Self::New)
    -> Result<Self::Detail, Error>;

    /// Changes one of the caller's org.
    fn update(
        connection: &Connection,
        me: &Caller,
        id: i64,
        changes: &Self::Changes,
    ) -> Result<Self::Detail, Error>;

    /// Deletes one of the caller's org.
    fn delete(connection: &Connection, me: &Caller, id: i64) -> Result<(), Error> {
        Self::NAMED.delete(connection, me.org, id)
    }
}

//! Integrations in the database.

use rusqlite::{Connection, Row};

use super::list::List;
use super::refer::{INTEGRATION, Named};
use super::thing::Thing;
use super::word::Word;
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::model::{Integration, IntegrationFilters, Page};

const COLUMNS: &str =
    "g.id, g.kind, g.name, g.state, g.problem, g.last_sync_at, g.created_at, g.updated_at";

impl Thing for Integration {
    type Filters = IntegrationFilters;
    type Detail = Integration;

    const NAMED: Named = INTEGRATION;

    /// Integrations, by service and name.
    fn list(
        connection: &Connection,
        me: &Caller,
        filters: &IntegrationFilters,
    ) -> Result<Page<Self>, Error> {
        List::of(
            me.org,
            "FROM integrations g WHERE g.org_id = ? AND g.deleted_at IS NULL",
        )
        .only("g.kind = ?", filters.kind.map(Word))
        .only("g.state = ?", filters.state.map(Word))
        .page(
            connection,
            COLUMNS,
            "g.kind, g.name, g.id",
            (filters.page, filters.pagesize),
            read,
        )
    }

    /// One integration.
    fn get(connection: &Connection, id: i64) -> Result<Self::Detail, Error> {
        let sql = format!("SELECT {COLUMNS} FROM integrations g WHERE g.id = ?1");
        Ok(connection.prepare_cached(&sql)?.query_row([id], read)?)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Integration> {
    Ok(Integration {
        id: row.get("id")?,
        kind: row.get::<_, Word<_>>("kind")?.0,
        name: row.get("name")?,
        state: row.get::<_, Word<_>>("state")?.0,
        problem: row.get("problem")?,
        last_sync_at: row.get("last_sync_at")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

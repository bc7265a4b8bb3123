//! Integrations in the database.

use rusqlite::{Connection, Row};

use super::list::List;
use super::refer::{INTEGRATION, Named};
use super::thing::Thing;
use super::word::Word;
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::model::{Integration, IntegrationFilters};

impl Thing for Integration {
    type Filters = IntegrationFilters;
    type Detail = Integration;

    const NAMED: Named = INTEGRATION;
    const COLUMNS: &str = "id, kind, name, state, problem, last_sync_at, created_at, updated_at";
    const ORDER: &str = "kind, name, id";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
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

    fn get(connection: &Connection, id: i64) -> Result<Self, Error> {
        Self::one(connection, id, Self::read)
    }

    fn only<'a>(
        list: List<'a>,
        _: &Connection,
        _: &Caller,
        filters: &'a IntegrationFilters,
    ) -> Result<List<'a>, Error> {
        Ok(list
            .only("kind = ?", filters.kind.map(Word))
            .only("state = ?", filters.state.map(Word)))
    }
}

//! Agents in the database.

use rusqlite::{Connection, Row};

use super::list::{Columns, List};
use super::refer::{AGENT, Named};
use super::thing::{Thing, Written};
use super::word::Word;
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::model::{Agent, AgentChanges, AgentFilters, NewAgent};

const TAKEN: &str = "Another agent has this name";

impl Thing for Agent {
    type Filters = AgentFilters;
    type Detail = Agent;

    const NAMED: Named = AGENT;
    const COLUMNS: &str = "id, name, model, status, description, created_at, updated_at";
    const ORDER: &str = "name";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            model: row.get("model")?,
            status: row.get::<_, Word<_>>("status")?.0,
            description: row.get("description")?,
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
        filters: &'a AgentFilters,
    ) -> Result<List<'a>, Error> {
        Ok(list.only("status = ?", filters.status.map(Word)))
    }
}

impl Written for Agent {
    type New = NewAgent;
    type Changes = AgentChanges;

    fn new_row<'a>(_: &Connection, _: &Caller, agent: &'a NewAgent) -> Result<Columns<'a>, Error> {
        Ok(Columns::unless(TAKEN)
            .set("name", &agent.name)
            .set("model", &agent.model)
            .set("status", Word(agent.status))
            .set("description", &agent.description))
    }

    fn changed_row<'a>(
        _: &Connection,
        _: &Caller,
        _: i64,
        changes: &'a AgentChanges,
    ) -> Result<Columns<'a>, Error> {
        Ok(Columns::unless(TAKEN)
            .set_any("name", changes.name.as_ref())
            .set_any("model", changes.model.as_ref())
            .set_any("status", changes.status.map(Word))
            .set_any("description", changes.description.as_ref()))
    }
}

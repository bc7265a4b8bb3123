//! Agents in the database.

use rusqlite::{Connection, Row};

use super::list::{List, Patch};
use super::refer::{AGENT, Named};
use super::thing::{Thing, Written};
use super::word::Word;
use super::{NOW, unique};
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::model::{Agent, AgentChanges, AgentFilters, NewAgent, Page};

const COLUMNS: &str = "a.id, a.name, a.model, a.status, a.description, a.created_at, a.updated_at";
const TAKEN: &str = "Another agent has this name";

impl Thing for Agent {
    type Filters = AgentFilters;
    type Detail = Agent;

    const NAMED: Named = AGENT;

    /// Agents, by name.
    fn list(
        connection: &Connection,
        me: &Caller,
        filters: &AgentFilters,
    ) -> Result<Page<Self>, Error> {
        List::of(
            me.org,
            "FROM agents a WHERE a.org_id = ? AND a.deleted_at IS NULL",
        )
        .only("a.status = ?", filters.status.map(Word))
        .page(
            connection,
            COLUMNS,
            "a.name",
            (filters.page, filters.pagesize),
            read,
        )
    }

    /// One agent.
    fn get(connection: &Connection, id: i64) -> Result<Self::Detail, Error> {
        let sql = format!("SELECT {COLUMNS} FROM agents a WHERE a.id = ?1");
        Ok(connection.prepare_cached(&sql)?.query_row([id], read)?)
    }
}

impl Written for Agent {
    type New = NewAgent;
    type Changes = AgentChanges;

    /// Sets up an agent.
    fn create(
        connection: &Connection,
        me: &Caller,
        agent: &NewAgent,
    ) -> Result<Self::Detail, Error> {
        let sql = format!(
            "INSERT INTO agents (org_id, name, model, status, description, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, {NOW}, {NOW}) RETURNING id"
        );
        let NewAgent {
            name,
            model,
            status,
            description,
        } = agent;
        let id = connection
            .prepare_cached(&sql)?
            .query_row((me.org, name, model, Word(status), description), |row| {
                row.get(0)
            });
        Self::get(connection, unique(id, || TAKEN.into())?)
    }

    /// Changes an agent.
    fn update(
        connection: &Connection,
        me: &Caller,
        id: i64,
        changes: &AgentChanges,
    ) -> Result<Self::Detail, Error> {
        Patch::of("agents")
            .set("name", changes.name.as_ref())
            .set("model", changes.model.as_ref())
            .set("status", changes.status.map(Word))
            .set("description", changes.description.as_ref())
            .apply(connection, me.org, id, TAKEN)?;
        Self::get(connection, id)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Agent> {
    Ok(Agent {
        id: row.get("id")?,
        name: row.get("name")?,
        model: row.get("model")?,
        status: row.get::<_, Word<_>>("status")?.0,
        description: row.get("description")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

//! Teams and people in the database.

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::list::Columns;
use super::refer::{Named, TEAM, person};
use super::rows;
use super::thing::{Thing, Written};
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::model::{NewTeam, Person, Team, TeamChanges, TeamDetail, TeamFilters};

const TAKEN: &str = "Another team has this key";

impl Thing for Team {
    type Filters = TeamFilters;
    type Detail = TeamDetail;

    const NAMED: Named = TEAM;
    const COLUMNS: &str = "
        id, key, name, description, created_at, updated_at,
        (SELECT count(*) FROM team_members m WHERE m.team_id = teams.id) AS members";
    const ORDER: &str = "key";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            key: row.get("key")?,
            name: row.get("name")?,
            description: row.get("description")?,
            members: row.get("members")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }

    /// One team with its people.
    fn get(connection: &Connection, id: i64) -> Result<TeamDetail, Error> {
        let sql = "SELECT a.id, a.name FROM team_members m JOIN accounts a ON a.id = m.account_id
                   WHERE m.team_id = ?1 ORDER BY a.name";
        Ok(TeamDetail {
            team: Self::one(connection, id, Self::read)?,
            people: rows(connection, sql, [id], read_person)?,
        })
    }
}

impl Written for Team {
    type New = NewTeam;
    type Changes = TeamChanges;

    fn new_row<'a>(_: &Connection, _: &Caller, team: &'a NewTeam) -> Result<Columns<'a>, Error> {
        Ok(Columns::unless(TAKEN)
            .set("key", &team.key)
            .set("name", &team.name)
            .set("description", &team.description))
    }

    fn changed_row<'a>(
        _: &Connection,
        _: &Caller,
        _: i64,
        changes: &'a TeamChanges,
    ) -> Result<Columns<'a>, Error> {
        Ok(Columns::unless(TAKEN)
            .set_any("name", changes.name.as_ref())
            .set_any("description", changes.description.as_ref()))
    }

    fn create(connection: &Connection, me: &Caller, team: &NewTeam) -> Result<TeamDetail, Error> {
        let row = Self::new_row(connection, me, team)?;
        let id = row.insert(connection, TEAM.table, me.org)?;
        set_members(connection, me, id, &team.members)?;
        Self::get(connection, id)
    }

    fn update(
        connection: &Connection,
        me: &Caller,
        id: i64,
        changes: &TeamChanges,
    ) -> Result<TeamDetail, Error> {
        let row = Self::changed_row(connection, me, id, changes)?;
        row.update(connection, TEAM.table, me.org, id)?;
        if let Some(members) = &changes.members {
            set_members(connection, me, id, members)?;
        }
        Self::get(connection, id)
    }
}

/// Somebody, by the number of the account.
pub(super) fn someone(connection: &Connection, id: i64) -> Result<Option<Person>, Error> {
    let sql = "SELECT id, name FROM accounts WHERE id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([id], read_person).optional()?)
}

fn set_members(
    connection: &Connection,
    me: &Caller,
    team: i64,
    members: &[String],
) -> Result<(), Error> {
    connection
        .prepare_cached("DELETE FROM team_members WHERE team_id = ?1")?
        .execute([team])?;
    // The same person twice is one member.
    let sql =
        "INSERT OR IGNORE INTO team_members (org_id, team_id, account_id) VALUES (?1, ?2, ?3)";
    let mut insert = connection.prepare_cached(sql)?;
    for name in members {
        insert.execute((me.org, team, person(connection, me, "members", name)?))?;
    }
    Ok(())
}

fn read_person(row: &Row<'_>) -> rusqlite::Result<Person> {
    Ok(Person {
        id: row.get("id")?,
        name: row.get("name")?,
    })
}

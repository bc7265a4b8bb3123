//! Teams and people in the database.

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::list::{List, Patch};
use super::refer::{Named, TEAM, person};
use super::thing::{Thing, Written};
use super::{NOW, rows, unique};
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::model::{NewTeam, Page, Person, Team, TeamChanges, TeamDetail, TeamFilters};

const COLUMNS: &str = "
    t.id, t.key, t.name, t.description, t.created_at, t.updated_at,
    (SELECT count(*) FROM team_members m WHERE m.team_id = t.id) AS members";

const TAKEN: &str = "Another team has this key";

impl Thing for Team {
    type Filters = TeamFilters;
    type Detail = TeamDetail;

    const NAMED: Named = TEAM;

    /// Teams, by key.
    fn list(
        connection: &Connection,
        me: &Caller,
        filters: &TeamFilters,
    ) -> Result<Page<Self>, Error> {
        List::of(
            me.org,
            "FROM teams t WHERE t.org_id = ? AND t.deleted_at IS NULL",
        )
        .page(
            connection,
            COLUMNS,
            "t.key",
            (filters.page, filters.pagesize),
            read,
        )
    }

    /// One team with its people.
    fn get(connection: &Connection, id: i64) -> Result<Self::Detail, Error> {
        let sql = "SELECT a.id, a.name FROM team_members m JOIN accounts a ON a.id = m.account_id
                   WHERE m.team_id = ?1 ORDER BY a.name";
        Ok(TeamDetail {
            team: alone(connection, id)?,
            people: rows(connection, sql, [id], read_person)?,
        })
    }
}

impl Written for Team {
    type New = NewTeam;
    type Changes = TeamChanges;

    /// Founds a team.
    fn create(connection: &Connection, me: &Caller, team: &NewTeam) -> Result<Self::Detail, Error> {
        let sql = format!(
            "INSERT INTO teams (org_id, key, name, description, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, {NOW}, {NOW}) RETURNING id"
        );
        let params = (me.org, &team.key, &team.name, &team.description);
        let id = connection
            .prepare_cached(&sql)?
            .query_row(params, |row| row.get(0));
        let id = unique(id, || TAKEN.into())?;
        set_members(connection, me, id, &team.members)?;
        Self::get(connection, id)
    }

    /// Changes a team.
    fn update(
        connection: &Connection,
        me: &Caller,
        id: i64,
        changes: &TeamChanges,
    ) -> Result<Self::Detail, Error> {
        Patch::of("teams")
            .set("name", changes.name.as_ref())
            .set("description", changes.description.as_ref())
            .apply(connection, me.org, id, TAKEN)?;
        if let Some(members) = &changes.members {
            set_members(connection, me, id, members)?;
        }
        Self::get(connection, id)
    }
}

/// One team without its people.
pub(super) fn alone(connection: &Connection, id: i64) -> Result<Team, Error> {
    let sql = format!("SELECT {COLUMNS} FROM teams t WHERE t.id = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([id], read)?)
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

fn read(row: &Row<'_>) -> rusqlite::Result<Team> {
    Ok(Team {
        id: row.get("id")?,
        key: row.get("key")?,
        name: row.get("name")?,
        description: row.get("description")?,
        members: row.get("members")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

fn read_person(row: &Row<'_>) -> rusqlite::Result<Person> {
    Ok(Person {
        id: row.get("id")?,
        name: row.get("name")?,
    })
}

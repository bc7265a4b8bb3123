//! Sprints in the database.

use rusqlite::{Connection, Row};

use super::list::{List, Patch};
use super::refer::{Named, SPRINT, TEAM};
use super::thing::{Thing, Written};
use super::word::Word;
use super::{NOW, count, unique};
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::model::{NewSprint, Page, Sprint, SprintChanges, SprintFilters, SprintStatus};

const COLUMNS: &str = "
    s.id, s.name, t.key AS team, s.goal, s.status, s.start_date, s.end_date, s.created_at, s.updated_at,
    (SELECT count(*) FROM issues i WHERE i.sprint_id = s.id AND i.deleted_at IS NULL) AS issues,
    (SELECT count(*) FROM issues i WHERE i.sprint_id = s.id AND i.status NOT IN ('done', 'canceled')
     AND i.deleted_at IS NULL) AS open_issues";

const TAKEN: &str = "Another sprint of the team has this name";

impl Thing for Sprint {
    type Filters = SprintFilters;
    type Detail = Sprint;

    const NAMED: Named = SPRINT;

    /// Sprints, the last to begin first.
    fn list(
        connection: &Connection,
        me: &Caller,
        filters: &SprintFilters,
    ) -> Result<Page<Self>, Error> {
        let team = TEAM.of_any(connection, me.org, "team", filters.team.as_deref())?;
        let sql = "FROM sprints s JOIN teams t ON t.id = s.team_id WHERE s.org_id = ? AND s.deleted_at IS NULL";
        List::of(me.org, sql)
            .only("s.team_id = ?", team)
            .only("s.status = ?", filters.status.map(Word))
            .page(
                connection,
                COLUMNS,
                "s.start_date DESC NULLS LAST, s.id DESC",
                (filters.page, filters.pagesize),
                read,
            )
    }

    /// One sprint.
    fn get(connection: &Connection, id: i64) -> Result<Self::Detail, Error> {
        let sql = format!(
            "SELECT {COLUMNS} FROM sprints s JOIN teams t ON t.id = s.team_id WHERE s.id = ?1"
        );
        Ok(connection.prepare_cached(&sql)?.query_row([id], read)?)
    }
}

impl Written for Sprint {
    type New = NewSprint;
    type Changes = SprintChanges;

    /// Plans a sprint.
    fn create(
        connection: &Connection,
        me: &Caller,
        sprint: &NewSprint,
    ) -> Result<Self::Detail, Error> {
        let team = TEAM.of(connection, me.org, "team", &sprint.team)?;
        in_order(sprint.start_date.as_deref(), sprint.end_date.as_deref())?;
        let sql = format!(
            "INSERT INTO sprints (org_id, team_id, name, goal, status, start_date, end_date,
                                 created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, 'planned', ?5, ?6, {NOW}, {NOW}) RETURNING id"
        );
        let NewSprint {
            name,
            goal,
            start_date,
            end_date,
            ..
        } = sprint;
        let id = connection
            .prepare_cached(&sql)?
            .query_row((me.org, team, name, goal, start_date, end_date), |row| {
                row.get(0)
            });
        Self::get(connection, unique(id, || TAKEN.into())?)
    }

    /// Changes a sprint.
    fn update(
        connection: &Connection,
        me: &Caller,
        id: i64,
        changes: &SprintChanges,
    ) -> Result<Self::Detail, Error> {
        let before = Self::get(connection, id)?;
        if let Some(status) = changes.status {
            may_become(connection, &before, status)?;
        }
        let start = changes.start_date.as_ref().unwrap_or(&before.start_date);
        let end = changes.end_date.as_ref().unwrap_or(&before.end_date);
        in_order(start.as_deref(), end.as_deref())?;
        Patch::of("sprints")
            .set("name", changes.name.as_ref())
            .set("goal", changes.goal.as_ref())
            .set("status", changes.status.map(Word))
            .set("start_date", changes.start_date.as_ref())
            .set("end_date", changes.end_date.as_ref())
            .apply(connection, me.org, id, TAKEN)?;
        Self::get(connection, id)
    }

    /// Deletes a sprint; its issues stay, and are planned for none.
    fn delete(connection: &Connection, me: &Caller, id: i64) -> Result<(), Error> {
        if Self::get(connection, id)?.status == SprintStatus::Active {
            let message = "The sprint is active; complete it first".into();
            return Err(Error::Conflict(message));
        }
        connection
            .prepare_cached("UPDATE issues SET sprint_id = NULL WHERE sprint_id = ?1")?
            .execute([id])?;
        SPRINT.delete(connection, me.org, id)
    }
}

/// Refuses to go back, and to begin a sprint beside another of the team.
fn may_become(connection: &Connection, before: &Sprint, status: SprintStatus) -> Result<(), Error> {
    use SprintStatus::{Active, Completed, Planned};
    match (before.status, status) {
        (Planned, Active) => {
            let sql = "SELECT count(*) FROM sprints a JOIN sprints b ON b.team_id = a.team_id
                       WHERE b.id = ?1 AND a.status = 'active' AND a.deleted_at IS NULL";
            if count(connection, sql, [before.id])? > 0 {
                let message = format!(
                    "The team {} has an active sprint already; complete it first",
                    before.team
                );
                return Err(Error::Conflict(message));
            }
            Ok(())
        }
        (Active, Completed) => Ok(()),
        (before, after) if before == after => Ok(()),
        _ => Err(Error::Conflict(
            "A sprint goes from planned to active to completed, and never back".into(),
        )),
    }
}

fn in_order(start: Option<&str>, end: Option<&str>) -> Result<(), Error> {
    match (start, end) {
        (Some(start), Some(end)) if end < start => Err(Error::Invalid(vec![
            "end_date: must not be before start_date".into(),
        ])),
        _ => Ok(()),
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Sprint> {
    Ok(Sprint {
        id: row.get("id")?,
        name: row.get("name")?,
        team: row.get("team")?,
        goal: row.get("goal")?,
        status: row.get::<_, Word<_>>("status")?.0,
        start_date: row.get("start_date")?,
        end_date: row.get("end_date")?,
        issues: row.get("issues")?,
        open_issues: row.get("open_issues")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

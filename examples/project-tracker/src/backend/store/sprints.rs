//! Sprints in the database.

use rusqlite::{Connection, Row};

use super::count;
use super::list::{Columns, List};
use super::refer::{Named, SPRINT, TEAM};
use super::thing::{Thing, Written};
use super::word::Word;
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::model::{NewSprint, Sprint, SprintChanges, SprintFilters, SprintStatus};

const TAKEN: &str = "Another sprint of the team has this name";

impl Thing for Sprint {
    type Filters = SprintFilters;
    type Detail = Sprint;

    const NAMED: Named = SPRINT;
    const COLUMNS: &str = "
        id, name, goal, status, start_date, end_date, created_at, updated_at,
        (SELECT t.key FROM teams t WHERE t.id = sprints.team_id) AS team,
        (SELECT count(*) FROM issues i WHERE i.sprint_id = sprints.id AND i.deleted_at IS NULL) AS issues,
        (SELECT count(*) FROM issues i WHERE i.sprint_id = sprints.id AND i.status NOT IN ('done', 'canceled')
         AND i.deleted_at IS NULL) AS open_issues";
    /// The last to begin first.
    const ORDER: &str = "start_date DESC NULLS LAST, id DESC";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
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

    fn get(connection: &Connection, id: i64) -> Result<Self, Error> {
        Self::one(connection, id, Self::read)
    }

    fn only<'a>(
        list: List<'a>,
        connection: &Connection,
        me: &Caller,
        filters: &'a SprintFilters,
    ) -> Result<List<'a>, Error> {
        let team = TEAM.of_any(connection, me.org, "team", filters.team.as_deref())?;
        Ok(list
            .only("team_id = ?", team)
            .only("status = ?", filters.status.map(Word)))
    }
}

impl Written for Sprint {
    type New = NewSprint;
    type Changes = SprintChanges;

    fn new_row<'a>(
        connection: &Connection,
        me: &Caller,
        sprint: &'a NewSprint,
    ) -> Result<Columns<'a>, Error> {
        let team = TEAM.of(connection, me.org, "team", &sprint.team)?;
        in_order(sprint.start_date.as_deref(), sprint.end_date.as_deref())?;
        Ok(Columns::unless(TAKEN)
            .set("team_id", team)
            .set("name", &sprint.name)
            .set("goal", &sprint.goal)
            .set("status", Word(SprintStatus::Planned))
            .set("start_date", &sprint.start_date)
            .set("end_date", &sprint.end_date))
    }

    fn changed_row<'a>(
        connection: &Connection,
        _: &Caller,
        id: i64,
        changes: &'a SprintChanges,
    ) -> Result<Columns<'a>, Error> {
        let before = Self::get(connection, id)?;
        if let Some(status) = changes.status {
            may_become(connection, &before, status)?;
        }
        let start = changes.start_date.as_ref().unwrap_or(&before.start_date);
        let end = changes.end_date.as_ref().unwrap_or(&before.end_date);
        in_order(start.as_deref(), end.as_deref())?;
        Ok(Columns::unless(TAKEN)
            .set_any("name", changes.name.as_ref())
            .set_any("goal", changes.goal.as_ref())
            .set_any("status", changes.status.map(Word))
            .set_any("start_date", changes.start_date.as_ref())
            .set_any("end_date", changes.end_date.as_ref()))
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

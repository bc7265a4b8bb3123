//! Projects in the database.

use rusqlite::{Connection, Row};

use super::list::{Columns, List};
use super::refer::{Named, PROJECT, TEAM, any_person, changed, person};
use super::thing::{Thing, Written};
use super::word::Word;
use super::{count, teams};
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::model::{
    NewProject, Project, ProjectChanges, ProjectCore, ProjectDetail, ProjectFilters, ProjectStatus,
    Team,
};

impl Thing for Project {
    type Filters = ProjectFilters;
    type Detail = ProjectDetail;

    const NAMED: Named = PROJECT;
    const COLUMNS: &str = "
        id, key, name, description, status, created_at, updated_at, team_id, lead_id,
        (SELECT t.key FROM teams t WHERE t.id = projects.team_id) AS team,
        (SELECT a.name FROM accounts a WHERE a.id = projects.lead_id) AS lead,
        (SELECT count(*) FROM issues i WHERE i.project_id = projects.id
         AND i.status NOT IN ('done', 'canceled') AND i.deleted_at IS NULL) AS open_issues";
    const ORDER: &str = "key";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            core: ProjectCore {
                id: row.get("id")?,
                key: row.get("key")?,
                name: row.get("name")?,
                description: row.get("description")?,
                status: row.get::<_, Word<_>>("status")?.0,
                open_issues: row.get("open_issues")?,
                created_at: row.get("created_at")?,
                updated_at: row.get("updated_at")?,
            },
            team: row.get("team")?,
            lead: row.get("lead")?,
        })
    }

    /// One project with its team and its lead.
    fn get(connection: &Connection, id: i64) -> Result<ProjectDetail, Error> {
        let (project, team, lead) = Self::one(connection, id, |row| {
            let ids: (Option<i64>, Option<i64>) = (row.get("team_id")?, row.get("lead_id")?);
            Ok((Self::read(row)?, ids.0, ids.1))
        })?;
        let team = team.map(|id| Team::one(connection, id, Team::read));
        Ok(ProjectDetail {
            core: project.core,
            team: team.transpose()?,
            lead: match lead {
                Some(id) => teams::someone(connection, id)?,
                None => None,
            },
        })
    }

    fn only<'a>(
        list: List<'a>,
        connection: &Connection,
        me: &Caller,
        filters: &'a ProjectFilters,
    ) -> Result<List<'a>, Error> {
        let team = TEAM.of_any(connection, me.org, "team", filters.team.as_deref())?;
        Ok(list
            .only("team_id = ?", team)
            .only("status = ?", filters.status.map(Word)))
    }
}

impl Written for Project {
    type New = NewProject;
    type Changes = ProjectChanges;

    fn new_row<'a>(
        connection: &Connection,
        me: &Caller,
        project: &'a NewProject,
    ) -> Result<Columns<'a>, Error> {
        let team = TEAM.of_any(connection, me.org, "team", project.team.as_deref())?;
        let lead = any_person(connection, me, "lead", project.lead.as_deref())?;
        let key = &project.key;
        let taken =
            format!("A project with the key {key} already exists, or did; choose another key");
        Ok(Columns::unless(taken)
            .set("key", key)
            .set("name", &project.name)
            .set("description", &project.description)
            .set("status", Word(ProjectStatus::Active))
            .set("team_id", team)
            .set("lead_id", lead))
    }

    fn changed_row<'a>(
        connection: &Connection,
        me: &Caller,
        _: i64,
        changes: &'a ProjectChanges,
    ) -> Result<Columns<'a>, Error> {
        let team = changed(changes.team.as_ref(), |name| {
            TEAM.of(connection, me.org, "team", name)
        })?;
        let lead = changed(changes.lead.as_ref(), |name| {
            person(connection, me, "lead", name)
        })?;
        Ok(Columns::unless("Another project has this key")
            .set_any("name", changes.name.as_ref())
            .set_any("description", changes.description.as_ref())
            .set_any("status", changes.status.map(Word))
            .set_any("team_id", team)
            .set_any("lead_id", lead))
    }

    /// Deletes a project in which there is nothing any more.
    fn delete(connection: &Connection, me: &Caller, id: i64) -> Result<(), Error> {
        for (what, table) in [("issues", "issues"), ("documents", "documents")] {
            let sql = format!(
                "SELECT count(*) FROM {table} WHERE project_id = ?1 AND deleted_at IS NULL"
            );
            let left = count(connection, &sql, [id])?;
            if left > 0 {
                let message = format!(
                    "The project still has {left} {what}; delete or move these first, or set its status to archived"
                );
                return Err(Error::Conflict(message));
            }
        }
        PROJECT.delete(connection, me.org, id)
    }
}

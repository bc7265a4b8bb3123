//! Projects in the database.

use rusqlite::{Connection, Row};

use super::list::{List, Patch};
use super::refer::{Named, PROJECT, TEAM, any_person, changed, person};
use super::thing::{Thing, Written};
use super::word::Word;
use super::{NOW, count, teams, unique};
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::model::{
    NewProject, Page, Project, ProjectChanges, ProjectCore, ProjectDetail, ProjectFilters,
};

const COLUMNS: &str = "
    p.id, p.key, p.name, p.description, p.status, p.created_at, p.updated_at, p.team_id, p.lead_id,
    (SELECT t.key FROM teams t WHERE t.id = p.team_id) AS team,
    (SELECT a.name FROM accounts a WHERE a.id = p.lead_id) AS lead,
    (SELECT count(*) FROM issues i
     WHERE i.project_id = p.id AND i.status NOT IN ('done', 'canceled') AND i.deleted_at IS NULL) AS open_issues";

impl Thing for Project {
    type Filters = ProjectFilters;
    type Detail = ProjectDetail;

    const NAMED: Named = PROJECT;

    /// Projects, by key.
    fn list(
        connection: &Connection,
        me: &Caller,
        filters: &ProjectFilters,
    ) -> Result<Page<Self>, Error> {
        let team = TEAM.of_any(connection, me.org, "team", filters.team.as_deref())?;
        List::of(
            me.org,
            "FROM projects p WHERE p.org_id = ? AND p.deleted_at IS NULL",
        )
        .only("p.team_id = ?", team)
        .only("p.status = ?", filters.status.map(Word))
        .page(
            connection,
            COLUMNS,
            "p.key",
            (filters.page, filters.pagesize),
            read,
        )
    }

    /// One project with its team and its lead.
    fn get(connection: &Connection, id: i64) -> Result<Self::Detail, Error> {
        let sql = format!("SELECT {COLUMNS} FROM projects p WHERE p.id = ?1");
        let (project, team, lead) = connection.prepare_cached(&sql)?.query_row([id], |row| {
            let ids: (Option<i64>, Option<i64>) = (row.get("team_id")?, row.get("lead_id")?);
            Ok((read(row)?, ids.0, ids.1))
        })?;
        Ok(ProjectDetail {
            core: project.core,
            team: team.map(|id| teams::alone(connection, id)).transpose()?,
            lead: match lead {
                Some(id) => teams::someone(connection, id)?,
                None => None,
            },
        })
    }
}

impl Written for Project {
    type New = NewProject;
    type Changes = ProjectChanges;

    /// Creates a project.
    fn create(
        connection: &Connection,
        me: &Caller,
        project: &NewProject,
    ) -> Result<Self::Detail, Error> {
        let team = TEAM.of_any(connection, me.org, "team", project.team.as_deref())?;
        let lead = any_person(connection, me, "lead", project.lead.as_deref())?;
        let sql = format!(
            "INSERT INTO projects (org_id, key, name, description, status, team_id, lead_id,
                                  created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, 'active', ?5, ?6, {NOW}, {NOW}) RETURNING id"
        );
        let NewProject {
            key,
            name,
            description,
            ..
        } = project;
        let id = connection
            .prepare_cached(&sql)?
            .query_row((me.org, key, name, description, team, lead), |row| {
                row.get(0)
            });
        let id = unique(id, || {
            format!("A project with the key {key} already exists, or did; choose another key")
        })?;
        Self::get(connection, id)
    }

    /// Changes a project.
    fn update(
        connection: &Connection,
        me: &Caller,
        id: i64,
        changes: &ProjectChanges,
    ) -> Result<Self::Detail, Error> {
        let team = changed(changes.team.as_ref(), |name| {
            TEAM.of(connection, me.org, "team", name)
        })?;
        let lead = changed(changes.lead.as_ref(), |name| {
            person(connection, me, "lead", name)
        })?;
        Patch::of("projects")
            .set("name", changes.name.as_ref())
            .set("description", changes.description.as_ref())
            .set("status", changes.status.map(Word))
            .set("team_id", team)
            .set("lead_id", lead)
            .apply(connection, me.org, id, "Another project has this key")?;
        Self::get(connection, id)
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

fn read(row: &Row<'_>) -> rusqlite::Result<Project> {
    Ok(Project {
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

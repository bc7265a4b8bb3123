//! An issue with all that it is connected with.

use rusqlite::{Connection, OptionalExtension as _};

use super::{REF_COLUMNS, get, read_ref};
use crate::backend::error::Error;
use crate::backend::flags::Feature;
use crate::backend::store::thing::Thing as _;
use crate::backend::store::{
    comments, custom_fields, executions, flags, labels, links, rows, teams,
};
use crate::model::{IssueDetail, IssueRef, Project, Sprint};

/// How many comments and executions come with an issue.
const RECENT: u32 = 5;

/// One issue and what surrounds it.
pub(in crate::backend) fn detail(connection: &Connection, id: i64) -> Result<IssueDetail, Error> {
    let sql = "SELECT org_id, project_id, assignee_id, sprint_id FROM issues WHERE id = ?1";
    let (org, project, assignee, sprint): (i64, i64, Option<i64>, Option<i64>) = connection
        .prepare_cached(sql)?
        .query_row([id], |row| row.try_into())?;
    Ok(IssueDetail {
        core: get(connection, id)?.core,
        project: Project::get(connection, project)?,
        assignee: match assignee {
            Some(account) => teams::someone(connection, account)?,
            None => None,
        },
        sprint: sprint.map(|id| Sprint::get(connection, id)).transpose()?,
        labels: labels::of_issue(connection, id)?,
        parent: parent(connection, id)?,
        children: children(connection, id)?,
        links: links::of_issue(connection, id)?,
        custom_fields: custom_fields::of_issue(connection, id)?,
        recent_comments: comments::recent(connection, id, RECENT)?,
        executions: if flags::enabled(connection, org, Feature::Workflows)? {
            executions::of_issue(connection, id, RECENT)?
        } else {
            Vec::new()
        },
    })
}

fn parent(connection: &Connection, id: i64) -> Result<Option<IssueRef>, Error> {
    let sql = format!(
        "SELECT {REF_COLUMNS} FROM issues i JOIN projects p ON p.id = i.project_id
         WHERE i.id = (SELECT parent_id FROM issues WHERE id = ?1)"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row([id], read_ref).optional()?)
}

fn children(connection: &Connection, id: i64) -> Result<Vec<IssueRef>, Error> {
    let sql = format!(
        "SELECT {REF_COLUMNS} FROM issues i JOIN projects p ON p.id = i.project_id
         WHERE i.parent_id = ?1 AND i.deleted_at IS NULL ORDER BY i.id"
    );
    rows(connection, &sql, [id], read_ref)
}

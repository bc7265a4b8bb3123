//! What agents were given to do: queued, taken up one by one, and ended.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::list::List;
use super::refer::AGENT;
use super::thing::Thing as _;
use super::word::{Json, Word};
use super::{NOW, count, issues, rows};
use crate::backend::auth::Caller;
use crate::backend::error::Error;
use crate::model::{
    Agent, AgentStatus, Dispatch, Execution, ExecutionDetail, ExecutionFilters, ExecutionStatus,
    Page, Scalar,
};

/// How many executions of an org wait or run at once.
const MOST_WAITING: u32 = 100;

const COLUMNS: &str = "
    e.id, a.name AS agent, e.repo, e.status, e.requested_by, e.created_at, e.started_at, e.finished_at,
    (SELECT p.key || '-' || i.number FROM issues i JOIN projects p ON p.id = i.project_id
     WHERE i.id = e.issue_id) AS issue";

/// An execution that has been taken up.
pub(in crate::backend) struct Work {
    /// The number of the execution.
    pub(in crate::backend) id: i64,
    pub(in crate::backend) org: i64,
    pub(in crate::backend) agent: i64,
    /// What it is about: an issue, or the address of a repository.
    pub(in crate::backend) issue: Option<i64>,
    pub(in crate::backend) repo: Option<String>,
    pub(in crate::backend) instructions: Option<String>,
}

/// What came of an execution.
pub(in crate::backend) struct Done {
    pub(in crate::backend) output: String,
    pub(in crate::backend) metadata: BTreeMap<String, Scalar>,
}

/// Executions, the newest first.
pub(in crate::backend) fn list(
    connection: &Connection,
    org: i64,
    filters: &ExecutionFilters,
) -> Result<Page<Execution>, Error> {
    let agent = AGENT.of_any(connection, org, "agent", filters.agent.as_deref())?;
    let issue = issues::of_any(connection, org, "issue", filters.issue.as_deref())?;
    let sql = "FROM executions e JOIN agents a ON a.id = e.agent_id WHERE e.org_id = ?";
    List::of(org, sql)
        .only("e.agent_id = ?", agent)
        .only("e.issue_id = ?", issue)
        .only("e.status = ?", filters.status.map(Word))
        .page(
            connection,
            COLUMNS,
            "e.id DESC",
            (filters.page, filters.pagesize),
            read,
        )
}

/// The last executions against an issue, the newest first.
pub(super) fn of_issue(
    connection: &Connection,
    issue: i64,
    most: u32,
) -> Result<Vec<Execution>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM executions e JOIN agents a ON a.id = e.agent_id
         WHERE e.issue_id = ?1 ORDER BY e.id DESC LIMIT ?2"
    );
    rows(connection, &sql, (issue, most), read)
}

/// One execution with what came of it.
pub(in crate::backend) fn detail(
    connection: &Connection,
    org: i64,
    id: i64,
) -> Result<ExecutionDetail, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, e.instructions, e.output, e.error, e.metadata
         FROM executions e JOIN agents a ON a.id = e.agent_id WHERE e.org_id = ?1 AND e.id = ?2"
    );
    let found = connection
        .prepare_cached(&sql)?
        .query_row([org, id], |row| {
            Ok(ExecutionDetail {
                execution: read(row)?,
                instructions: row.get("instructions")?,
                output: row.get("output")?,
                error: row.get("error")?,
                metadata: row.get::<_, Json<_>>("metadata")?.0,
            })
        });
    found.optional()?.ok_or(Error::NotFound("Execution"))
}

/// Queues work for an agent.
pub(in crate::backend) fn dispatch(
    connection: &Connection,
    me: &Caller,
    agent: i64,
    dispatch: &Dispatch,
) -> Result<ExecutionDetail, Error> {
    let issue = issues::of_any(connection, me.org, "issue", dispatch.issue.as_deref())?;
    let taking = Agent::get(connection, agent)?;
    if taking.status == AgentStatus::Disabled {
        let message = format!("The agent {} is disabled and takes no work", taking.name);
        return Err(Error::Conflict(message));
    }
    let sql =
        "SELECT count(*) FROM executions WHERE org_id = ?1 AND status IN ('queued', 'running')";
    if count(connection, sql, [me.org])? >= MOST_WAITING {
        let message = format!(
            "{MOST_WAITING} executions wait or run already; cancel some, or wait until some have ended"
        );
        return Err(Error::Conflict(message));
    }
    let sql = format!(
        "INSERT INTO executions (org_id, agent_id, issue_id, repo, instructions, status, requested_by, metadata,
                                 created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, 'queued', ?6, '{{}}', {NOW}) RETURNING id"
    );
    let Dispatch {
        repo, instructions, ..
    } = dispatch;
    let id = connection.prepare_cached(&sql)?.query_row(
        (me.org, agent, issue, repo, instructions, &me.name),
        |row| row.get(0),
    )?;
    detail(connection, me.org, id)
}

/// Calls an execution off, unless it has ended.
pub(in crate::backend) fn cancel(
    connection: &Connection,
    org: i64,
    id: i64,
) -> Result<ExecutionDetail, Error> {
    let before = detail(connection, org, id)?.execution;
    if before.finished_at.is_some() {
        let message = "The execution has ended already".into();
        return Err(Error::Conflict(message));
    }
    let sql =
        format!("UPDATE executions SET status = 'canceled', finished_at = {NOW} WHERE id = ?1");
    connection.prepare_cached(&sql)?.execute([id])?;
    detail(connection, org, id)
}

/// Puts back into the queue what was running when the program ended: nothing of it has been kept.
pub(in crate::backend) fn put_back(connection: &Connection) -> Result<(), Error> {
    let sql = "UPDATE executions SET status = 'queued', started_at = NULL WHERE status = 'running'";
    connection.execute(sql, ())?;
    Ok(())
}

/// Takes up what has waited longest and whose agent does not pause.
pub(in crate::backend) fn take_up(connection: &Connection) -> Result<Option<Work>, Error> {
    let sql = format!(
        "UPDATE executions SET status = 'running', started_at = {NOW}
         WHERE id = (SELECT e.id FROM executions e JOIN agents a ON a.id = e.agent_id
                     WHERE e.status = 'queued' AND a.status <> 'paused' ORDER BY e.id LIMIT 1)
         RETURNING id, org_id, agent_id, issue_id, repo, instructions"
    );
    let work = connection.prepare_cached(&sql)?.query_row((), |row| {
        Ok(Work {
            id: row.get("id")?,
            org: row.get("org_id")?,
            agent: row.get("agent_id")?,
            issue: row.get("issue_id")?,
            repo: row.get("repo")?,
            instructions: row.get("instructions")?,
        })
    });
    Ok(work.optional()?)
}

/// Whether an execution still runs: it may have been called off.
pub(in crate::backend) fn runs(connection: &Connection, id: i64) -> Result<bool, Error> {
    let sql = "SELECT count(*) FROM executions WHERE id = ?1 AND status = 'running'";
    Ok(count(connection, sql, [id])? > 0)
}

/// Ends an execution.
pub(in crate::backend) fn end(
    connection: &Connection,
    id: i64,
    outcome: Result<Done, String>,
) -> Result<(), Error> {
    let (status, output, error, metadata) = match outcome {
        Ok(Done { output, metadata }) => (ExecutionStatus::Succeeded, Some(output), None, metadata),
        Err(error) => (ExecutionStatus::Failed, None, Some(error), BTreeMap::new()),
    };
    let sql = format!(
        "UPDATE executions SET status = ?2, output = ?3, error = ?4, metadata = ?5, finished_at = {NOW}
         WHERE id = ?1 AND status = 'running'"
    );
    connection
        .prepare_cached(&sql)?
        .execute((id, Word(status), output, error, Json(metadata)))?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Execution> {
    Ok(Execution {
        id: row.get("id")?,
        agent: row.get("agent")?,
        issue: row.get("issue")?,
        repo: row.get("repo")?,
        status: row.get::<_, Word<_>>("status")?.0,
        requested_by: row.get("requested_by")?,
        created_at: row.get("created_at")?,
        started_at: row.get("started_at")?,
        finished_at: row.get("finished_at")?,
    })
}

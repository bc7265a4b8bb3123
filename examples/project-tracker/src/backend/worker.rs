//! The worker behind the agents: it takes up what has been dispatched, one execution after the other.
//!
//! What an agent does here needs no model: it reads an issue, sums it up and comments, or finds the issues that speak of
//! a repository. Each execution is two transactions, one that takes it up and one in which all is done and ended: after
//! a crash nothing is half done, and what was running is begun anew.

mod report;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rusqlite::Connection;
use tokio::sync::mpsc;

use super::database::Database;
use super::error::Error;
use super::store::executions::{self, Done, Work};
use super::store::search::{self, Words};
use super::store::thing::Thing as _;
use super::store::{comments, issues};
use crate::model::{Agent, AgentStatus, AuthorType, PageNumber, PageSize, Scalar};

/// How many comments an agent reads, the last ones.
const MOST_READ: u32 = 20;

/// Wakes the worker. It ends, after what it is at, when the last of these is gone.
#[derive(Clone)]
pub(super) struct Worker(mpsc::Sender<()>);

impl Worker {
    /// Starts the worker over a database.
    pub(super) fn start(database: Database) -> Self {
        // One call that waits is as good as many: the worker goes on until nothing is left.
        let (wake, mut woken) = mpsc::channel(1);
        tokio::spawn(async move {
            report_failure(database.write(executions::put_back).await);
            loop {
                report_failure(work_off(&database).await);
                if woken.recv().await.is_none() {
                    break;
                }
            }
        });
        Self(wake)
    }

    /// Says that there may be something to do.
    pub(super) fn wake(&self) {
        // Full means that somebody else has said so, and it has not been heard yet.
        let _ = self.0.try_send(());
    }
}

async fn work_off(database: &Database) -> Result<(), Error> {
    while let Some(work) = database.write(executions::take_up).await? {
        let id = work.id;
        let carried_out = database.write(move |connection| carry_out(connection, &work));
        if let Err(error) = carried_out.await {
            // Taken up again, it would fail again, and everything behind it would wait.
            let failed = Err("the agent broke off; dispatch it again".to_owned());
            let ended = database.write(move |connection| executions::end(connection, id, failed));
            ended.await?;
            report_failure(Err(error));
        }
    }
    Ok(())
}

fn report_failure(outcome: Result<(), Error>) {
    if let Err(error) = outcome {
        tracing::error!("the worker of the agents: {error:?}");
    }
}

/// Does the work and ends it, unless it has been called off.
pub(super) fn carry_out(connection: &Connection, work: &Work) -> Result<(), Error> {
    if !executions::runs(connection, work.id)? {
        return Ok(());
    }
    let agent = Agent::get(connection, work.agent)?;
    let outcome = if agent.status == AgentStatus::Disabled {
        Err(format!("the agent {} has been disabled", agent.name))
    } else {
        match (work.issue, &work.repo) {
            (Some(issue), _) => sum_up(connection, work, &agent, issue)?,
            (None, Some(repo)) => look_for(connection, work, &agent, repo)?,
            (None, None) => Err("there is nothing to work on".into()),
        }
    };
    executions::end(connection, work.id, outcome)
}

/// Reads an issue and its comments, and adds a comment with the sum of them.
fn sum_up(
    connection: &Connection,
    work: &Work,
    agent: &Agent,
    issue: i64,
) -> Result<Result<Done, String>, Error> {
    if issues::find(connection, work.org, &issue.to_string())?.is_none() {
        return Ok(Err("the issue has been deleted".into()));
    }
    let issue_detail = issues::detail(connection, issue)?;
    let said = comments::recent(connection, issue, MOST_READ)?;
    let output = report::on_issue(&issue_detail, &said, work.instructions.as_deref());
    let author = (agent.name.as_str(), AuthorType::Agent);
    let comment = comments::create(connection, issue, author, &output)?;
    let metadata = metadata(
        agent,
        [
            (
                "comments_read",
                i64::try_from(said.len()).unwrap_or(i64::MAX),
            ),
            ("comment_id", comment.id),
        ],
    );
    Ok(Ok(Done { output, metadata }))
}

/// Finds the issues that speak of a repository.
fn look_for(
    connection: &Connection,
    work: &Work,
    agent: &Agent,
    repo: &str,
) -> Result<Result<Done, String>, Error> {
    let name = report::name_of(repo);
    let Some(words) = Words::typed(name) else {
        return Ok(Err(format!("{repo} has no name to look for")));
    };
    let paging = (PageNumber::default(), PageSize::default());
    let found = search::search(connection, work.org, &words, None, paging)?;
    let output = report::on_repository(repo, &found, work.instructions.as_deref());
    let metadata = metadata(agent, [("issues_found", i64::from(found.meta.total))]);
    Ok(Ok(Done { output, metadata }))
}

fn metadata<const N: usize>(agent: &Agent, numbers: [(&str, i64); N]) -> BTreeMap<String, Scalar> {
    let numbers = numbers
        .into_iter()
        .map(|(name, number)| (name.to_owned(), Scalar::Number(number.into())));
    let model = ("model".to_owned(), Scalar::Text(agent.model.clone()));
    numbers.chain([model]).collect()
}

//! What becomes of an execution between its two transactions.

use std::time::Duration;

use rusqlite::Connection;
use tokio::runtime::Handle;
use tokio::time::timeout;

use super::{Worker, carry_out};
use crate::backend::auth::Caller;
use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::backend::store::refer::AGENT;
use crate::backend::store::thing::Written as _;
use crate::backend::store::{accounts, comments, executions, issues};
use crate::model::{
    Agent, AgentChanges, AgentStatus, CommentFilters, Dispatch, ExecutionDetail, ExecutionStatus,
};

/// Somebody of the first org.
fn someone(connection: &Connection) -> Caller {
    let ids = accounts::named(connection, "demo", None).unwrap();
    accounts::find(connection, ids[0]).unwrap().unwrap()
}

/// Dispatches an agent against an issue; gives the caller, the execution and the issue.
fn dispatched(connection: &Connection, issue: &str) -> (Caller, i64, i64) {
    let me = someone(connection);
    let agent = AGENT.of(connection, me.org, "agent", "Triage").unwrap();
    let work = Dispatch {
        issue: Some(issue.into()),
        ..Dispatch::default()
    };
    let execution = executions::dispatch(connection, &me, agent, &work).unwrap();
    let issue = issues::at(connection, me.org, issue).unwrap();
    (me, execution.execution.id, issue)
}

fn detail(connection: &Connection, me: &Caller, id: i64) -> ExecutionDetail {
    executions::detail(connection, me.org, id).unwrap()
}

fn said(connection: &Connection, issue: i64) -> u32 {
    let all = CommentFilters::default();
    comments::list(connection, issue, &all).unwrap().meta.total
}

/// Runs a test over the demo data, of which nothing is kept.
async fn over_the_demo(test: impl FnOnce(&Connection) + Send + 'static) {
    let database = Database::open(None).unwrap();
    let done = database.write(move |connection| {
        test(connection);
        Ok::<_, Error>(())
    });
    done.await.unwrap();
}

#[tokio::test]
async fn the_worker_ends_when_nobody_can_wake_it_any_more() {
    let alive = || Handle::current().metrics().num_alive_tasks();
    let database = Database::open(None).unwrap();
    let before = alive();
    let worker = Worker::start(database);
    let other = worker.clone();
    assert_eq!(alive(), before + 1);
    drop(worker);
    other.wake();
    drop(other);
    let gone = async {
        while alive() > before {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(30), gone).await.unwrap();
}

#[tokio::test]
async fn what_has_been_taken_up_runs_until_it_is_carried_out() {
    over_the_demo(|connection| {
        let (me, id, issue) = dispatched(connection, "CORE-4");
        assert_eq!(
            detail(connection, &me, id).execution.status,
            ExecutionStatus::Queued
        );
        let work = executions::take_up(connection).unwrap().unwrap();
        let running = detail(connection, &me, id).execution;
        assert_eq!((work.id, running.status), (id, ExecutionStatus::Running));
        assert!(running.started_at.is_some() && running.finished_at.is_none());
        assert!(executions::take_up(connection).unwrap().is_none());
        carry_out(connection, &work).unwrap();
        let done = detail(connection, &me, id);
        assert_eq!(done.execution.status, ExecutionStatus::Succeeded);
        assert_eq!(said(connection, issue), 1);
        // A second time changes nothing.
        carry_out(connection, &work).unwrap();
        assert_eq!(said(connection, issue), 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_called_off_while_it_runs_leaves_nothing() {
    over_the_demo(|connection| {
        let (me, id, issue) = dispatched(connection, "CORE-4");
        let work = executions::take_up(connection).unwrap().unwrap();
        executions::cancel(connection, me.org, id).unwrap();
        carry_out(connection, &work).unwrap();
        let canceled = detail(connection, &me, id);
        assert_eq!(canceled.execution.status, ExecutionStatus::Canceled);
        assert!(canceled.output.is_none());
        assert_eq!(said(connection, issue), 0);
    })
    .await;
}

#[tokio::test]
async fn what_ran_when_the_program_ended_is_begun_anew() {
    over_the_demo(|connection| {
        let (me, id, issue) = dispatched(connection, "CORE-4");
        executions::take_up(connection).unwrap().unwrap();
        executions::put_back(connection).unwrap();
        let waiting = detail(connection, &me, id).execution;
        assert_eq!(
            (waiting.status, waiting.started_at),
            (ExecutionStatus::Queued, None)
        );
        let again = executions::take_up(connection).unwrap().unwrap();
        carry_out(connection, &again).unwrap();
        assert_eq!(said(connection, issue), 1);
    })
    .await;
}

#[tokio::test]
async fn an_execution_fails_when_its_issue_or_its_agent_has_gone() {
    over_the_demo(|connection| {
        let (me, id, issue) = dispatched(connection, "CORE-4");
        issues::delete(connection, me.org, issue).unwrap();
        let work = executions::take_up(connection).unwrap().unwrap();
        carry_out(connection, &work).unwrap();
        let failed = detail(connection, &me, id);
        assert_eq!(failed.execution.status, ExecutionStatus::Failed);
        assert_eq!(failed.error.as_deref(), Some("the issue has been deleted"));

        let (_, id, _) = dispatched(connection, "CORE-3");
        let work = executions::take_up(connection).unwrap().unwrap();
        let disabled = AgentChanges {
            status: Some(AgentStatus::Disabled),
            ..AgentChanges::default()
        };
        Agent::update(connection, &me, work.agent, &disabled).unwrap();
        carry_out(connection, &work).unwrap();
        let failed = detail(connection, &me, id).error.unwrap();
        assert!(failed.contains("disabled"), "{failed}");
    })
    .await;
}

#[tokio::test]
async fn what_an_agent_says_is_bounded_and_the_same_for_the_same() {
    over_the_demo(|connection| {
        let me = someone(connection);
        let long = "word ".repeat(4000);
        let new = serde_json::json!({ "project": "CORE", "title": "Long", "description": long });
        let new = serde_json::from_value(new).unwrap();
        let issue = issues::create(connection, &me, &new).unwrap().core;
        let report = || {
            let detail = issues::detail(connection, issue.id).unwrap();
            super::report::on_issue(&detail, &[], Some(&long))
        };
        assert_eq!(report(), report());
        assert!(report().chars().count() < 1000);
    })
    .await;
}

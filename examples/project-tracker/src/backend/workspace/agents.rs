//! What requests say of agents, and how one is set to work.

use axum::Extension;
use axum::extract::State;

use super::things;
use crate::backend::answer::{Created, Found};
use crate::backend::auth::Caller;
use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::backend::extract::{Body, Name};
use crate::backend::fields::requests;
use crate::backend::store::executions;
use crate::backend::store::refer::AGENT;
use crate::backend::value::{line, name as name_of, number, prose, repository, word};
use crate::backend::worker::Worker;
use crate::model::{Agent, AgentChanges, AgentFilters, Dispatch, ExecutionDetail, NewAgent};

const LONGEST_NAME: usize = 100;
const LONGEST_DESCRIPTION: usize = 5000;

requests! {
    AgentFilters {
        page: or_default number,
        pagesize: or_default number,
        status: optional word,
    }

    NewAgent {
        name: required line(LONGEST_NAME),
        model: required line(LONGEST_NAME),
        status: or_default word,
        description: or_default prose(0, LONGEST_DESCRIPTION),
    }

    AgentChanges {
        name: optional line(LONGEST_NAME),
        model: optional line(LONGEST_NAME),
        status: optional word,
        description: optional prose(0, LONGEST_DESCRIPTION),
    }

    Dispatch {
        issue: optional name_of,
        repo: optional repository,
        instructions: optional prose(1, LONGEST_DESCRIPTION),
    }
}

/// `PATCH /agents/{id_or_name}`
pub(in crate::backend) async fn update(
    database: State<Database>,
    State(worker): State<Worker>,
    me: Extension<Caller>,
    name: Name,
    body: Body,
) -> Result<Found<Agent>, Error> {
    let agent = things::update::<Agent>(database, me, name, body).await?;
    // What waited for the agent while it paused need wait no longer.
    worker.wake();
    Ok(agent)
}

/// `POST /agents/{id_or_name}/dispatch`
pub(in crate::backend) async fn dispatch(
    State(database): State<Database>,
    State(worker): State<Worker>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
    Body(mut fields): Body,
) -> Result<Created<ExecutionDetail>, Error> {
    if !fields.has_one_of("issue", "repo") {
        fields.problem("issue", "give an issue or a repo, one of the two");
    }
    let dispatch: Dispatch = fields.whole()?;
    let execution = database.write(move |connection| {
        let agent = AGENT.at(connection, me.org, &name)?;
        executions::dispatch(connection, &me, agent, &dispatch)
    });
    let execution = execution.await?;
    worker.wake();
    Ok(Created(execution))
}

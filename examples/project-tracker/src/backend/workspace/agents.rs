//! `/agents`

use axum::Extension;
use axum::extract::State;

use crate::backend::answer::{Created, Found, Listed};
use crate::backend::auth::Caller;
use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::backend::extract::{Body, Name, Params};
use crate::backend::store::refer::AGENT;
use crate::backend::store::{agents as store, executions};
use crate::backend::value::{line, name as name_of, prose, repository, word};
use crate::backend::worker::Worker;
use crate::model::{Agent, AgentChanges, AgentFilters, Dispatch, ExecutionDetail, NewAgent};

const LONGEST_NAME: usize = 100;
const LONGEST_DESCRIPTION: usize = 5000;

/// `GET /agents`
pub(in crate::backend) async fn list(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Params(mut fields): Params,
) -> Result<Listed<Agent>, Error> {
    let (page, pagesize) = fields.paging();
    let filters = AgentFilters {
        status: fields.optional("status", word),
        page,
        pagesize,
    };
    fields.finish()?;
    let page = database.read(move |connection| store::list(connection, me.org, &filters));
    page.await.map(Listed)
}

/// `POST /agents`
pub(in crate::backend) async fn create(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Body(mut fields): Body,
) -> Result<Created<Agent>, Error> {
    let agent = NewAgent {
        name: fields.required("name", line(LONGEST_NAME)),
        model: fields.required("model", line(LONGEST_NAME)),
        status: fields.optional("status", word).unwrap_or_default(),
        description: fields
            .optional("description", prose(0, LONGEST_DESCRIPTION))
            .unwrap_or_default(),
    };
    fields.finish()?;
    let created = database.write(move |connection| store::create(connection, me.org, &agent));
    created.await.map(Created)
}

/// `GET /agents/{id_or_name}`
pub(in crate::backend) async fn get(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
) -> Result<Found<Agent>, Error> {
    let agent = database.read(move |connection| {
        let id = AGENT.at(connection, me.org, &name)?;
        store::get(connection, id)
    });
    agent.await.map(Found)
}

/// `PATCH /agents/{id_or_name}`
pub(in crate::backend) async fn update(
    State(database): State<Database>,
    State(worker): State<Worker>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
    Body(mut fields): Body,
) -> Result<Found<Agent>, Error> {
    fields.refuse_empty();
    let changes = AgentChanges {
        name: fields.optional("name", line(LONGEST_NAME)),
        model: fields.optional("model", line(LONGEST_NAME)),
        status: fields.optional("status", word),
        description: fields.optional("description", prose(0, LONGEST_DESCRIPTION)),
    };
    fields.finish()?;
    let agent = database.write(move |connection| {
        let id = AGENT.at(connection, me.org, &name)?;
        store::update(connection, me.org, id, &changes)
    });
    let agent = agent.await?;
    // What waited for the agent while it paused need wait no longer.
    worker.wake();
    Ok(Found(agent))
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
    let dispatch = Dispatch {
        issue: fields.optional("issue", name_of),
        repo: fields.optional("repo", repository),
        instructions: fields.optional("instructions", prose(1, LONGEST_DESCRIPTION)),
    };
    fields.finish()?;
    let execution = database.write(move |connection| {
        let agent = AGENT.at(connection, me.org, &name)?;
        executions::dispatch(connection, &me, agent, &dispatch)
    });
    let execution = execution.await?;
    worker.wake();
    Ok(Created(execution))
}

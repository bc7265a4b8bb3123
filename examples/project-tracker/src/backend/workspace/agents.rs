//! What requests say of agents, and how one is set to work.

use axum::Extension;
use axum::extract::State;

use super::things;
use crate::backend::answer::{Created, Found};
use crate::backend::auth::Caller;
use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::backend::extract::{Body, Name};
use crate::backend::fields::{Fields, FromFields};
use crate::backend::store::executions;
use crate::backend::store::refer::AGENT;
use crate::backend::value::{line, name as name_of, prose, repository, word};
use crate::backend::worker::Worker;
use crate::model::{Agent, AgentChanges, AgentFilters, Dispatch, ExecutionDetail, NewAgent};

const LONGEST_NAME: usize = 100;
const LONGEST_DESCRIPTION: usize = 5000;

impl FromFields for AgentFilters {
    fn from_fields(fields: &mut Fields) -> Self {
        let (page, pagesize) = fields.paging();
        Self {
            status: fields.optional("status", word),
            page,
            pagesize,
        }
    }
}

impl FromFields for NewAgent {
    fn from_fields(fields: &mut Fields) -> Self {
        Self {
            name: fields.required("name", line(LONGEST_NAME)),
            model: fields.required("model", line(LONGEST_NAME)),
            status: fields.optional("status", word).unwrap_or_default(),
            description: fields
                .optional("description", prose(0, LONGEST_DESCRIPTION))
                .unwrap_or_default(),
        }
    }
}

impl FromFields for AgentChanges {
    fn from_fields(fields: &mut Fields) -> Self {
        Self {
            name: fields.optional("name", line(LONGEST_NAME)),
            model: fields.optional("model", line(LONGEST_NAME)),
            status: fields.optional("status", word),
            description: fields.optional("description", prose(0, LONGEST_DESCRIPTION)),
        }
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

//! `/executions`

use axum::Extension;
use axum::extract::State;

use crate::backend::answer::{Found, Listed};
use crate::backend::auth::Caller;
use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::backend::extract::{Id, Params};
use crate::backend::fields::requests;
use crate::backend::store::executions as store;
use crate::backend::value::{line, name, number, word};
use crate::model::{Execution, ExecutionDetail, ExecutionFilters};

const LONGEST_NAME: usize = 100;

requests! {
    ExecutionFilters {
        page: or_default number,
        pagesize: or_default number,
        agent: optional line(LONGEST_NAME),
        issue: optional name,
        status: optional word,
    }
}

/// `GET /executions`
pub(in crate::backend) async fn list(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Params(fields): Params,
) -> Result<Listed<Execution>, Error> {
    let filters: ExecutionFilters = fields.whole()?;
    let page = database.read(move |connection| store::list(connection, me.org, &filters));
    page.await.map(Listed)
}

/// `GET /executions/{id}`
pub(in crate::backend) async fn get(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Id(id): Id,
) -> Result<Found<ExecutionDetail>, Error> {
    let execution = database.read(move |connection| store::detail(connection, me.org, id));
    execution.await.map(Found)
}

/// `POST /executions/{id}/cancel`
pub(in crate::backend) async fn cancel(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Id(id): Id,
) -> Result<Found<ExecutionDetail>, Error> {
    let execution = database.write(move |connection| store::cancel(connection, me.org, id));
    execution.await.map(Found)
}

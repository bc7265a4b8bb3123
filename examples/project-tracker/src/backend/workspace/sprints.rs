//! `/sprints`

use axum::Extension;
use axum::extract::State;

use super::Deleted;
use crate::backend::answer::{Created, Found, Listed};
use crate::backend::auth::Caller;
use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::backend::extract::{Body, Name, Params};
use crate::backend::store::refer::SPRINT;
use crate::backend::store::sprints as store;
use crate::backend::value::{date, line, name, prose, word};
use crate::model::{NewSprint, Sprint, SprintChanges, SprintFilters};

const LONGEST_NAME: usize = 100;
const LONGEST_GOAL: usize = 5000;

/// `GET /sprints`
pub(in crate::backend) async fn list(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Params(mut fields): Params,
) -> Result<Listed<Sprint>, Error> {
    let (page, pagesize) = fields.paging();
    let filters = SprintFilters {
        team: fields.optional("team", name),
        status: fields.optional("status", word),
        page,
        pagesize,
    };
    fields.finish()?;
    let page = database.read(move |connection| store::list(connection, me.org, &filters));
    page.await.map(Listed)
}

/// `POST /sprints`
pub(in crate::backend) async fn create(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Body(mut fields): Body,
) -> Result<Created<Sprint>, Error> {
    let sprint = NewSprint {
        team: fields.required("team", name),
        name: fields.required("name", line(LONGEST_NAME)),
        goal: fields
            .optional("goal", prose(0, LONGEST_GOAL))
            .unwrap_or_default(),
        start_date: fields.optional("start_date", date),
        end_date: fields.optional("end_date", date),
    };
    fields.finish()?;
    let created = database.write(move |connection| store::create(connection, me.org, &sprint));
    created.await.map(Created)
}

/// `GET /sprints/{id_or_name}`
pub(in crate::backend) async fn get(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
) -> Result<Found<Sprint>, Error> {
    let sprint = database.read(move |connection| {
        let id = SPRINT.at(connection, me.org, &name)?;
        store::get(connection, id)
    });
    sprint.await.map(Found)
}

/// `PATCH /sprints/{id_or_name}`
pub(in crate::backend) async fn update(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
    Body(mut fields): Body,
) -> Result<Found<Sprint>, Error> {
    fields.refuse_empty();
    let changes = SprintChanges {
        name: fields.optional("name", line(LONGEST_NAME)),
        goal: fields.optional("goal", prose(0, LONGEST_GOAL)),
        status: fields.optional("status", word),
        start_date: fields.nullable("start_date", date),
        end_date: fields.nullable("end_date", date),
    };
    fields.finish()?;
    let sprint = database.write(move |connection| {
        let id = SPRINT.at(connection, me.org, &name)?;
        store::update(connection, me.org, id, &changes)
    });
    sprint.await.map(Found)
}

/// `DELETE /sprints/{id_or_name}`
pub(in crate::backend) async fn delete(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
) -> Result<Found<Deleted>, Error> {
    let deleted = database.write(move |connection| {
        let id = SPRINT.at(connection, me.org, &name)?;
        store::delete(connection, me.org, id)?;
        Ok(Deleted::new(id))
    });
    deleted.await.map(Found)
}

//! `/teams`

use axum::Extension;
use axum::extract::State;

use crate::backend::answer::{Created, Found, Listed};
use crate::backend::auth::Caller;
use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::backend::extract::{Body, Name, Params};
use crate::backend::store::refer::TEAM;
use crate::backend::store::teams as store;
use crate::backend::value::{key, line, lines, prose};
use crate::model::{NewTeam, Team, TeamChanges, TeamDetail, TeamFilters};

const LONGEST_NAME: usize = 100;
const LONGEST_DESCRIPTION: usize = 5000;
const MOST_MEMBERS: usize = 200;

/// `GET /teams`
pub(in crate::backend) async fn list(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Params(mut fields): Params,
) -> Result<Listed<Team>, Error> {
    let (page, pagesize) = fields.paging();
    fields.finish()?;
    let filters = TeamFilters { page, pagesize };
    let page = database.read(move |connection| store::list(connection, me.org, &filters));
    page.await.map(Listed)
}

/// `POST /teams`
pub(in crate::backend) async fn create(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Body(mut fields): Body,
) -> Result<Created<TeamDetail>, Error> {
    let team = NewTeam {
        key: fields.required("key", key),
        name: fields.required("name", line(LONGEST_NAME)),
        description: fields
            .optional("description", prose(0, LONGEST_DESCRIPTION))
            .unwrap_or_default(),
        members: fields
            .optional("members", lines(MOST_MEMBERS, LONGEST_NAME))
            .unwrap_or_default(),
    };
    fields.finish()?;
    let created = database.write(move |connection| store::create(connection, &me, &team));
    created.await.map(Created)
}

/// `GET /teams/{id_or_key}`
pub(in crate::backend) async fn get(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
) -> Result<Found<TeamDetail>, Error> {
    let team = database.read(move |connection| {
        let id = TEAM.at(connection, me.org, &name)?;
        store::detail(connection, id)
    });
    team.await.map(Found)
}

/// `PATCH /teams/{id_or_key}`
pub(in crate::backend) async fn update(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
    Body(mut fields): Body,
) -> Result<Found<TeamDetail>, Error> {
    fields.refuse_empty();
    let changes = TeamChanges {
        name: fields.optional("name", line(LONGEST_NAME)),
        description: fields.optional("description", prose(0, LONGEST_DESCRIPTION)),
        members: fields.optional("members", lines(MOST_MEMBERS, LONGEST_NAME)),
    };
    fields.finish()?;
    let team = database.write(move |connection| {
        let id = TEAM.at(connection, me.org, &name)?;
        store::update(connection, &me, id, &changes)
    });
    team.await.map(Found)
}

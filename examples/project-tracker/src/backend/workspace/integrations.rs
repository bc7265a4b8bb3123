//! `/integrations`

use axum::Extension;
use axum::extract::State;

use crate::backend::answer::{Found, Listed};
use crate::backend::auth::Caller;
use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::backend::extract::{Name, Params};
use crate::backend::store::integrations as store;
use crate::backend::store::refer::INTEGRATION;
use crate::backend::value::word;
use crate::model::{Integration, IntegrationFilters};

/// `GET /integrations`
pub(in crate::backend) async fn list(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Params(mut fields): Params,
) -> Result<Listed<Integration>, Error> {
    let (page, pagesize) = fields.paging();
    let filters = IntegrationFilters {
        kind: fields.optional("kind", word),
        state: fields.optional("state", word),
        page,
        pagesize,
    };
    fields.finish()?;
    let page = database.read(move |connection| store::list(connection, me.org, &filters));
    page.await.map(Listed)
}

/// `GET /integrations/{id}`
pub(in crate::backend) async fn get(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
) -> Result<Found<Integration>, Error> {
    let integration = database.read(move |connection| {
        let id = INTEGRATION.at(connection, me.org, &name)?;
        store::get(connection, id)
    });
    integration.await.map(Found)
}

//! `/labels`

use axum::Extension;
use axum::extract::State;

use super::Deleted;
use crate::backend::answer::{Created, Found, Listed};
use crate::backend::auth::Caller;
use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::backend::extract::{Body, Name, Params};
use crate::backend::store::labels as store;
use crate::backend::store::refer::LABEL;
use crate::backend::value::{color, line, prose};
use crate::model::{Label, LabelChanges, LabelFilters, NewLabel};

const LONGEST_NAME: usize = 50;
const LONGEST_DESCRIPTION: usize = 500;

/// `GET /labels`
pub(in crate::backend) async fn list(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Params(mut fields): Params,
) -> Result<Listed<Label>, Error> {
    let (page, pagesize) = fields.paging();
    fields.finish()?;
    let filters = LabelFilters { page, pagesize };
    let page = database.read(move |connection| store::list(connection, me.org, &filters));
    page.await.map(Listed)
}

/// `POST /labels`
pub(in crate::backend) async fn create(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Body(mut fields): Body,
) -> Result<Created<Label>, Error> {
    let label = NewLabel {
        name: fields.required("name", line(LONGEST_NAME)),
        color: fields.optional("color", color),
        description: fields
            .optional("description", prose(0, LONGEST_DESCRIPTION))
            .unwrap_or_default(),
    };
    fields.finish()?;
    let created = database.write(move |connection| store::create(connection, me.org, &label));
    created.await.map(Created)
}

/// `GET /labels/{id_or_name}`
pub(in crate::backend) async fn get(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
) -> Result<Found<Label>, Error> {
    let label = database.read(move |connection| {
        let id = LABEL.at(connection, me.org, &name)?;
        store::get(connection, id)
    });
    label.await.map(Found)
}

/// `PATCH /labels/{id_or_name}`
pub(in crate::backend) async fn update(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
    Body(mut fields): Body,
) -> Result<Found<Label>, Error> {
    fields.refuse_empty();
    let changes = LabelChanges {
        name: fields.optional("name", line(LONGEST_NAME)),
        color: fields.optional("color", color),
        description: fields.optional("description", prose(0, LONGEST_DESCRIPTION)),
    };
    fields.finish()?;
    let label = database.write(move |connection| {
        let id = LABEL.at(connection, me.org, &name)?;
        store::update(connection, me.org, id, &changes)
    });
    label.await.map(Found)
}

/// `DELETE /labels/{id_or_name}`
pub(in crate::backend) async fn delete(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
) -> Result<Found<Deleted>, Error> {
    let deleted = database.write(move |connection| {
        let id = LABEL.at(connection, me.org, &name)?;
        LABEL.delete(connection, me.org, id)?;
        Ok(Deleted::new(id))
    });
    deleted.await.map(Found)
}

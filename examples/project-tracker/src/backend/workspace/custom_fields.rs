//! `/custom-fields`

use axum::Extension;
use axum::extract::State;

use super::Deleted;
use crate::backend::answer::{Created, Found, Listed};
use crate::backend::auth::Caller;
use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::backend::extract::{Body, Name, Params};
use crate::backend::store::custom_fields as store;
use crate::backend::store::refer::CUSTOM_FIELD;
use crate::backend::value::{field_key, line, lines, word};
use crate::model::{CustomField, CustomFieldChanges, CustomFieldFilters, NewCustomField};

const LONGEST_NAME: usize = 100;
const MOST_OPTIONS: usize = 50;

/// `GET /custom-fields`
pub(in crate::backend) async fn list(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Params(mut fields): Params,
) -> Result<Listed<CustomField>, Error> {
    let (page, pagesize) = fields.paging();
    fields.finish()?;
    let filters = CustomFieldFilters { page, pagesize };
    let page = database.read(move |connection| store::list(connection, me.org, &filters));
    page.await.map(Listed)
}

/// `POST /custom-fields`
pub(in crate::backend) async fn create(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Body(mut fields): Body,
) -> Result<Created<CustomField>, Error> {
    let field = NewCustomField {
        key: fields.required("key", field_key),
        name: fields.required("name", line(LONGEST_NAME)),
        kind: fields.required("type", word),
        options: fields
            .optional("options", lines(MOST_OPTIONS, LONGEST_NAME))
            .unwrap_or_default(),
    };
    fields.finish()?;
    let created = database.write(move |connection| store::create(connection, me.org, &field));
    created.await.map(Created)
}

/// `GET /custom-fields/{id_or_key}`
pub(in crate::backend) async fn get(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
) -> Result<Found<CustomField>, Error> {
    let field = database.read(move |connection| {
        let id = CUSTOM_FIELD.at(connection, me.org, &name)?;
        store::get(connection, id)
    });
    field.await.map(Found)
}

/// `PATCH /custom-fields/{id_or_key}`
pub(in crate::backend) async fn update(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
    Body(mut fields): Body,
) -> Result<Found<CustomField>, Error> {
    fields.refuse_empty();
    let changes = CustomFieldChanges {
        name: fields.optional("name", line(LONGEST_NAME)),
        options: fields.optional("options", lines(MOST_OPTIONS, LONGEST_NAME)),
    };
    fields.finish()?;
    let field = database.write(move |connection| {
        let id = CUSTOM_FIELD.at(connection, me.org, &name)?;
        store::update(connection, me.org, id, &changes)
    });
    field.await.map(Found)
}

/// `DELETE /custom-fields/{id_or_key}`
pub(in crate::backend) async fn delete(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
) -> Result<Found<Deleted>, Error> {
    let deleted = database.write(move |connection| {
        let id = CUSTOM_FIELD.at(connection, me.org, &name)?;
        CUSTOM_FIELD.delete(connection, me.org, id)?;
        Ok(Deleted::new(id))
    });
    deleted.await.map(Found)
}

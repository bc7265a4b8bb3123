//! What the requests about each sort of thing have in common.

use axum::Extension;
use axum::extract::State;

use super::Deleted;
use crate::backend::answer::{Created, Found, Listed};
use crate::backend::auth::Caller;
use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::backend::extract::{Body, Name, Params};
use crate::backend::fields::FromFields;
use crate::backend::store::thing::{Thing, Written};

/// `GET` of all.
pub(in crate::backend) async fn list<T>(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Params(fields): Params,
) -> Result<Listed<T>, Error>
where
    T: Thing<Filters: FromFields>,
{
    let filters = fields.whole()?;
    let page = database.read(move |connection| T::list(connection, &me, &filters));
    page.await.map(Listed)
}

/// `POST` to all.
pub(in crate::backend) async fn create<T>(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Body(fields): Body,
) -> Result<Created<T::Detail>, Error>
where
    T: Written<New: FromFields>,
{
    let new = fields.whole()?;
    let created = database.write(move |connection| T::create(connection, &me, &new));
    created.await.map(Created)
}

/// `GET` of one.
pub(in crate::backend) async fn get<T: Thing>(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
) -> Result<Found<T::Detail>, Error> {
    let found = database.read(move |connection| {
        let id = T::NAMED.at(connection, me.org, &name)?;
        T::get(connection, id)
    });
    found.await.map(Found)
}

/// `PATCH` of one.
pub(in crate::backend) async fn update<T>(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
    Body(mut fields): Body,
) -> Result<Found<T::Detail>, Error>
where
    T: Written<Changes: FromFields>,
{
    fields.refuse_empty();
    let changes = fields.whole()?;
    let changed = database.write(move |connection| {
        let id = T::NAMED.at(connection, me.org, &name)?;
        T::update(connection, &me, id, &changes)
    });
    changed.await.map(Found)
}

/// `DELETE` of one.
pub(in crate::backend) async fn delete<T: Written>(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
) -> Result<Found<Deleted>, Error> {
    let deleted = database.write(move |connection| {
        let id = T::NAMED.at(connection, me.org, &name)?;
        T::delete(connection, &me, id)?;
        Ok(Deleted::new(id))
    });
    deleted.await.map(Found)
}

//! `/documents`

use axum::Extension;
use axum::extract::State;

use super::Deleted;
use crate::backend::answer::{Created, Found, Listed};
use crate::backend::auth::Caller;
use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::backend::extract::{Body, Name, Params};
use crate::backend::store::documents as store;
use crate::backend::store::refer::DOCUMENT;
use crate::backend::value::{line, name as name_of, prose};
use crate::model::{Document, DocumentChanges, DocumentDetail, DocumentFilters, NewDocument};

const LONGEST_TITLE: usize = 200;
const LONGEST_BODY: usize = 100_000;

/// `GET /documents`
pub(in crate::backend) async fn list(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Params(mut fields): Params,
) -> Result<Listed<Document>, Error> {
    let (page, pagesize) = fields.paging();
    let filters = DocumentFilters {
        project: fields.optional("project", name_of),
        search: fields.optional("search", line(LONGEST_TITLE)),
        page,
        pagesize,
    };
    fields.finish()?;
    let page = database.read(move |connection| store::list(connection, me.org, &filters));
    page.await.map(Listed)
}

/// `POST /documents`
pub(in crate::backend) async fn create(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Body(mut fields): Body,
) -> Result<Created<DocumentDetail>, Error> {
    let document = NewDocument {
        title: fields.required("title", line(LONGEST_TITLE)),
        body: fields
            .optional("body", prose(0, LONGEST_BODY))
            .unwrap_or_default(),
        project: fields.optional("project", name_of),
    };
    fields.finish()?;
    let created = database.write(move |connection| store::create(connection, &me, &document));
    created.await.map(Created)
}

/// `GET /documents/{id}`
pub(in crate::backend) async fn get(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
) -> Result<Found<DocumentDetail>, Error> {
    let document = database.read(move |connection| {
        let id = DOCUMENT.at(connection, me.org, &name)?;
        store::detail(connection, id)
    });
    document.await.map(Found)
}

/// `PATCH /documents/{id}`
pub(in crate::backend) async fn update(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
    Body(mut fields): Body,
) -> Result<Found<DocumentDetail>, Error> {
    fields.refuse_empty();
    let changes = DocumentChanges {
        title: fields.optional("title", line(LONGEST_TITLE)),
        body: fields.optional("body", prose(0, LONGEST_BODY)),
        project: fields.nullable("project", name_of),
    };
    fields.finish()?;
    let document = database.write(move |connection| {
        let id = DOCUMENT.at(connection, me.org, &name)?;
        store::update(connection, &me, id, &changes)
    });
    document.await.map(Found)
}

/// `DELETE /documents/{id}`
pub(in crate::backend) async fn delete(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
) -> Result<Found<Deleted>, Error> {
    let deleted = database.write(move |connection| {
        let id = DOCUMENT.at(connection, me.org, &name)?;
        DOCUMENT.delete(connection, me.org, id)?;
        Ok(Deleted::new(id))
    });
    deleted.await.map(Found)
}

//! `/issues/{id_or_ref}/links`

use axum::Extension;
use axum::extract::State;

use super::Deleted;
use crate::backend::answer::{Created, Found};
use crate::backend::auth::Caller;
use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::backend::extract::{Body, Name, NameAndId};
use crate::backend::store::{issues, links as store};
use crate::backend::value::{name as name_of, word};
use crate::model::{Link, NewLink};

/// `GET /issues/{id_or_ref}/links`
pub(in crate::backend) async fn list(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
) -> Result<Found<Vec<Link>>, Error> {
    let links = database.read(move |connection| {
        let issue = issues::at(connection, me.org, &name)?;
        store::of_issue(connection, issue)
    });
    links.await.map(Found)
}

/// `POST /issues/{id_or_ref}/links`
pub(in crate::backend) async fn create(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
    Body(mut fields): Body,
) -> Result<Created<Link>, Error> {
    let link = NewLink {
        kind: fields.required("type", word),
        issue: fields.required("issue", name_of),
    };
    fields.finish()?;
    let created = database.write(move |connection| {
        let issue = issues::at(connection, me.org, &name)?;
        store::create(connection, me.org, issue, &link)
    });
    created.await.map(Created)
}

/// `DELETE /issues/{id_or_ref}/links/{link}`
pub(in crate::backend) async fn delete(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    NameAndId(name, link): NameAndId,
) -> Result<Found<Deleted>, Error> {
    let deleted = database.write(move |connection| {
        let issue = issues::at(connection, me.org, &name)?;
        store::delete(connection, issue, link)?;
        Ok(Deleted::new(link))
    });
    deleted.await.map(Found)
}

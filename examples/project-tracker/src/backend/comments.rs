//! `/issues/{id_or_ref}/comments`

use axum::Extension;
use axum::extract::State;

use super::answer::{Created, Listed};
use super::database::Database;
use super::error::Error;
use super::extract::{Body, Name, Params};
use super::issues::MISSING;
use super::store::{comments as store, issues};
use super::value::{number, prose};
use crate::model::{Account, Comment, CommentFilters, NewComment};

const LONGEST_BODY: usize = 10_000;

/// `GET /issues/{id_or_ref}/comments`
pub(super) async fn list(
    State(database): State<Database>,
    Name(name): Name,
    Params(mut fields): Params,
) -> Result<Listed<Comment>, Error> {
    let filters = CommentFilters {
        page: fields.optional("page", number).unwrap_or_default(),
        pagesize: fields.optional("pagesize", number).unwrap_or_default(),
    };
    fields.finish()?;
    let page = database.read(move |connection| {
        let issue = issues::find(connection, &name)?.ok_or(MISSING)?;
        store::list(connection, issue, &filters)
    });
    page.await.map(Listed)
}

/// `POST /issues/{id_or_ref}/comments`
pub(super) async fn create(
    State(database): State<Database>,
    Extension(account): Extension<Account>,
    Name(name): Name,
    Body(mut fields): Body,
) -> Result<Created<Comment>, Error> {
    let comment = NewComment {
        body: fields.required("body", prose(1, LONGEST_BODY)),
    };
    fields.finish()?;
    let created = database.write(move |connection| {
        let issue = issues::find(connection, &name)?.ok_or(MISSING)?;
        store::create(connection, issue, &comment, &account.name)
    });
    created.await.map(Created)
}

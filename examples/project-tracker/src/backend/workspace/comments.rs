//! `/issues/{id_or_ref}/comments`

use axum::Extension;
use axum::extract::State;

use crate::backend::answer::{Created, Listed};
use crate::backend::auth::Caller;
use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::backend::extract::{Body, Name, Params};
use crate::backend::store::{comments as store, issues};
use crate::backend::value::prose;
use crate::model::{AuthorType, Comment, CommentFilters, NewComment};

const LONGEST_BODY: usize = 10_000;

/// `GET /issues/{id_or_ref}/comments`
pub(in crate::backend) async fn list(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
    Params(mut fields): Params,
) -> Result<Listed<Comment>, Error> {
    let (page, pagesize) = fields.paging();
    fields.finish()?;
    let filters = CommentFilters { page, pagesize };
    let page = database.read(move |connection| {
        let issue = issues::at(connection, me.org, &name)?;
        store::list(connection, issue, &filters)
    });
    page.await.map(Listed)
}

/// `POST /issues/{id_or_ref}/comments`
pub(in crate::backend) async fn create(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
    Body(mut fields): Body,
) -> Result<Created<Comment>, Error> {
    let comment = NewComment {
        body: fields.required("body", prose(1, LONGEST_BODY)),
    };
    fields.finish()?;
    let created = database.write(move |connection| {
        let issue = issues::at(connection, me.org, &name)?;
        let author = (me.name.as_str(), AuthorType::Account);
        store::create(connection, issue, author, &comment.body)
    });
    created.await.map(Created)
}

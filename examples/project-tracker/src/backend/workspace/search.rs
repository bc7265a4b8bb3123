//! `/issues/search`

use axum::Extension;
use axum::extract::State;
use serde_json::Value;

use crate::backend::answer::Listed;
use crate::backend::auth::Caller;
use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::backend::extract::Params;
use crate::backend::store::refer::PROJECT;
use crate::backend::store::search as store;
use crate::backend::store::search::Words;
use crate::backend::value::{name, text};
use crate::model::SearchHit;

const LONGEST_QUERY: usize = 200;

/// `GET /issues/search`
pub(in crate::backend) async fn search(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Params(mut fields): Params,
) -> Result<Listed<SearchHit>, Error> {
    let words = fields.required("q", words);
    let project = fields.optional("project", name);
    let paging = fields.paging();
    fields.finish()?;
    let page = database.read(move |connection| {
        let project = PROJECT.of_any(connection, me.org, "project", project.as_deref())?;
        store::search(connection, me.org, &words, project, paging)
    });
    page.await.map(Listed)
}

fn words(value: &Value) -> Result<Words, String> {
    let typed = text(value)?;
    if typed.chars().count() > LONGEST_QUERY {
        return Err(format!("must have 1 to {LONGEST_QUERY} characters"));
    }
    Words::typed(typed).ok_or_else(|| "must have a word in it (a letter or a digit)".into())
}

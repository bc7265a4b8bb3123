//! `/issues/search`

use axum::extract::State;
use serde_json::Value;

use super::answer::Listed;
use super::database::Database;
use super::error::Error;
use super::extract::Params;
use super::issues::project_meant;
use super::store::search as store;
use super::store::search::Words;
use super::value::{name, number, text};
use crate::model::SearchHit;

const LONGEST_QUERY: usize = 200;

/// `GET /issues/search`
pub(super) async fn search(
    State(database): State<Database>,
    Params(mut fields): Params,
) -> Result<Listed<SearchHit>, Error> {
    let words = fields.required("q", words);
    let project = fields.optional("project", name);
    let pagesize = fields.optional("pagesize", number).unwrap_or_default();
    fields.finish()?;
    let page = database.read(move |connection| {
        let project = project_meant(connection, project.as_deref())?;
        store::search(connection, &words, project, pagesize)
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

//! `/issues`

use axum::Extension;
use axum::extract::State;
use rusqlite::Connection;

use super::answer::{Created, Found, Listed};
use super::database::Database;
use super::error::Error;
use super::extract::{Body, Name, Params};
use super::fields::Fields;
use super::store::{issues as store, projects};
use super::value::{self, labels, line, number, prose, word};
use crate::model::{Account, Issue, IssueChanges, IssueDetail, IssueFilters, NewIssue};

const LONGEST_TITLE: usize = 200;
const LONGEST_DESCRIPTION: usize = 20_000;
const LONGEST_WORD: usize = 100;
pub(super) const MISSING: Error = Error::NotFound("Issue");

/// `GET /issues`
pub(super) async fn list(
    State(database): State<Database>,
    Params(fields): Params,
) -> Result<Listed<Issue>, Error> {
    let filters = filters(fields)?;
    let page = database.read(move |connection| {
        let project = project_meant(connection, filters.project.as_deref())?;
        store::list(connection, &filters, project)
    });
    page.await.map(Listed)
}

/// `POST /issues`
pub(super) async fn create(
    State(database): State<Database>,
    Extension(account): Extension<Account>,
    Body(fields): Body,
) -> Result<Created<Issue>, Error> {
    let issue = new_issue(fields)?;
    let created = database.write(move |connection| {
        let project = projects::find(connection, &issue.project)?.ok_or_else(no_such_project)?;
        store::create(connection, &issue, project, &account.name)
    });
    created.await.map(Created)
}

/// `GET /issues/{id_or_ref}`
pub(super) async fn get(
    State(database): State<Database>,
    Name(name): Name,
) -> Result<Found<IssueDetail>, Error> {
    let issue = database.read(move |connection| {
        let id = store::find(connection, &name)?.ok_or(MISSING)?;
        store::detail(connection, id)
    });
    issue.await.map(Found)
}

/// `PATCH /issues/{id_or_ref}`
pub(super) async fn update(
    State(database): State<Database>,
    Name(name): Name,
    Body(fields): Body,
) -> Result<Found<Issue>, Error> {
    let changes = changes(fields)?;
    let issue = database.write(move |connection| {
        let id = store::find(connection, &name)?.ok_or(MISSING)?;
        store::update(connection, id, &changes)
    });
    issue.await.map(Found)
}

/// The project a filter names. That there is no such project is worth saying: an empty list would look like an answer.
pub(super) fn project_meant(
    connection: &Connection,
    name: Option<&str>,
) -> Result<Option<i64>, Error> {
    name.map(|name| projects::find(connection, name)?.ok_or_else(no_such_project))
        .transpose()
}

fn no_such_project() -> Error {
    Error::Invalid(vec!["project: no project has this key or id".into()])
}

fn filters(mut fields: Fields) -> Result<IssueFilters, Error> {
    let filters = IssueFilters {
        project: fields.optional("project", value::name),
        status: fields.optional("status", word),
        priority: fields.optional("priority", number),
        assignee: fields.optional("assignee", line(LONGEST_WORD)),
        label: fields.optional("label", line(LONGEST_WORD)),
        kind: fields.optional("type", word),
        page: fields.optional("page", number).unwrap_or_default(),
        pagesize: fields.optional("pagesize", number).unwrap_or_default(),
    };
    fields.finish()?;
    Ok(filters)
}

fn new_issue(mut fields: Fields) -> Result<NewIssue, Error> {
    let issue = NewIssue {
        project: fields.required("project", value::name),
        title: fields.required("title", line(LONGEST_TITLE)),
        description: fields
            .optional("description", prose(0, LONGEST_DESCRIPTION))
            .unwrap_or_default(),
        priority: fields.optional("priority", number).unwrap_or_default(),
        kind: fields.optional("type", word).unwrap_or_default(),
        assignee: fields.optional("assignee", line(LONGEST_WORD)),
        labels: fields.optional("labels", labels).unwrap_or_default(),
    };
    fields.finish()?;
    Ok(issue)
}

fn changes(mut fields: Fields) -> Result<IssueChanges, Error> {
    fields.refuse_empty();
    let changes = IssueChanges {
        title: fields.optional("title", line(LONGEST_TITLE)),
        description: fields.optional("description", prose(0, LONGEST_DESCRIPTION)),
        status: fields.optional("status", word),
        priority: fields.optional("priority", number),
        kind: fields.optional("type", word),
        assignee: fields.nullable("assignee", line(LONGEST_WORD)),
        labels: fields.optional("labels", labels),
    };
    fields.finish()?;
    Ok(changes)
}

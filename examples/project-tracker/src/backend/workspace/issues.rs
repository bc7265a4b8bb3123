//! `/issues`

use axum::Extension;
use axum::extract::State;

use super::Deleted;
use crate::backend::answer::{Created, Found, Listed};
use crate::backend::auth::Caller;
use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::backend::extract::{Body, Name, Params};
use crate::backend::fields::Fields;
use crate::backend::store::issues as store;
use crate::backend::value::{labels, line, name, number, prose, scalars, word};
use crate::model::{Issue, IssueChanges, IssueDetail, IssueFilters, NewIssue};

const LONGEST_TITLE: usize = 200;
const LONGEST_DESCRIPTION: usize = 20_000;
const LONGEST_NAME: usize = 100;

/// `GET /issues`
pub(in crate::backend) async fn list(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Params(fields): Params,
) -> Result<Listed<Issue>, Error> {
    let filters = filters(fields)?;
    let page = database.read(move |connection| store::list(connection, &me, &filters));
    page.await.map(Listed)
}

/// `POST /issues`
pub(in crate::backend) async fn create(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Body(fields): Body,
) -> Result<Created<Issue>, Error> {
    let issue = new_issue(fields)?;
    let created = database.write(move |connection| store::create(connection, &me, &issue));
    created.await.map(Created)
}

/// `GET /issues/{id_or_ref}`
pub(in crate::backend) async fn get(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
) -> Result<Found<IssueDetail>, Error> {
    let issue = database.read(move |connection| {
        let id = store::at(connection, me.org, &name)?;
        store::detail(connection, id)
    });
    issue.await.map(Found)
}

/// `PATCH /issues/{id_or_ref}`
pub(in crate::backend) async fn update(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
    Body(fields): Body,
) -> Result<Found<Issue>, Error> {
    let changes = changes(fields)?;
    let issue = database.write(move |connection| {
        let id = store::at(connection, me.org, &name)?;
        store::update(connection, &me, id, &changes)
    });
    issue.await.map(Found)
}

/// `DELETE /issues/{id_or_ref}`
pub(in crate::backend) async fn delete(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
) -> Result<Found<Deleted>, Error> {
    let deleted = database.write(move |connection| {
        let id = store::at(connection, me.org, &name)?;
        store::delete(connection, me.org, id)?;
        Ok(Deleted::new(id))
    });
    deleted.await.map(Found)
}

fn filters(mut fields: Fields) -> Result<IssueFilters, Error> {
    let filters = IssueFilters {
        project: fields.optional("project", name),
        status: fields.optional("status", word),
        priority: fields.optional("priority", number),
        assignee: fields.optional("assignee", line(LONGEST_NAME)),
        sprint: fields.optional("sprint", line(LONGEST_NAME)),
        label: fields.optional("label", line(LONGEST_NAME)),
        kind: fields.optional("type", word),
        sort: fields.optional("sort", word).unwrap_or_default(),
        page: fields.optional("page", number).unwrap_or_default(),
        pagesize: fields.optional("pagesize", number).unwrap_or_default(),
    };
    fields.finish()?;
    Ok(filters)
}

fn new_issue(mut fields: Fields) -> Result<NewIssue, Error> {
    let issue = NewIssue {
        project: fields.required("project", name),
        title: fields.required("title", line(LONGEST_TITLE)),
        description: fields
            .optional("description", prose(0, LONGEST_DESCRIPTION))
            .unwrap_or_default(),
        status: fields.optional("status", word).unwrap_or_default(),
        priority: fields.optional("priority", number).unwrap_or_default(),
        kind: fields.optional("type", word).unwrap_or_default(),
        assignee: fields.optional("assignee", name),
        sprint: fields.optional("sprint", name),
        labels: fields.optional("labels", labels).unwrap_or_default(),
        parent: fields.optional("parent", name),
        custom_fields: fields
            .optional("custom_fields", scalars)
            .unwrap_or_default(),
    };
    fields.finish()?;
    Ok(issue)
}

fn changes(mut fields: Fields) -> Result<IssueChanges, Error> {
    fields.refuse_empty();
    let changes = IssueChanges {
        project: fields.optional("project", name),
        title: fields.optional("title", line(LONGEST_TITLE)),
        description: fields.optional("description", prose(0, LONGEST_DESCRIPTION)),
        status: fields.optional("status", word),
        priority: fields.optional("priority", number),
        kind: fields.optional("type", word),
        assignee: fields.nullable("assignee", name),
        sprint: fields.nullable("sprint", name),
        labels: fields.optional("labels", labels),
        parent: fields.nullable("parent", name),
        custom_fields: fields
            .optional("custom_fields", scalars)
            .unwrap_or_default(),
    };
    fields.finish()?;
    Ok(changes)
}

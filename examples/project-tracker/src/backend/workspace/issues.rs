//! `/issues`

use axum::Extension;
use axum::extract::State;

use super::Deleted;
use crate::backend::answer::{Created, Found, Listed};
use crate::backend::auth::Caller;
use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::backend::extract::{Body, Name, Params};
use crate::backend::fields::requests;
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
    let filters: IssueFilters = fields.whole()?;
    let page = database.read(move |connection| store::list(connection, &me, &filters));
    page.await.map(Listed)
}

/// `POST /issues`
pub(in crate::backend) async fn create(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Body(fields): Body,
) -> Result<Created<Issue>, Error> {
    let issue: NewIssue = fields.whole()?;
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
    Body(mut fields): Body,
) -> Result<Found<Issue>, Error> {
    fields.refuse_empty();
    let changes: IssueChanges = fields.whole()?;
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

requests! {
    IssueFilters {
        project: optional name,
        status: optional word,
        priority: optional number,
        assignee: optional line(LONGEST_NAME),
        sprint: optional line(LONGEST_NAME),
        label: optional line(LONGEST_NAME),
        kind as "type": optional word,
        sort: or_default word,
        page: or_default number,
        pagesize: or_default number,
    }

    NewIssue {
        project: required name,
        title: required line(LONGEST_TITLE),
        description: or_default prose(0, LONGEST_DESCRIPTION),
        status: or_default word,
        priority: or_default number,
        kind as "type": or_default word,
        assignee: optional name,
        sprint: optional name,
        labels: or_default labels,
        parent: optional name,
        custom_fields: or_default scalars,
    }

    IssueChanges {
        project: optional name,
        title: optional line(LONGEST_TITLE),
        description: optional prose(0, LONGEST_DESCRIPTION),
        status: optional word,
        priority: optional number,
        kind as "type": optional word,
        assignee: nullable name,
        sprint: nullable name,
        labels: optional labels,
        parent: nullable name,
        custom_fields: or_default scalars,
    }
}

//! `/projects`

use axum::Extension;
use axum::extract::State;

use super::Deleted;
use crate::backend::answer::{Created, Found, Listed};
use crate::backend::auth::Caller;
use crate::backend::database::Database;
use crate::backend::error::Error;
use crate::backend::extract::{Body, Name, Params};
use crate::backend::store::projects as store;
use crate::backend::store::refer::PROJECT;
use crate::backend::value::{key, line, name, prose, word};
use crate::model::{NewProject, Project, ProjectChanges, ProjectDetail, ProjectFilters};

const LONGEST_NAME: usize = 100;
const LONGEST_DESCRIPTION: usize = 5000;

/// `GET /projects`
pub(in crate::backend) async fn list(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Params(mut fields): Params,
) -> Result<Listed<Project>, Error> {
    let (page, pagesize) = fields.paging();
    let filters = ProjectFilters {
        team: fields.optional("team", name),
        status: fields.optional("status", word),
        page,
        pagesize,
    };
    fields.finish()?;
    let page = database.read(move |connection| store::list(connection, me.org, &filters));
    page.await.map(Listed)
}

/// `POST /projects`
pub(in crate::backend) async fn create(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Body(mut fields): Body,
) -> Result<Created<ProjectDetail>, Error> {
    let project = NewProject {
        key: fields.required("key", key),
        name: fields.required("name", line(LONGEST_NAME)),
        description: fields
            .optional("description", prose(0, LONGEST_DESCRIPTION))
            .unwrap_or_default(),
        team: fields.optional("team", name),
        lead: fields.optional("lead", name),
    };
    fields.finish()?;
    let created = database.write(move |connection| store::create(connection, &me, &project));
    created.await.map(Created)
}

/// `GET /projects/{id_or_key}`
pub(in crate::backend) async fn get(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
) -> Result<Found<ProjectDetail>, Error> {
    let project = database.read(move |connection| {
        let id = PROJECT.at(connection, me.org, &name)?;
        store::detail(connection, id)
    });
    project.await.map(Found)
}

/// `PATCH /projects/{id_or_key}`
pub(in crate::backend) async fn update(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(project): Name,
    Body(mut fields): Body,
) -> Result<Found<ProjectDetail>, Error> {
    fields.refuse_empty();
    let changes = ProjectChanges {
        name: fields.optional("name", line(LONGEST_NAME)),
        description: fields.optional("description", prose(0, LONGEST_DESCRIPTION)),
        status: fields.optional("status", word),
        team: fields.nullable("team", name),
        lead: fields.nullable("lead", name),
    };
    fields.finish()?;
    let project = database.write(move |connection| {
        let id = PROJECT.at(connection, me.org, &project)?;
        store::update(connection, &me, id, &changes)
    });
    project.await.map(Found)
}

/// `DELETE /projects/{id_or_key}`
pub(in crate::backend) async fn delete(
    State(database): State<Database>,
    Extension(me): Extension<Caller>,
    Name(name): Name,
) -> Result<Found<Deleted>, Error> {
    let deleted = database.write(move |connection| {
        let id = PROJECT.at(connection, me.org, &name)?;
        store::delete(connection, me.org, id)?;
        Ok(Deleted::new(id))
    });
    deleted.await.map(Found)
}

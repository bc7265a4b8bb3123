//! `/projects`

use axum::extract::State;

use super::answer::{Created, Found, Listed};
use super::database::Database;
use super::error::Error;
use super::extract::{Body, Name, Params};
use super::fields::Fields;
use super::store::projects as store;
use super::value::{key, line, number, prose, word};
use crate::model::{NewProject, Project, ProjectChanges, ProjectFilters};

const LONGEST_NAME: usize = 100;
const LONGEST_DESCRIPTION: usize = 5000;
const MISSING: Error = Error::NotFound("Project");

/// `GET /projects`
pub(super) async fn list(
    State(database): State<Database>,
    Params(mut fields): Params,
) -> Result<Listed<Project>, Error> {
    let filters = ProjectFilters {
        status: fields.optional("status", word),
        page: fields.optional("page", number).unwrap_or_default(),
        pagesize: fields.optional("pagesize", number).unwrap_or_default(),
    };
    fields.finish()?;
    let page = database.read(move |connection| store::list(connection, &filters));
    page.await.map(Listed)
}

/// `POST /projects`
pub(super) async fn create(
    State(database): State<Database>,
    Body(mut fields): Body,
) -> Result<Created<Project>, Error> {
    let project = NewProject {
        key: fields.required("key", key),
        name: fields.required("name", line(LONGEST_NAME)),
        description: fields
            .optional("description", prose(0, LONGEST_DESCRIPTION))
            .unwrap_or_default(),
    };
    fields.finish()?;
    let created = database.write(move |connection| store::create(connection, &project));
    created.await.map(Created)
}

/// `GET /projects/{id_or_key}`
pub(super) async fn get(
    State(database): State<Database>,
    Name(name): Name,
) -> Result<Found<Project>, Error> {
    let project = database.read(move |connection| {
        let id = store::find(connection, &name)?.ok_or(MISSING)?;
        store::get(connection, id)
    });
    project.await.map(Found)
}

/// `PATCH /projects/{id_or_key}`
pub(super) async fn update(
    State(database): State<Database>,
    Name(name): Name,
    Body(fields): Body,
) -> Result<Found<Project>, Error> {
    let changes = changes(fields)?;
    let project = database.write(move |connection| {
        let id = store::find(connection, &name)?.ok_or(MISSING)?;
        store::update(connection, id, &changes)
    });
    project.await.map(Found)
}

fn changes(mut fields: Fields) -> Result<ProjectChanges, Error> {
    fields.refuse_empty();
    let changes = ProjectChanges {
        name: fields.optional("name", line(LONGEST_NAME)),
        description: fields.optional("description", prose(0, LONGEST_DESCRIPTION)),
        status: fields.optional("status", word),
    };
    fields.finish()?;
    Ok(changes)
}

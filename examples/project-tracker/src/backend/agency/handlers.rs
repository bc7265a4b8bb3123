//! What each method does with each resource.

use axum::Extension;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, get};
use serde_json::{Map, Value, json};

use super::admit::permit;
use super::caller::Caller;
use super::resource::Resource;
use super::{Agency, BASE, body, change, query, store};
use crate::backend::answer::{Created, Found, Paged};
use crate::backend::error::Error;
use crate::backend::extract::{Body, Id, Params};

type Me = Extension<Caller>;
type Object = Map<String, Value>;

/// The routes of a resource.
pub(super) fn routes(resource: &'static Resource) -> Router<Agency> {
    let many = format!("/{}", resource.name);
    let one = format!("/{}/{{id}}", resource.name);
    let permitted = move |me: Me, request: Request, next: Next| permit(resource, me, request, next);
    Router::new()
        .route(&many, on_many(resource))
        .route(&one, on_one(resource))
        .route_layer(from_fn(permitted))
}

fn on_many(resource: &'static Resource) -> MethodRouter<Agency> {
    let routes =
        get(move |state: State<Agency>, me: Me, params: Params| list(resource, state, me, params));
    if !resource.writable {
        return routes;
    }
    routes.post(
        move |state: State<Agency>, me: Me, params: Params, body: Body| {
            create(resource, state, me, params, body)
        },
    )
}

fn on_one(resource: &'static Resource) -> MethodRouter<Agency> {
    let routes = get(
        move |state: State<Agency>, me: Me, id: Id, params: Params| {
            read(resource, state, me, id, params)
        },
    );
    if !resource.writable {
        return routes;
    }
    routes
        .patch(
            move |state: State<Agency>, me: Me, id: Id, params: Params, body: Body| {
                update(resource, state, me, id, (params, body))
            },
        )
        .delete(
            move |state: State<Agency>, me: Me, id: Id, params: Params| {
                delete(resource, state, me, id, params)
            },
        )
}

async fn list(
    resource: &'static Resource,
    State(agency): State<Agency>,
    Extension(caller): Me,
    Params(fields): Params,
) -> Result<Paged<Object, store::Meta>, Error> {
    let selection = query::selection(resource, fields)?;
    let page = agency
        .database
        .read(move |connection| store::list(connection, resource, caller.division, &selection));
    let (items, meta) = page.await?;
    Ok(Paged { items, meta })
}

async fn read(
    resource: &'static Resource,
    State(agency): State<Agency>,
    Extension(caller): Me,
    Id(id): Id,
    Params(fields): Params,
) -> Result<Found<Object>, Error> {
    let columns = query::columns_of(resource, fields)?;
    let row = agency
        .database
        .read(move |connection| store::get(connection, resource, caller.division, id, &columns));
    row.await.map(Found)
}

async fn create(
    resource: &'static Resource,
    State(agency): State<Agency>,
    Extension(caller): Me,
    Params(params): Params,
    Body(fields): Body,
) -> Result<impl IntoResponse, Error> {
    params.finish()?;
    let row = body::creation(resource, &caller, fields)?;
    let created = agency.database.write(move |connection| {
        let id = change::create(connection, resource, &caller, &row)?;
        let columns: Vec<_> = resource.columns().collect();
        let row = store::get(connection, resource, caller.division, id, &columns)?;
        Ok((id, row))
    });
    let (id, row) = created.await?;
    let place = format!("{BASE}/{}/{id}", resource.name);
    Ok(([(header::LOCATION, place)], Created(row)))
}

async fn update(
    resource: &'static Resource,
    State(agency): State<Agency>,
    Extension(caller): Me,
    Id(id): Id,
    (Params(params), Body(fields)): (Params, Body),
) -> Result<Found<Object>, Error> {
    params.finish()?;
    let changes = body::changes(resource, fields)?;
    let row = agency.database.write(move |connection| {
        change::update(connection, resource, &caller, id, &changes)?;
        let columns: Vec<_> = resource.columns().collect();
        store::get(connection, resource, caller.division, id, &columns)
    });
    row.await.map(Found)
}

async fn delete(
    resource: &'static Resource,
    State(agency): State<Agency>,
    Extension(caller): Me,
    Id(id): Id,
    Params(params): Params,
) -> Result<Found<Value>, Error> {
    params.finish()?;
    let deleted = agency
        .database
        .write(move |connection| change::delete(connection, resource, &caller, id));
    deleted.await?;
    Ok(Found(json!({ "id": id, "deleted": true })))
}

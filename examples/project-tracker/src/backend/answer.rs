//! The envelope every answer comes in.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::model::{Meta, Page};

/// Answers with one thing.
pub(super) struct Found<T>(pub(super) T);

/// Answers with one thing that has just come to be.
pub(super) struct Created<T>(pub(super) T);

/// Answers with one page of a list and its own account of where that stands.
pub(super) struct Paged<T, M> {
    pub(super) items: Vec<T>,
    pub(super) meta: M,
}

/// Answers with one page of a list.
pub(super) struct Listed<T>(pub(super) Page<T>);

impl<T: Serialize> IntoResponse for Found<T> {
    fn into_response(self) -> Response {
        enveloped(StatusCode::OK, self.0, NO_META)
    }
}

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        enveloped(StatusCode::CREATED, self.0, NO_META)
    }
}

impl<T: Serialize> IntoResponse for Listed<T> {
    fn into_response(self) -> Response {
        enveloped(StatusCode::OK, self.0.items, Some(self.0.meta))
    }
}

impl<T: Serialize, M: Serialize> IntoResponse for Paged<T, M> {
    fn into_response(self) -> Response {
        enveloped(StatusCode::OK, self.items, Some(self.meta))
    }
}

/// Answers with what is wrong.
pub(super) fn refused(code: StatusCode, data: &[String]) -> Response {
    let (status, meta) = ("error", NO_META);
    (code, Json(Envelope { status, data, meta })).into_response()
}

/// What stands in for the meta of an answer that has none.
const NO_META: Option<Meta> = None;

#[derive(Serialize)]
struct Envelope<T, M> {
    status: &'static str,
    data: T,
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<M>,
}

fn enveloped(code: StatusCode, data: impl Serialize, meta: Option<impl Serialize>) -> Response {
    let status = "success";
    (code, Json(Envelope { status, data, meta })).into_response()
}

//! The parts of a request as the handlers take them, each refusal in the API's own form.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::IntoResponse;
use serde_json::{Map, Value};

use super::error::Error;
use super::fields::Fields;

/// The fields of the query.
pub(super) struct Params(pub(super) Fields);

impl<S: Sync> FromRequestParts<S> for Params {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let Query(pairs) =
            Query::try_from_uri(&parts.uri).map_err(|error| Error::Malformed(error.body_text()))?;
        Ok(Self(Fields::of_query(pairs)))
    }
}

/// The one name in the path: a key, an id or a reference.
pub(super) struct Name(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Name {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let Path(name) = Path::from_request_parts(parts, state)
            .await
            .map_err(|error| Error::Malformed(error.body_text()))?;
        Ok(Self(name))
    }
}

/// The one number in the path.
pub(super) struct Id(pub(super) i64);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let Name(name) = Name::from_request_parts(parts, state).await?;
        id(&name).map(Self)
    }
}

/// The name of a thing in the path, and the number of a part of it.
pub(super) struct NameAndId(pub(super) String, pub(super) i64);

impl<S: Send + Sync> FromRequestParts<S> for NameAndId {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let Path((name, part)): Path<(String, String)> = Path::from_request_parts(parts, state)
            .await
            .map_err(|error| Error::Malformed(error.body_text()))?;
        Ok(Self(name, id(&part)?))
    }
}

/// Digits and nothing else, so that each thing has one address.
fn id(text: &str) -> Result<i64, Error> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let id = text.parse().ok().filter(|&id| digits && id > 0);
    id.ok_or_else(|| Error::Malformed("id must be a whole number greater than 0".into()))
}

/// The fields of the body.
pub(super) struct Body(pub(super) Fields);

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let bytes = Bytes::from_request(request, state).await.map_err(unread)?;
        let values: Map<String, Value> = serde_json::from_slice(&bytes).map_err(|error| {
            Error::Malformed(format!("The body must be a JSON object: {error}"))
        })?;
        Ok(Self(Fields::of_body(values)))
    }
}

fn unread(rejection: BytesRejection) -> Error {
    let message = rejection.body_text();
    if rejection.into_response().status() == StatusCode::PAYLOAD_TOO_LARGE {
        Error::TooLarge
    } else {
        Error::Malformed(message)
    }
}

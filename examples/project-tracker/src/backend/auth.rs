//! Who is calling, and whether they may: decided here once, before any handler runs.

use axum::Extension;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::answer::Found;
use super::database::Database;
use super::error::Error;
use super::store::accounts::{self, Secret};
use crate::model::{Account, Role};

/// Lets a request through with its account, or refuses it.
pub(super) async fn admit(
    State(database): State<Database>,
    mut request: Request,
    next: Next,
) -> Result<Response, Error> {
    let secret = presented(request.headers())?;
    let account = database
        .read(move |connection| accounts::of(connection, &secret))
        .await?
        .ok_or(Error::Unauthorized)?;
    match account.role {
        Role::Reader if !request.method().is_safe() => return Err(Error::Forbidden),
        Role::Reader | Role::Member => {}
    }
    request.extensions_mut().insert(account);
    Ok(next.run(request).await)
}

/// `GET /me`
pub(super) async fn me(Extension(account): Extension<Account>) -> Found<Account> {
    Found(account)
}

fn presented(headers: &HeaderMap) -> Result<Secret, Error> {
    match (headers.get("apikey"), headers.get(header::AUTHORIZATION)) {
        (Some(key), None) => Ok(Secret::api_key(key.as_bytes())),
        (None, Some(value)) => bearer(value).map(Secret::token).ok_or(Error::Unauthorized),
        (Some(_), Some(_)) => Err(Error::two_credentials()),
        (None, None) => Err(Error::Unauthorized),
    }
}

/// The token in an `Authorization` header.
pub(super) fn bearer(value: &HeaderValue) -> Option<&[u8]> {
    let (scheme, token) = value.as_bytes().split_at_checked("Bearer ".len())?;
    scheme.eq_ignore_ascii_case(b"Bearer ").then_some(token)
}

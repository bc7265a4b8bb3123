//! One request out, one answer in: bounded in size, and either what was asked for or an error.

use std::error::Error as _;

use reqwest::{RequestBuilder, Response, StatusCode, Url};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::ApiError;
use crate::model::{Meta, Page};

const LARGEST_ANSWER: usize = 8 * 1024 * 1024;
const LONGEST_ECHO: usize = 2 * 1024;

/// What the API wraps one thing in.
#[derive(Deserialize)]
struct One<T> {
    data: T,
}

/// What the API wraps a list in.
#[derive(Deserialize)]
struct Many<T> {
    data: Vec<T>,
    meta: Meta,
}

/// Asks for one thing.
pub(super) async fn one<T: DeserializeOwned>(
    request: RequestBuilder,
    base: &Url,
) -> Result<T, ApiError> {
    let One { data } = answer(request, base).await?;
    Ok(data)
}

/// Asks for a page of a list.
pub(super) async fn page<T: DeserializeOwned>(
    request: RequestBuilder,
    base: &Url,
) -> Result<Page<T>, ApiError> {
    let Many { data, meta } = answer(request, base).await?;
    Ok(Page { items: data, meta })
}

async fn answer<T: DeserializeOwned>(request: RequestBuilder, base: &Url) -> Result<T, ApiError> {
    let lost = |cause| lost(&cause, base);
    let response = request.send().await.map_err(lost)?;
    let status = response.status();
    let body = read(response, lost).await?;
    if status.is_success() {
        serde_json::from_slice(&body).map_err(ApiError::Undecodable)
    } else {
        Err(refused(status, body))
    }
}

/// Reads the body piece by piece: a length that is announced may be wrong, and one that is not may be endless.
async fn read(
    mut response: Response,
    lost: impl Fn(reqwest::Error) -> ApiError,
) -> Result<Vec<u8>, ApiError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(&lost)? {
        if body.len() + chunk.len() > LARGEST_ANSWER {
            return Err(ApiError::Oversize);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn lost(error: &reqwest::Error, base: &Url) -> ApiError {
    let base = base.clone();
    if error.is_timeout() && !error.is_connect() {
        return ApiError::Timeout { base };
    }
    // The outer errors only say that there was a request, and repeat its address.
    let mut cause = error.source();
    while let Some(deeper) = cause.and_then(std::error::Error::source) {
        cause = Some(deeper);
    }
    let cause = cause.map_or_else(|| "no connection".into(), ToString::to_string);
    ApiError::Unreachable { base, cause }
}

/// Only JSON is passed on: a page of HTML would tell a model nothing, and may say anything.
fn refused(status: StatusCode, body: Vec<u8>) -> ApiError {
    let status = status.as_u16();
    match String::from_utf8(body) {
        Ok(mut body) if serde_json::from_str::<IgnoredAny>(&body).is_ok() => {
            cut(&mut body);
            ApiError::Refused { status, body }
        }
        _ => ApiError::Unexpected { status },
    }
}

fn cut(text: &mut String) {
    let end = (0..=LONGEST_ECHO.min(text.len()))
        .rev()
        .find(|&end| text.is_char_boundary(end));
    text.truncate(end.unwrap_or(0));
}

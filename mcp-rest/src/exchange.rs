//! One request out, one answer in: bounded in size, and either a success or an error.

use std::error::Error;
use std::io;
use std::time::SystemTime;

use reqwest::header::HeaderMap;
use reqwest::{Client, Request, Response, StatusCode};
use serde::de::IgnoredAny;

use crate::echo::echo;
use crate::{Answer, ApiError, retry_after};

/// A refusal that is longer is none that a model could read.
const LONGEST_REFUSAL: usize = 64 * 1024;

/// How much of a refusal is passed on, in bytes.
const LONGEST_ECHO: usize = 2 * 1024;

const UNEXPECTED: &str = "unexpected response";

/// Sends the request. The connection is given up where the future is dropped or the answer is too large.
pub(crate) async fn send(
    http: &Client,
    request: Request,
    limit: usize,
) -> Result<Answer, ApiError> {
    let unsettled = !request.method().is_safe();
    let sent = request.headers().clone();
    let response = match http.execute(request).await {
        Ok(response) => response,
        Err(error) => return Err(lost(&error, None, unsettled)),
    };
    let status = response.status();
    if !status.is_success() {
        let retry_after = retry_after::read(response.headers(), SystemTime::now());
        let body = read(response, limit.min(LONGEST_REFUSAL), false).await;
        return Err(ApiError::Refused {
            status,
            message: told(status, body.ok(), &sent),
            retry_after,
        });
    }
    let body = read(response, limit, unsettled).await?;
    match String::from_utf8(body) {
        Ok(text) => Ok(Answer::new(status, text)),
        Err(error) => Err(ApiError::Undecodable {
            status: Some(status),
            cause: error.utf8_error().to_string(),
        }),
    }
}

/// Reads the body piece by piece, unpacked: a length that is announced may be wrong, and one that is not may be endless.
async fn read(mut response: Response, limit: usize, unsettled: bool) -> Result<Vec<u8>, ApiError> {
    let status = response.status();
    let mut body = Vec::new();
    loop {
        let chunk = match response.chunk().await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => return Ok(body),
            Err(error) => return Err(lost(&error, Some(status), unsettled)),
        };
        if body.len() + chunk.len() > limit {
            return Err(ApiError::Oversize { limit });
        }
        body.extend_from_slice(&chunk);
    }
}

/// What became of an exchange that has no end.
fn lost(error: &reqwest::Error, status: Option<StatusCode>, unsettled: bool) -> ApiError {
    let cause = causes(error);
    if is_garbage(error) {
        return ApiError::Undecodable { status, cause };
    }
    let unsettled = unsettled && !error.is_connect();
    ApiError::Unreachable { unsettled, cause }
}

/// Whether something answered that is no HTTP, or is not packed as it says.
fn is_garbage(error: &reqwest::Error) -> bool {
    let is_malformed = |cause: &(dyn Error + 'static)| {
        let parsed = cause.downcast_ref::<hyper::Error>();
        let unpacked = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        parsed.is_some_and(hyper::Error::is_parse)
            || matches!(
                unpacked,
                Some(io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput)
            )
    };
    // A handshake that fails is malformed in its own way.
    !error.is_connect() && sources(error).any(is_malformed)
}

/// What the error came of, in its own words. The outermost error is left out: it tells the address.
fn causes(error: &reqwest::Error) -> String {
    let causes: Vec<_> = sources(error).map(ToString::to_string).collect();
    causes.join(": ")
}

fn sources(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(error.source(), |&cause| cause.source())
}

/// What of a refusal is passed on. Only JSON is: a page of HTML would tell a model nothing, and may say anything.
fn told(status: StatusCode, body: Option<Vec<u8>>, sent: &HeaderMap) -> String {
    let Some(Ok(text)) = body.map(String::from_utf8) else {
        return UNEXPECTED.to_owned();
    };
    if text.trim_ascii().is_empty() {
        return status
            .canonical_reason()
            .unwrap_or("no reason given")
            .to_owned();
    }
    if serde_json::from_str::<IgnoredAny>(&text).is_err() {
        return UNEXPECTED.to_owned();
    }
    echo(text, sent, LONGEST_ECHO)
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn passed_on(body: &str) -> String {
        let sent = HeaderMap::new();
        told(StatusCode::NOT_FOUND, Some(body.into()), &sent)
    }

    #[test]
    fn json_is_passed_on_as_received() {
        let body = r#"{ "status": "error",  "data": ["no"] }"#;
        assert_eq!(passed_on(body), body);
    }

    #[test]
    fn a_long_refusal_is_cut_between_two_characters() {
        for (body, length) in [
            (format!("\"x{}\"", "é".repeat(2000)), 2048),
            (format!("\"{}\"", "é".repeat(2000)), 2047),
        ] {
            let told = passed_on(&body);
            assert_eq!(told.len(), length);
            assert!(body.starts_with(&told));
        }
    }

    #[test]
    fn credentials_are_taken_out_before_the_cut() {
        let mut sent = HeaderMap::new();
        let mut secret = HeaderValue::from_static("hush-hush-hush");
        secret.set_sensitive(true);
        sent.insert("x-key", secret);
        let body = format!("\"{}hush-hush-hush\"", "x".repeat(LONGEST_ECHO - 8));
        let told = told(StatusCode::FORBIDDEN, Some(body.into()), &sent);
        assert!(
            told.len() <= LONGEST_ECHO && !told.contains("hush"),
            "{told}"
        );
    }

    #[test]
    fn nothing_is_told_by_the_name_of_the_status() {
        assert_eq!(passed_on(""), "Not Found");
        assert_eq!(passed_on("\r\n"), "Not Found");
    }

    #[test]
    fn what_is_no_json_is_not_passed_on() {
        for body in ["<html>", "Not Found", "{\"a\":1", "{} {}", "NaN"] {
            assert_eq!(passed_on(body), UNEXPECTED);
        }
        let told = |body: Option<Vec<u8>>| told(StatusCode::OK, body, &HeaderMap::new());
        assert_eq!(told(Some(b"\"\xff\"".to_vec())), UNEXPECTED);
        assert_eq!(told(None), UNEXPECTED);
    }
}

//! What the headers of a request say.

use std::borrow::Cow;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST, HeaderName, HeaderValue, ORIGIN};
use http::{HeaderMap, StatusCode};
use mcp_core::jsonrpc::ErrorCode;

use super::status::Refusal;
use crate::lifecycle::SessionHeader;
use crate::session::SessionId;

/// Names the session.
pub(super) static SESSION: HeaderName = HeaderName::from_static("mcp-session-id");
/// Names the revision.
pub(super) static VERSION: HeaderName = HeaderName::from_static("mcp-protocol-version");
/// Repeats the message's method.
pub(super) static METHOD: HeaderName = HeaderName::from_static("mcp-method");
/// Repeats what the message is about.
pub(super) static NAME: HeaderName = HeaderName::from_static("mcp-name");

/// The longest session id worth a look.
const SESSION_LENGTH: usize = 256;

/// Refuses a second value where two readers could each believe another one.
pub(super) fn unambiguous(headers: &HeaderMap) -> Result<(), Refusal> {
    if headers.len() == headers.keys_len() {
        return Ok(());
    }
    let single = [
        &HOST,
        &ORIGIN,
        &AUTHORIZATION,
        &SESSION,
        &VERSION,
        &METHOD,
        &NAME,
    ];
    match single
        .into_iter()
        .find(|name| headers.get_all(*name).iter().nth(1).is_some())
    {
        None => Ok(()),
        Some(name) => {
            let message = format!("header `{name}` is there more than once; send it once");
            Err(Refusal::new(StatusCode::BAD_REQUEST, message))
        }
    }
}

/// A header with only visible characters, spaces and tabs, which may be compared with the body.
pub(super) fn mirrored(
    headers: &HeaderMap,
    name: &HeaderName,
) -> Result<Option<HeaderValue>, Refusal> {
    match headers.get(name) {
        Some(value) if value.to_str().is_err() => {
            let message = format!("header `{name}` has characters that are not visible ASCII");
            Err(Refusal::coded(
                StatusCode::BAD_REQUEST,
                ErrorCode::HEADER_MISMATCH,
                message,
            ))
        }
        value => Ok(value.cloned()),
    }
}

/// The text of a header that [`mirrored`] let pass, without the white space around it.
pub(super) fn text(value: Option<&HeaderValue>) -> Option<&str> {
    value
        .and_then(|value| value.to_str().ok())
        .map(|value| value.trim_matches([' ', '\t']))
}

/// The session that the request names, if any.
pub(super) fn session(headers: &HeaderMap) -> Result<Option<SessionHeader>, Refusal> {
    let Some(value) = headers.get(&SESSION) else {
        return Ok(None);
    };
    if let Some(id) = SessionId::parse(value) {
        return Ok(Some(SessionHeader::Valid(id)));
    }
    let legal = (1..=SESSION_LENGTH).contains(&value.len())
        && value.as_bytes().iter().all(u8::is_ascii_graphic);
    if legal {
        return Ok(Some(SessionHeader::Unknown));
    }
    let message = "`Mcp-Session-Id` is not 1 to 256 visible ASCII characters";
    Err(Refusal::new(StatusCode::BAD_REQUEST, message))
}

/// Refuses a body that does not say it is JSON.
pub(super) fn sends_json(headers: &HeaderMap) -> Result<(), Refusal> {
    let value = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    // Nearly every request has exactly this.
    if value == Some(b"application/json") {
        return Ok(());
    }
    let json = value
        .and_then(|value| std::str::from_utf8(value).ok())
        .is_some_and(is_json);
    if json {
        return Ok(());
    }
    let message = "send the message as `Content-Type: application/json`, in UTF-8";
    Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message))
}

/// Refuses a client that reads none of the forms that an answer may take. One of them is enough:
/// clients that list only JSON are common, and most answers are.
pub(super) fn accepts_answer(headers: &HeaderMap) -> Result<(), Refusal> {
    accepts(
        headers,
        &[
            "application/json",
            "text/event-stream",
            "*/*",
            "application/*",
            "text/*",
        ],
        "accept `application/json` and `text/event-stream`",
    )
}

/// Refuses a client that does not read event streams.
pub(super) fn accepts_events(headers: &HeaderMap) -> Result<(), Refusal> {
    accepts(
        headers,
        &["text/event-stream", "*/*", "text/*"],
        "accept `text/event-stream`",
    )
}

/// The value as text, whatever it holds.
pub(super) fn printable(value: &HeaderValue) -> Cow<'_, str> {
    String::from_utf8_lossy(value.as_bytes())
}

/// As much of a text from the network as is worth repeating.
pub(super) fn shortened(text: &str) -> &str {
    match text.char_indices().nth(100) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

fn accepts(headers: &HeaderMap, types: &[&str], advice: &'static str) -> Result<(), Refusal> {
    let mut values = headers.get_all(ACCEPT).iter().peekable();
    let accepted = match values.peek() {
        None => true,
        // Nearly every request has exactly this.
        Some(value) if value.as_bytes() == b"application/json, text/event-stream" => true,
        Some(_) => values
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(essence)
            .any(|range| types.iter().any(|kind| range.eq_ignore_ascii_case(kind))),
    };
    if accepted {
        Ok(())
    } else {
        Err(Refusal::new(StatusCode::NOT_ACCEPTABLE, advice))
    }
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    let end = media_type.find(';').unwrap_or(media_type.len());
    media_type[..end].trim_ascii()
}

fn is_json(media_type: &str) -> bool {
    let charset_fits = media_type.split(';').skip(1).all(|parameter| {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        let value = value.trim_ascii().trim_matches('"');
        !name.trim_ascii().eq_ignore_ascii_case("charset") || value.eq_ignore_ascii_case("utf-8")
    });
    essence(media_type).eq_ignore_ascii_case("application/json") && charset_fits
}

#[cfg(test)]
mod tests;

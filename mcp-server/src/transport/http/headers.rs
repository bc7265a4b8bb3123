//! What the headers of a request say.

use std::borrow::Cow;
use std::cmp::Reverse;

use http::header::{ACCEPT, HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode};
use mcp_core::jsonrpc::ErrorCode;

use super::status::Refusal;
use crate::lifecycle::{self, Mirror, SessionHeader};
use crate::session::SessionId;
use crate::shortened;

/// Names the session.
pub(super) static SESSION: HeaderName = HeaderName::from_static("mcp-session-id");
/// The longest session id worth a look.
const SESSION_LENGTH: usize = 256;

/// The headers that are looked at, found in one pass over all.
#[derive(Debug)]
pub(super) struct Known<'a> {
    all: &'a HeaderMap,
    pub(super) host: Option<&'a HeaderValue>,
    pub(super) origin: Option<&'a HeaderValue>,
    content_type: Option<&'a HeaderValue>,
    content_encoding: Option<&'a HeaderValue>,
    /// The first line of what may be several.
    accept: Option<&'a HeaderValue>,
    session: Option<&'a HeaderValue>,
    version: Option<&'a HeaderValue>,
    method: Option<&'a HeaderValue>,
    name: Option<&'a HeaderValue>,
    last_event: Option<&'a HeaderValue>,
    /// There are credentials, for this server or for one on the way.
    pub(super) has_credentials: bool,
}

impl<'a> Known<'a> {
    /// Finds them. Refuses a second value where two readers could each believe another one.
    pub(super) fn among(all: &'a HeaderMap) -> Result<Self, Refusal> {
        let mut known = Self {
            all,
            host: None,
            origin: None,
            content_type: None,
            content_encoding: None,
            accept: None,
            session: None,
            version: None,
            method: None,
            name: None,
            last_event: None,
            has_credentials: false,
        };
        let mut authorization = None;
        for (name, value) in all {
            let place = match name.as_str() {
                "accept" => {
                    known.accept.get_or_insert(value);
                    continue;
                }
                "host" => &mut known.host,
                "origin" => &mut known.origin,
                "content-type" => &mut known.content_type,
                "content-encoding" => &mut known.content_encoding,
                "authorization" => {
                    known.has_credentials = true;
                    &mut authorization
                }
                "cookie" | "proxy-authorization" => {
                    known.has_credentials = true;
                    continue;
                }
                "mcp-session-id" => &mut known.session,
                "mcp-protocol-version" => &mut known.version,
                "mcp-method" => &mut known.method,
                "mcp-name" => &mut known.name,
                "last-event-id" => &mut known.last_event,
                _ => continue,
            };
            if place.replace(value).is_some() {
                let message = format!("header `{name}` is there more than once; send it once");
                return Err(Refusal::new(StatusCode::BAD_REQUEST, message));
            }
        }
        Ok(known)
    }

    /// The revision that the request names, without the white space around it.
    pub(super) fn version(&self) -> Result<Option<&'a str>, Refusal> {
        visible("mcp-protocol-version", self.version)
    }

    /// The session that the request names, if any.
    pub(super) fn session(&self) -> Result<Option<SessionHeader>, Refusal> {
        let Some(value) = self.session else {
            return Ok(None);
        };
        if let Some(id) = SessionId::parse(value.as_bytes()) {
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

    /// The event that the client heard last, if it heard one.
    pub(super) fn last_event(&self) -> Option<&'a [u8]> {
        let id = self.last_event?.as_bytes().trim_ascii();
        // What a client sends that has heard of no id.
        (!id.is_empty()).then_some(id)
    }

    /// The headers that are held against the body once it is there.
    pub(super) fn mirrored(&self) -> Result<Mirrored, Refusal> {
        let (mut method, mut name) = (None, None);
        // Revisions with sessions have no such headers.
        if lifecycle::is_stateless(self.version()?) {
            visible("mcp-method", self.method)?;
            visible("mcp-name", self.name)?;
            (method, name) = (self.method, self.name);
        }
        Ok(Mirrored {
            version: self.version.cloned(),
            method: method.cloned(),
            name: name.cloned(),
            session: self.session()?,
            prefers_events: self.prefers_events(),
        })
    }

    /// Refuses a body that does not say it is JSON, and one that is compressed
    /// (RFC 9110, 15.5.16).
    pub(super) fn sends_json(&self) -> Result<(), Refusal> {
        if self.content_encoding.is_some_and(is_encoded) {
            return Err(Refusal::encoded());
        }
        let value = self.content_type.map(HeaderValue::as_bytes);
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

    /// Refuses a client that reads none of the forms that an answer may take. One of them is
    /// enough: clients that list only JSON are common, and most answers are.
    pub(super) fn accepts_answer(&self) -> Result<(), Refusal> {
        self.accepts(
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
    pub(super) fn accepts_events(&self) -> Result<(), Refusal> {
        self.accepts(
            &["text/event-stream", "*/*", "text/*"],
            "accept `text/event-stream` for a stream; messages are sent with POST",
        )
    }

    /// Whether the client would rather have an event stream than JSON: it gives streams more
    /// weight, or the same weight and the first place.
    fn prefers_events(&self) -> bool {
        if let Some(preference) = self.usual_preference() {
            return preference;
        }
        let (mut events, mut json) = (None, None);
        for (place, range) in self.accepted().enumerate() {
            let rank = (weight(range), Reverse(place));
            match essence(range) {
                kind if kind.eq_ignore_ascii_case("text/event-stream") => {
                    events = events.max(Some(rank));
                }
                kind if kind.eq_ignore_ascii_case("application/json") => {
                    json = json.max(Some(rank));
                }
                // These leave it to the server.
                "*/*" | "application/*" => json = json.max(Some((rank.0, Reverse(0)))),
                _ => {}
            }
        }
        events > json
    }

    /// Whether a client that reads both forms would rather have an event stream, where it says so as nearly all do.
    #[inline]
    fn usual_preference(&self) -> Option<bool> {
        match self.accept {
            None => Some(false),
            Some(accept) if accept == "application/json, text/event-stream" => Some(false),
            Some(accept) if accept == "text/event-stream, application/json" => Some(true),
            Some(_) => None,
        }
    }

    fn accepts(&self, types: &[&str], advice: &'static str) -> Result<(), Refusal> {
        if self.usual_preference().is_some() {
            return Ok(());
        }
        for range in self.accepted() {
            let is = |kind: &&str| essence(range).eq_ignore_ascii_case(kind);
            if types.iter().any(is) {
                return Ok(());
            }
        }
        Err(Refusal::new(StatusCode::NOT_ACCEPTABLE, advice))
    }

    /// The media ranges that the client reads, in their order.
    fn accepted(&self) -> impl Iterator<Item = &'a str> {
        let values = self.all.get_all(ACCEPT).iter();
        let values = values.filter_map(|value| value.to_str().ok());
        values.flat_map(|value| value.split(','))
    }
}

/// What a request's headers say beside its body, kept until the body is there.
#[derive(Debug)]
pub(super) struct Mirrored {
    version: Option<HeaderValue>,
    method: Option<HeaderValue>,
    name: Option<HeaderValue>,
    session: Option<SessionHeader>,
    prefers_events: bool,
}

impl Mirrored {
    /// Whether an answer that could be either is to be an event stream.
    pub(super) const fn prefers_events(&self) -> bool {
        self.prefers_events
    }

    pub(super) fn mirror(&self) -> Mirror<'_> {
        Mirror {
            version: self.version.as_ref().and_then(trimmed),
            method: self.method.as_ref().and_then(trimmed),
            name: self.name.as_ref().and_then(trimmed),
            session: self.session,
        }
    }
}

/// A header with only visible characters, spaces and tabs, which may be compared with the body.
fn visible<'a>(name: &str, value: Option<&'a HeaderValue>) -> Result<Option<&'a str>, Refusal> {
    let Some(value) = value else {
        return Ok(None);
    };
    match trimmed(value) {
        Some(text) => Ok(Some(text)),
        None => {
            let message = format!("header `{name}` has characters that are not visible ASCII");
            Err(Refusal::coded(
                StatusCode::BAD_REQUEST,
                ErrorCode::HEADER_MISMATCH,
                message,
            ))
        }
    }
}

fn trimmed(value: &HeaderValue) -> Option<&str> {
    value.to_str().ok().map(str::trim_ascii)
}

/// The value as text, whatever it holds.
pub(super) fn printable(value: &HeaderValue) -> Cow<'_, str> {
    String::from_utf8_lossy(value.as_bytes())
}

/// As much of a text from the network as is worth repeating.
pub(super) fn shortened(text: &str) -> &str {
    shortened::shortened(text, shortened::REPEATED)
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    let end = media_type.find(';').unwrap_or(media_type.len());
    media_type[..end].trim_ascii()
}

/// The weight of a media range, in thousandths (RFC 9110, 12.4.2).
fn weight(range: &str) -> u16 {
    let Some(quality) = parameter(range, "q") else {
        return 1000;
    };
    match quality.split_once('.').unwrap_or((quality, "")) {
        ("0", part) if part.len() <= 3 => format!("{part:0<3}").parse().unwrap_or(0),
        _ => 1000,
    }
}

/// Whether any of the codings that were applied to a body has changed it (RFC 9110, 8.4).
#[cold]
fn is_encoded(codings: &HeaderValue) -> bool {
    let mut codings = codings.as_bytes().split(|byte| *byte == b',');
    codings.any(|coding| {
        let coding = coding.trim_ascii();
        !coding.is_empty() && !coding.eq_ignore_ascii_case(b"identity")
    })
}

fn is_json(media_type: &str) -> bool {
    let charset = parameter(media_type, "charset").unwrap_or("utf-8");
    let inner = charset.strip_prefix('"');
    let inner = inner.and_then(|inner| inner.strip_suffix('"'));
    essence(media_type).eq_ignore_ascii_case("application/json")
        && inner.unwrap_or(charset).eq_ignore_ascii_case("utf-8")
}

/// The value of a media type's parameter, the first of that name.
fn parameter<'t>(media_type: &'t str, name: &str) -> Option<&'t str> {
    let (_, parameters) = media_type.split_once(';')?;
    for parameter in parameters.split(';') {
        let (known, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        if known.trim_ascii().eq_ignore_ascii_case(name) {
            return Some(value.trim_ascii());
        }
    }
    None
}

#[cfg(test)]
mod tests;

//! The checks that need no body, in a fixed order: path and method, host, origin, declared size.

use http::request::Parts;
use http::{HeaderValue, Method, StatusCode, Uri};

use super::authority::{Authority, Origin};
use super::headers::{self, Known};
use super::status::Refusal;
use crate::server::{Hosts, HttpOptions};

/// What a request asks of the transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// POST to the endpoint: a message.
    Post,
    /// GET from the endpoint: a stream for what belongs to no call.
    Get,
    /// DELETE on the endpoint: the end of a session.
    Delete,
    /// GET of a session that is a stream (2024-11-05).
    SseOpen,
    /// POST of a message into such a session.
    SsePost,
}

/// Finds out what is asked, and refuses what must not be.
pub(super) fn admit<'a>(
    options: &HttpOptions,
    parts: &'a Parts,
    declared: u64,
) -> Result<(Route, Known<'a>), Refusal> {
    let route = route(options, &parts.method, &parts.uri)?;
    let known = Known::among(&parts.headers)?;
    host(options, &parts.uri, known.host)?;
    origin(options, known.origin)?;
    if declared > options.body_limit as u64 {
        return Err(too_large(options.body_limit));
    }
    Ok((route, known))
}

/// The refusal of a body beyond the limit.
pub(super) fn too_large(limit: usize) -> Refusal {
    let message = format!("the body is larger than {limit} bytes, the server's `body_limit`");
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, message).closing()
}

fn route(options: &HttpOptions, method: &Method, uri: &Uri) -> Result<Route, Refusal> {
    let path = uri.path();
    if path == options.path {
        return match *method {
            Method::POST => Ok(Route::Post),
            Method::GET => Ok(Route::Get),
            Method::DELETE => Ok(Route::Delete),
            _ => Err(Refusal::method("GET, POST, DELETE")),
        };
    }
    if path == options.sse_path {
        return match *method {
            Method::GET => Ok(Route::SseOpen),
            _ => Err(Refusal::method("GET")),
        };
    }
    if path == options.message_path {
        return match *method {
            // Clients that do not open a stream first are answered where they ask.
            Method::POST if !names_session(uri) => Ok(Route::Post),
            Method::POST => Ok(Route::SsePost),
            _ => Err(Refusal::method("POST")),
        };
    }
    Err(Refusal::new(StatusCode::NOT_FOUND, nowhere(options, path)))
}

/// Where MCP is instead. What arrives at the root is often what a router took the prefix from.
fn nowhere(options: &HttpOptions, path: &str) -> String {
    let (seen, mcp) = (headers::shortened(path), &options.path);
    let mut message = format!(
        "nothing is served at `{seen}`; MCP is at `{mcp}`, and for 2024-11-05 clients at `{}`",
        options.sse_path
    );
    if path == "/" {
        message += &format!(
            ". If you asked for `{mcp}`, the router in front has taken that from the path, as \
             `nest_service` does: mount the server with `route_service` or `fallback_service`"
        );
    }
    message
}

/// Whether a message is for a session that is a stream.
fn names_session(uri: &Uri) -> bool {
    let mut pairs = uri.query().unwrap_or_default().split('&');
    pairs.any(|pair| pair.starts_with("sessionId"))
}

/// A page that rebinds its name to this machine still sends its own name as the host
/// (`basic/transports#security-warning`).
fn host(options: &HttpOptions, uri: &Uri, header: Option<&HeaderValue>) -> Result<(), Refusal> {
    if matches!(options.hosts, Hosts::Loopback)
        && uri.authority().is_none()
        && header.is_some_and(is_plainly_local)
    {
        return Ok(());
    }
    let header = header.map(headers::printable);
    let target = uri.authority().map(|authority| authority.as_str());
    let host = match (target, header) {
        (Some(target), Some(header)) if !target.eq_ignore_ascii_case(&header) => {
            let message = "`Host` differs from the request's target; send the same in both";
            return Err(Refusal::new(StatusCode::BAD_REQUEST, message));
        }
        (Some(target), _) => target.into(),
        (None, Some(header)) => header,
        (None, None) => {
            let message = "`Host` is missing";
            return Err(Refusal::new(StatusCode::BAD_REQUEST, message));
        }
    };
    let authority = Authority::parse(&host);
    let allowed = match &options.hosts {
        Hosts::Any => true,
        Hosts::Loopback => authority.is_some_and(|authority| authority.is_loopback()),
        Hosts::Listed(list) => authority.is_some_and(|authority| authority.is_listed(list)),
    };
    if allowed {
        return Ok(());
    }
    let host = headers::shortened(&host);
    let advice = match &options.hosts {
        Hosts::Listed(_) => "add it to the server's `allowed_hosts`".to_owned(),
        _ => format!("build the server with `allowed_hosts([\"{host}\"])`"),
    };
    let message = format!("Host `{host}` is not allowed; to allow it, {advice}");
    Err(Refusal::new(StatusCode::FORBIDDEN, message))
}

/// Whether a host is this machine in one of the two spellings that nearly all local requests have.
fn is_plainly_local(host: &HeaderValue) -> bool {
    let host = host.as_bytes();
    let rest = host
        .strip_prefix(b"127.0.0.1")
        .or_else(|| host.strip_prefix(b"localhost"));
    match rest {
        Some([]) => true,
        Some([b':', port @ ..]) => {
            (1..=4).contains(&port.len()) && port.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

/// A request without an origin comes from no web page.
fn origin(options: &HttpOptions, header: Option<&HeaderValue>) -> Result<(), Refusal> {
    let Some(value) = header else {
        return Ok(());
    };
    let text = headers::printable(value);
    if Origin::parse(&text).is_some_and(|origin| origin_is_allowed(options, &origin)) {
        return Ok(());
    }
    let origin = headers::shortened(&text);
    let advice = match options.origins.is_empty() {
        false => "add it to the server's `allowed_origins`".to_owned(),
        true => format!("build the server with `allowed_origins([\"{origin}\"])`"),
    };
    let message = format!("Origin `{origin}` is not allowed; to allow it, {advice}");
    Err(Refusal::new(StatusCode::FORBIDDEN, message))
}

/// With [`Hosts::Any`] there is no host to compare with, so only listed origins remain.
fn origin_is_allowed(options: &HttpOptions, origin: &Origin<'_>) -> bool {
    let same_host = match (&options.hosts, origin.web()) {
        (Hosts::Any, _) | (_, None) => false,
        (Hosts::Loopback, Some(host)) => host.is_loopback(),
        (Hosts::Listed(list), Some(host)) => host.is_listed(list),
    };
    let mut listed = options.origins.iter().filter_map(|o| Origin::parse(o));
    same_host || listed.any(|listed| listed.is(origin))
}

#[cfg(test)]
mod tests;

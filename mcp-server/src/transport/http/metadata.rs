//! The document that tells clients where credentials come from. Everybody may read it, pages of
//! other origins included, for it is what they need before they can have any.

use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    HeaderValue,
};
use http::request::Parts;
use http::{Method, Response, StatusCode};

use super::body::Body;
use super::status::{self, Refusal};
use crate::callers::Gatekeeper;
use crate::server::Server;

/// Whether a server has its document at a path.
pub(super) fn is_at(server: &Server, path: &str) -> bool {
    let document = server
        .gatekeeper()
        .and_then(|gatekeeper| gatekeeper.document_at(path));
    document.is_some()
}

/// The answer to a request for the document; `None` where that is not what is asked for.
pub(super) fn serve(gatekeeper: &dyn Gatekeeper, parts: &Parts) -> Option<Response<Body>> {
    let document = gatekeeper.document_at(parts.uri.path())?;
    let mut response = match parts.method {
        Method::GET | Method::HEAD => status::json(StatusCode::OK, document.clone()),
        Method::OPTIONS => status::empty(StatusCode::NO_CONTENT),
        _ => Refusal::method("GET, HEAD, OPTIONS").into(),
    };
    let any = HeaderValue::from_static("*");
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, any.clone());
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, any);
    let methods = HeaderValue::from_static("GET, HEAD");
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, methods);
    Some(response)
}

//! The name of a request, by which its answer, its traces and its entry in the audit log find each other.

use axum::extract::Request;
use axum::http::{Extensions, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use crate::secret;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");
const LONGEST: usize = 64;

/// The name of a request.
#[derive(Clone)]
pub(super) struct RequestId(HeaderValue);

impl RequestId {
    /// The name, where there is one.
    pub(super) fn of(extensions: &Extensions) -> String {
        let id = extensions.get::<Self>();
        let id = id.and_then(|Self(value)| value.to_str().ok());
        id.unwrap_or_default().to_owned()
    }
}

/// Gives each request a name, the client's own if that is short and plain, and tells it in the answer.
pub(super) async fn name(mut request: Request, next: Next) -> Response {
    let given = request.headers().get(HEADER);
    let id = given.filter(|id| is_plain(id)).cloned().or_else(|| {
        let made_up = secret::random::<8>().ok()?;
        made_up.try_into().ok()
    });
    let Some(id) = id else {
        return next.run(request).await;
    };
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    response.headers_mut().insert(HEADER, id);
    response
}

fn is_plain(id: &HeaderValue) -> bool {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=LONGEST).contains(&id.len()) && id.as_bytes().iter().all(plain)
}

//! `resources/subscribe` and `resources/unsubscribe` (`server/resources#subscriptions`).

use mcp_core::Rejection;
use mcp_core::jsonrpc::{ErrorCode, ErrorObject, Request};
use mcp_core::peer::Viewer;
use mcp_core::wire::decode;

use crate::dispatch::Answer;
use crate::server::Catalogue;
use crate::session::{MAX_BYTES, MAX_SUBSCRIPTIONS, Session};

/// Whether a request is one of the two.
pub(super) fn is_one(method: &str) -> bool {
    matches!(method, "resources/subscribe" | "resources/unsubscribe")
}

/// Whether somebody may subscribe to what a request names.
pub(super) fn admit(
    catalogue: &Catalogue,
    request: &Request<'_>,
    viewer: &Viewer<'_>,
) -> Result<(), Rejection> {
    match decode::Subscribe::read(request.params.whole()) {
        Ok(wish) => catalogue.resource(&wish.uri, viewer).map(drop),
        Err(_) => Ok(()),
    }
}

/// Serves either. A client may end a subscription to whatever it likes, but begin one only to what
/// there is for it.
pub(super) fn serve(
    catalogue: &Catalogue,
    session: &Session,
    request: &Request<'_>,
    viewer: &Viewer<'_>,
) -> Result<Answer, ErrorObject> {
    let uri = decode::Subscribe::read(request.params.whole())?.uri;
    if request.method == "resources/unsubscribe" {
        session.unsubscribe(&uri);
        return Ok(Answer::Empty);
    }
    let found = catalogue.resource(&uri, viewer).and_then(|found| {
        found.map(|_| ()).ok_or_else(|| Rejection::NoSuchResource {
            uri: uri.clone().into_owned(),
        })
    });
    if let Err(rejection) = found {
        return Ok(Answer::Refused(rejection));
    }
    match session.subscribe(&uri) {
        Ok(()) => Ok(Answer::Empty),
        Err(_) => Err(ErrorObject::new(
            ErrorCode::INVALID_PARAMS,
            format!(
                "a session may be subscribed to at most {MAX_SUBSCRIPTIONS} resources, whose URIs have at most \
                 {MAX_BYTES} bytes together; unsubscribe from one first"
            ),
        )),
    }
}

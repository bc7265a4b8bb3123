//! `resources/subscribe` and `resources/unsubscribe` (`server/resources#subscriptions`).

use mcp_core::Rejection;
use mcp_core::jsonrpc::{ErrorCode, ErrorObject, Request};
use mcp_core::wire::decode;

use crate::dispatch::Answer;
use crate::server::Catalogue;
use crate::session::{MAX_SUBSCRIPTIONS, Session};

/// Whether a request is one of the two.
pub(super) fn is_one(method: &str) -> bool {
    matches!(method, "resources/subscribe" | "resources/unsubscribe")
}

/// Serves either. A client may end a subscription to whatever it likes, but begin one only to what
/// there is.
pub(super) fn serve(
    catalogue: &Catalogue,
    session: &Session,
    request: &Request<'_>,
) -> Result<Answer, ErrorObject> {
    let uri = decode::Subscribe::read(request.params.whole())?.uri;
    if request.method == "resources/unsubscribe" {
        session.unsubscribe(&uri);
        return Ok(Answer::Empty);
    }
    if catalogue.resource(&uri).is_none() {
        let uri = uri.into_owned();
        return Ok(Answer::Refused(Rejection::NoSuchResource { uri }));
    }
    match session.subscribe(&uri) {
        Ok(()) => Ok(Answer::Empty),
        Err(_) => Err(ErrorObject::new(
            ErrorCode::INVALID_PARAMS,
            format!(
                "the session is subscribed to {MAX_SUBSCRIPTIONS} resources, as many as it may be; \
                 unsubscribe from one first"
            ),
        )),
    }
}

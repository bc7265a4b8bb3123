//! Credentials go no further than to whoever looks at them: a token is for the server that it was
//! issued to, and what a tool never sees it can neither log nor pass on
//! (`basic/authorization#token-handling`).

use http::HeaderMap;
use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION};

use crate::server::Server;

/// Takes credentials out of the headers that come with a call, where there are `any`: those that are
/// for this server, and those that could be.
#[inline]
pub(super) fn remove(server: &Server, any: bool, headers: &mut HeaderMap) {
    if any || server.gatekeeper().is_some() {
        take_out(server, headers);
    }
}

#[inline(never)]
fn take_out(server: &Server, headers: &mut HeaderMap) {
    for name in [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION] {
        headers.remove(name);
    }
    if let Some(gatekeeper) = server.gatekeeper() {
        for name in gatekeeper.headers() {
            headers.remove(name);
        }
    }
}

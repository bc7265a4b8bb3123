//! What `initialize` settles, and what a session keeps of its client's introduction
//! (`basic/lifecycle#initialization`).

use std::borrow::Cow;
use std::sync::Arc;

use mcp_core::jsonrpc::{ErrorObject, Request};
use mcp_core::model::{Implementation, Level};
use mcp_core::peer::Peer;
use mcp_core::wire::decode;
use mcp_core::{Era, Revision};

use crate::session::{Greeting, Sessions};
use crate::shortened::shortened;

/// How many bytes of what a client says of itself are kept whole.
const MAX_INTRODUCTION: usize = 512;

/// How many characters of each text are kept of more than that.
const MAX_TEXT: usize = 256;

/// Settles on a revision: the client's if it has sessions, else the latest that has.
pub(super) fn greeting(
    sessions: &Sessions,
    request: &Request<'_>,
) -> Result<Greeting, ErrorObject> {
    let wish = decode::Initialize::read(request.params.whole())?;
    let latest = Revision::latest(Era::Handshake);
    let revision = wish
        .protocol_version
        .parse()
        .ok()
        .filter(|revision: &Revision| revision.abilities().era == Era::Handshake)
        .unwrap_or(latest);
    let capabilities = decode::usable(revision, wish.capabilities);
    let client = match wish.introduction.len() {
        0..=MAX_INTRODUCTION => wish.client,
        _ => brief(wish.client),
    };
    let client = sessions.share(client);
    let peer = Peer::shared(Some(client), capabilities, Some(Level::Info));
    Ok(Greeting {
        revision,
        peer: Arc::new(peer),
    })
}

/// As much of a long introduction as a session keeps.
fn brief(client: Implementation) -> Implementation {
    let short = |text: Cow<'static, str>| shortened(&text, MAX_TEXT).to_owned();
    let mut brief = Implementation::new(short(client.name), short(client.version));
    brief.title = client.title.map(|title| short(title).into());
    brief.description = client.description.map(|text| short(text).into());
    // The beginning of an address leads elsewhere.
    let is_short = |url: &Cow<'_, str>| shortened(url, MAX_TEXT) == *url;
    brief.website_url = client.website_url.filter(is_short);
    brief
}

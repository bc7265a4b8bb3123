//! `resources/read` (`server/resources#reading-resources`).

use std::sync::Arc;

use mcp_core::{Context, Rejection, resource};
use tracing::Span;

use super::when::later;
use super::{Failing, Started, When, Work, guarded, invalid};
use crate::server::Catalogue;

/// Starts to read a resource: the one of this URI, or else one of the template that it fits best.
pub(super) fn read(
    catalogue: &Catalogue,
    uri: &str,
    when: When,
    context: Context,
) -> Result<Started, Rejection> {
    let Some((resource, variables)) = catalogue.resource(uri, &context.viewer())? else {
        return Err(absent(uri));
    };
    Span::current().record("name", resource.listing().uri());
    Ok(guarded(Failing::Other, || {
        let read = match when {
            When::AtOnce => resource.read(context, uri, variables),
            When::Polled => {
                let (resource, uri) = (Arc::clone(resource), uri.to_owned());
                later(move || {
                    // It fitted, and does not change.
                    let variables = resource.matches(&uri).unwrap_or_default();
                    resource.read(context, &uri, variables)
                })
            }
        };
        Started::Running(Work::Read(read), resource.timeout())
    }))
}

fn absent(uri: &str) -> Rejection {
    if !resource::is_uri(uri) {
        return invalid(
            "`uri` must be a URI: a scheme, a colon, and only what RFC 3986 allows in one",
        )
        .into();
    }
    Rejection::NoSuchResource {
        uri: uri.to_owned(),
    }
}

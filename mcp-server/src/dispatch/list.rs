//! The four lists, page by page (`server/utilities/pagination`).

use mcp_core::peer::Viewer;
use mcp_core::wire::decode::List;

use super::{Answer, invalid};
use crate::server::{Catalogue, Kind, Page};

/// A page of a list, as somebody sees it.
pub(crate) fn list(
    catalogue: &Catalogue,
    kind: Kind,
    wish: &List<'_>,
    viewer: &Viewer<'_>,
) -> Answer {
    match Page::of(catalogue.pages(kind, viewer), wish.cursor.as_deref()) {
        Ok(page) => Answer::Page(page),
        Err(lost) => Answer::Error(invalid(lost.to_string())),
    }
}

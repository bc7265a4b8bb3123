//! The four lists, page by page (`server/utilities/pagination`).

use std::sync::Arc;

use mcp_core::wire::decode::List;

use super::{Answer, invalid};
use crate::server::{Catalogue, Kind, Page};

/// A page of a list.
pub(crate) fn list(catalogue: &Arc<Catalogue>, kind: Kind, wish: &List<'_>) -> Answer {
    match Page::of(catalogue.pages(kind), wish.cursor.as_deref()) {
        Ok(page) => Answer::Page(page),
        Err(lost) => Answer::Error(invalid(lost.to_string())),
    }
}

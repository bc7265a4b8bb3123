//! A page of a list, held for as long as its answer takes.

use std::fmt;
use std::sync::Arc;

use mcp_core::Revision;

use super::{Lost, Pages};

/// A page of a list as it was when it was asked for.
pub(crate) struct Page {
    pages: Arc<Pages>,
    number: usize,
}

impl Page {
    /// The page that a cursor stands for; the first one without.
    pub(crate) fn of(pages: Arc<Pages>, cursor: Option<&str>) -> Result<Self, Lost> {
        let number = cursor.map(|cursor| pages.find(cursor));
        Ok(Self {
            number: number.transpose()?.unwrap_or_default(),
            pages,
        })
    }

    /// The page as JSON, in the words of a revision.
    pub(crate) fn rendered(&self, revision: Revision) -> &[u8] {
        self.pages.rendered(revision, self.number)
    }
}

impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

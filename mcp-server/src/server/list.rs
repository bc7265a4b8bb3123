//! The tools by name, and their list as bytes: one rendering for each revision.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use bytes::Bytes;
use mcp_core::Revision;
use mcp_core::model::ToolDefinition;
use mcp_core::schema::Lint;
use mcp_core::tool::Prepared;
use mcp_core::wire::{self, Stamp};

/// All tools of a server.
pub(crate) struct Catalogue {
    tools: Vec<Prepared>,
    /// The tools' places, in the order of their names.
    by_name: Vec<usize>,
    /// The pages of each revision, in the order of [`Revision::ALL`].
    pages: Vec<Vec<Bytes>>,
    /// What follows each page but the last; the same in all processes that serve the same tools.
    cursors: Vec<String>,
}

impl Catalogue {
    pub(super) fn new(tools: Vec<Prepared>, page_size: usize, stamp: &Stamp) -> Self {
        let mut by_name: Vec<usize> = (0..tools.len()).collect();
        by_name.sort_by_key(|index| &tools[*index].definition().name);
        let listed: Vec<&Prepared> = tools.iter().filter(|tool| !tool.is_hidden()).collect();
        let cursors = cursors(&listed, page_size);
        let pages = Revision::ALL
            .iter()
            .map(|revision| pages(*revision, &listed, page_size, &cursors, stamp))
            .collect();
        Self {
            tools,
            by_name,
            pages,
            cursors,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.tools.len()
    }

    pub(crate) fn find(&self, name: &str) -> Option<&Prepared> {
        let by_name = |index: &usize| (*self.tools[*index].definition().name).cmp(name);
        let place = self.by_name.binary_search_by(by_name).ok()?;
        Some(&self.tools[self.by_name[place]])
    }

    /// The names that are listed.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let listed = self.tools.iter().filter(|tool| !tool.is_hidden());
        listed.map(|tool| tool.definition().name.as_ref())
    }

    /// What clients are known to stumble over.
    pub(crate) fn lints(&self) -> impl Iterator<Item = Lint> {
        self.tools.iter().flat_map(Prepared::lints)
    }

    /// Which page a cursor stands for; `None` for a cursor that was never given out.
    pub(crate) fn page(&self, cursor: Option<&str>) -> Option<usize> {
        match cursor {
            None => Some(0),
            Some(cursor) => self
                .cursors
                .iter()
                .position(|known| known == cursor)
                .map(|index| index + 1),
        }
    }

    /// A page as JSON, in the words of a revision.
    pub(crate) fn rendered(&self, revision: Revision, page: usize) -> &[u8] {
        let row = Revision::ALL.iter().position(|row| *row == revision);
        row.and_then(|row| self.pages[row].get(page))
            .map_or(b"{}", |bytes| bytes)
    }
}

fn cursors(tools: &[&Prepared], page_size: usize) -> Vec<String> {
    let mut hasher = DefaultHasher::new();
    for tool in tools {
        tool.definition().name.hash(&mut hasher);
    }
    let list = hasher.finish();
    (1..tools.len().div_ceil(page_size))
        .map(|page| format!("{list:016x}{page:x}"))
        .collect()
}

fn pages(
    revision: Revision,
    tools: &[&Prepared],
    page_size: usize,
    cursors: &[String],
    stamp: &Stamp,
) -> Vec<Bytes> {
    let definitions: Vec<&ToolDefinition> = tools.iter().map(|tool| tool.definition()).collect();
    let mut chunks: Vec<&[&ToolDefinition]> = definitions.chunks(page_size).collect();
    if chunks.is_empty() {
        chunks.push(&[]);
    }
    chunks
        .into_iter()
        .enumerate()
        .map(|(index, chunk)| {
            let mut out = Vec::new();
            let next = cursors.get(index).map(String::as_str);
            wire::write_tools_page(revision, stamp, chunk, next, CACHING, &mut out);
            out.into()
        })
        .collect()
}

/// The list is fixed and the same for everybody; a client may keep it for a while.
pub(crate) const CACHING: wire::Caching = wire::Caching {
    ttl_ms: 60_000,
    scope: wire::CacheScope::Public,
};

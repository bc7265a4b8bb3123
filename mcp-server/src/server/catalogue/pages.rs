//! A list as bytes: one rendering for each revision, in pages.

use std::fmt;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use mcp_core::Revision;
use mcp_core::wire::{self, Caching};

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Tools,
    Prompts,
    Resources,
    Templates,
    Skills,
}

/// The pages of one list.
#[derive(PartialEq, Eq)]
pub(crate) struct Pages {
    /// What its cursors begin with.
    letter: char,
    /// Those of each revision, in the order of [`Revision::ALL`].
    rendered: Vec<Vec<Vec<u8>>>,
    /// What follows each page but the last; the same in all processes that serve the same list.
    cursors: Vec<String>,
}

/// Why a cursor leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lost {
    /// It was never given out.
    Unknown,
    /// It was given out for another list.
    Elsewhere,
    /// The list was another one when it was given out.
    Stale,
}

impl Pages {
    /// Renders the list of what goes by these keys; `write` appends a page of some of them, given
    /// what it needs beside.
    pub(super) fn new<T>(
        letter: char,
        items: &[T],
        page_size: usize,
        key: impl Fn(&T) -> &str,
        write: impl Fn(Revision, &[T], Option<&str>, &mut Vec<u8>),
    ) -> Self {
        let mut hasher = DefaultHasher::new();
        page_size.hash(&mut hasher);
        items.iter().for_each(|item| key(item).hash(&mut hasher));
        let version = hasher.finish();
        let count = items.len().div_ceil(page_size).max(1);
        let cursors: Vec<String> = (1..count)
            .map(|page| format!("{letter}{version:016x}{page:x}"))
            .collect();
        let page = |revision, page: usize| {
            let items = items.chunks(page_size).nth(page).unwrap_or_default();
            let mut out = Vec::new();
            let next = cursors.get(page).map(String::as_str);
            write(revision, items, next, &mut out);
            out.shrink_to_fit();
            out
        };
        let pages = |revision| (0..count).map(|index| page(revision, index)).collect();
        let rendered = Revision::ALL.into_iter().map(pages).collect();
        Self {
            letter,
            rendered,
            cursors,
        }
    }

    /// Which page a cursor stands for.
    pub(super) fn find(&self, cursor: &str) -> Result<usize, Lost> {
        if let Some(index) = self.cursors.iter().position(|known| known == cursor) {
            return Ok(index + 1);
        }
        let (Some(letter), Some(rest)) = (cursor.chars().next(), cursor.get(1..)) else {
            return Err(Lost::Unknown);
        };
        let fits = rest.len() > 16 && rest.bytes().all(|digit| digit.is_ascii_hexdigit());
        match letter == self.letter {
            true if fits => Err(Lost::Stale),
            false if fits && LETTERS.contains(letter) => Err(Lost::Elsewhere),
            _ => Err(Lost::Unknown),
        }
    }

    /// A page as JSON, in the words of a revision.
    pub(super) fn rendered(&self, revision: Revision, page: usize) -> &[u8] {
        let row = Revision::ALL.iter().position(|row| *row == revision);
        row.and_then(|row| self.rendered[row].get(page))
            .map_or(b"{}", |page| page)
    }
}

/// What the cursors of a folder of skills begin with.
pub(super) const FOLDER: char = 'f';

/// What cursors begin with, all of them.
const LETTERS: &str = "tprusf";

impl Kind {
    /// What its cursors begin with.
    pub(super) const fn letter(self) -> char {
        match self {
            Self::Tools => 't',
            Self::Prompts => 'p',
            Self::Resources => 'r',
            Self::Templates => 'u',
            Self::Skills => 's',
        }
    }
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unknown => "unknown cursor; list from the start, without one",
            Self::Elsewhere => {
                "this cursor is of another list; give back `nextCursor` of the same method"
            }
            Self::Stale => {
                "this cursor leads nowhere, for the list has changed; list from the start, without one"
            }
        })
    }
}

/// A list is the same for everybody, and a client that keeps it is told when it changes.
pub(crate) const CACHING: Caching = Caching {
    ttl_ms: 60_000,
    scope: wire::CacheScope::Public,
};

//! A list as bytes: one rendering for each revision, in pages.

use std::fmt;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;
use std::sync::OnceLock;

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
pub(crate) struct Pages {
    cursors: Cursors,
    /// Those of each revision, in the order of [`Revision::ALL`], once somebody asked for them.
    rendered: [OnceLock<Vec<Vec<u8>>>; Revision::ALL.len()],
    write: Box<Write>,
}

/// Appends a page of some of the items, given what follows it.
type Write = dyn Fn(Revision, Range<usize>, Option<&str>, &mut Vec<u8>) + Send + Sync;

/// What leads from one page to the next; the same in all processes that serve the same list.
#[derive(PartialEq, Eq)]
pub(super) struct Cursors {
    /// What each begins with.
    letter: char,
    /// How many items there are, and how many on a page.
    items: usize,
    page_size: usize,
    /// What follows each page but the last.
    next: Vec<String>,
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

impl Cursors {
    /// The cursors of a list of what goes by these keys.
    pub(super) fn new<'k>(
        letter: char,
        page_size: usize,
        keys: impl Iterator<Item = &'k str>,
    ) -> Self {
        let mut hasher = DefaultHasher::new();
        page_size.hash(&mut hasher);
        let items = keys.map(|key| key.hash(&mut hasher)).count();
        let version = hasher.finish();
        let count = items.div_ceil(page_size).max(1);
        let next = (1..count).map(|page| format!("{letter}{version:016x}{page:x}"));
        Self {
            letter,
            items,
            page_size,
            next: next.collect(),
        }
    }

    /// Which page a cursor stands for.
    pub(super) fn find(&self, cursor: &str) -> Result<usize, Lost> {
        if let Some(index) = self.next.iter().position(|known| known == cursor) {
            return Ok(index + 1);
        }
        Err(lost(cursor, self.letter))
    }

    /// The items of a page.
    fn range(&self, page: usize) -> Range<usize> {
        let begin = page * self.page_size;
        begin..self.items.min(begin + self.page_size)
    }
}

/// Why a cursor leads nowhere in the list whose cursors begin with a letter.
pub(super) fn lost(cursor: &str, own: char) -> Lost {
    let (Some(letter), Some(rest)) = (cursor.chars().next(), cursor.get(1..)) else {
        return Lost::Unknown;
    };
    let digits = rest.strip_suffix('+').unwrap_or(rest);
    let fits = digits.len() >= 16 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    match letter == own {
        true if fits => Lost::Stale,
        false if fits && LETTERS.contains(letter) => Lost::Elsewhere,
        _ => Lost::Unknown,
    }
}

impl Pages {
    /// Pages that `write` appends when they are first asked for.
    pub(super) fn new(
        cursors: Cursors,
        write: impl Fn(Revision, Range<usize>, Option<&str>, &mut Vec<u8>) + Send + Sync + 'static,
    ) -> Self {
        Self {
            cursors,
            rendered: Default::default(),
            write: Box::new(write),
        }
    }

    /// Writes all of them, in the words of all revisions.
    pub(super) fn render(&self) {
        for revision in Revision::ALL {
            self.all(revision);
        }
    }

    /// Which page a cursor stands for.
    pub(super) fn find(&self, cursor: &str) -> Result<usize, Lost> {
        self.cursors.find(cursor)
    }

    /// A page as JSON, in the words of a revision.
    pub(super) fn rendered(&self, revision: Revision, page: usize) -> &[u8] {
        self.all(revision).get(page).map_or(b"{}", |page| page)
    }

    /// Whether they say the same in all revisions.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let same = |revision| self.all(revision) == other.all(revision);
        self.cursors == other.cursors && Revision::ALL.into_iter().all(same)
    }

    fn all(&self, revision: Revision) -> &[Vec<u8>] {
        let row = Revision::ALL.iter().position(|row| *row == revision);
        row.map_or(&[], |row| {
            self.rendered[row].get_or_init(|| self.written(revision))
        })
    }

    fn written(&self, revision: Revision) -> Vec<Vec<u8>> {
        let page = |number| {
            let mut out = Vec::new();
            let next = self.cursors.next.get(number).map(String::as_str);
            (self.write)(revision, self.cursors.range(number), next, &mut out);
            out.shrink_to_fit();
            out
        };
        (0..=self.cursors.next.len()).map(page).collect()
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

/// A list without gates is the same for everybody, and a client that keeps it is told when it
/// changes.
pub(crate) const CACHING: Caching = Caching {
    ttl_ms: 60_000,
    scope: wire::CacheScope::Public,
};

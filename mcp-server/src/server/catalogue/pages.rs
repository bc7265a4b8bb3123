//! A list as bytes: one rendering for each revision, in pages.

use std::fmt;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Arc, OnceLock};

use mcp_core::Revision;
use mcp_core::wire::{CacheScope, Caching, Stamp};

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
    things: Arc<dyn Things>,
    /// Where those are that are in the list.
    places: Vec<usize>,
    style: Style,
    /// What each cursor begins with.
    letter: char,
    /// What leads on from each page but the last; the same in all processes that serve the same list.
    next: Vec<String>,
    /// Those of each revision, in the order of [`Revision::ALL`], once somebody asked for them.
    rendered: [OnceLock<Vec<Vec<u8>>>; Revision::ALL.len()],
}

/// What a list is made of, by places.
pub(super) trait Things: Send + Sync {
    /// What a thing goes by, where it has a place in the list at all.
    fn key(&self, place: usize) -> Option<&str>;

    /// Appends a page of some of them, given what follows it.
    fn write(
        &self,
        revision: Revision,
        style: &Style,
        places: &[usize],
        next: Option<&str>,
        out: &mut Vec<u8>,
    );
}

/// How lists are cut into pages, and what each page says of itself.
#[derive(Clone)]
pub(super) struct Style {
    pub(super) page_size: usize,
    pub(super) stamp: Stamp,
    pub(super) caching: Caching,
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

impl Style {
    /// The same for a list that is the same for those only who may see the same.
    pub(super) fn private(&self) -> Self {
        let mut private = self.clone();
        private.caching.scope = CacheScope::Private;
        private
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
        false if fits && LETTERS.contains(&letter) => Lost::Elsewhere,
        _ => Lost::Unknown,
    }
}

impl Pages {
    /// Pages of what is at some places, written when they are first asked for; their cursors begin
    /// with a letter.
    pub(super) fn new(
        letter: char,
        things: Arc<dyn Things>,
        places: Vec<usize>,
        style: Style,
    ) -> Self {
        Self {
            letter,
            next: cursors(letter, style.page_size, &*things, &places),
            rendered: Default::default(),
            things,
            places,
            style,
        }
    }

    /// The same list with some of it only, by their places.
    pub(super) fn only(&self, places: Vec<usize>) -> Self {
        let (things, style) = (Arc::clone(&self.things), self.style.clone());
        Self::new(self.letter, things, places, style)
    }

    /// Where the things are that are in the list.
    pub(super) fn places(&self) -> &[usize] {
        &self.places
    }

    /// Writes all of them, in the words of all revisions.
    pub(super) fn render(&self) {
        for revision in Revision::ALL {
            self.all(revision);
        }
    }

    /// Which page a cursor stands for.
    pub(super) fn find(&self, cursor: &str) -> Result<usize, Lost> {
        let page = self.next.iter().position(|known| known == cursor);
        page.map(|page| page + 1)
            .ok_or_else(|| lost(cursor, self.letter))
    }

    /// A page as JSON, in the words of a revision.
    pub(super) fn rendered(&self, revision: Revision, page: usize) -> &[u8] {
        self.all(revision).get(page).map_or(b"{}", |page| page)
    }

    /// Whether they say the same in all revisions.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let same = |revision| self.all(revision) == other.all(revision);
        self.next == other.next && Revision::ALL.into_iter().all(same)
    }

    fn all(&self, revision: Revision) -> &[Vec<u8>] {
        let row = Revision::ALL.iter().position(|row| *row == revision);
        row.map_or(&[], |row| {
            self.rendered[row].get_or_init(|| self.written(revision))
        })
    }

    fn written(&self, revision: Revision) -> Vec<Vec<u8>> {
        let (size, mut written) = (self.style.page_size, Vec::new());
        for number in 0..=self.next.len() {
            let begin = number * size;
            let end = self.places.len().min(begin.saturating_add(size));
            let places = &self.places[begin..end];
            let next = self.next.get(number).map(String::as_str);
            let mut out = Vec::new();
            (self.things).write(revision, &self.style, places, next, &mut out);
            out.shrink_to_fit();
            written.push(out);
        }
        written
    }
}

/// What leads on from each page but the last of a list of what is at some places.
fn cursors(letter: char, page_size: usize, things: &dyn Things, places: &[usize]) -> Vec<String> {
    let mut hasher = DefaultHasher::new();
    page_size.hash(&mut hasher);
    for place in places {
        things.key(*place).unwrap_or_default().hash(&mut hasher);
    }
    let (version, mut next) = (hasher.finish(), Vec::new());
    for page in 1..places.len().div_ceil(page_size) {
        next.push(format!("{letter}{version:016x}{page:x}"));
    }
    next
}

/// What the cursors of a folder of skills begin with.
pub(super) const FOLDER: char = 'f';

/// What cursors begin with, all of them.
const LETTERS: [char; 6] = ['t', 'p', 'r', 'u', 's', FOLDER];

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
    scope: CacheScope::Public,
};

//! A list, as it is for everybody, or for each who sees the same of it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use mcp_core::Revision;
use mcp_core::peer::Viewer;
use mcp_core::wire::{CacheScope, Caching, Stamp};

use super::gates::{Gates, Passed};
use super::pages::Cursors;
use super::{CACHING, Good, Kind, Pages, Shelf};

/// In how many versions a list is kept beside the whole one.
const MOST: usize = 64;

/// What makes a list of things.
pub(super) struct Form<T, D: 'static> {
    pub(super) kind: Kind,
    /// What a client learns of a thing; none where that stands in another list.
    pub(super) definition: fn(&T) -> Option<&D>,
    pub(super) key: fn(&D) -> &str,
    pub(super) write: Write<D>,
}

/// Appends a page of some definitions, given what follows it.
type Write<D> = fn(Revision, &Stamp, &[&D], Option<&str>, Caching, &mut Vec<u8>);

/// One list.
pub(super) struct List {
    /// With all that anybody could see.
    whole: Arc<Pages>,
    /// Where some may not see all of it.
    parts: Option<Parts>,
}

/// The list as those see it who do not see all of it.
struct Parts {
    gates: Arc<Gates>,
    /// The number of the gate of each thing in the list.
    numbers: Vec<Option<usize>>,
    /// Those that there are among them, each once.
    used: Vec<usize>,
    make: Box<dyn Fn(&Passed) -> Pages + Send + Sync>,
    /// Those that were asked for last, the last one behind.
    recent: Mutex<VecDeque<(Passed, Arc<Pages>)>>,
}

impl List {
    /// The list of what is listed of some things.
    pub(super) fn new<T, D>(
        form: &'static Form<T, D>,
        shelf: &Shelf<T>,
        page_size: usize,
        stamp: &Stamp,
    ) -> Self
    where
        T: Good + Send + Sync + 'static,
    {
        let things = shelf.listed();
        let things = things.filter(|(_, thing)| (form.definition)(thing).is_some());
        let (numbers, things): (Vec<_>, Vec<_>) = things
            .map(|(place, thing)| (shelf.gates().number(place), Arc::clone(thing)))
            .unzip();
        let mut used: Vec<usize> = numbers.iter().copied().flatten().collect();
        used.sort_unstable();
        used.dedup();
        if used.is_empty() {
            return Self::for_all(pages(form, things, page_size, stamp.clone(), CACHING));
        }
        // It is the same for those only who may see the same.
        let caching = Caching {
            scope: CacheScope::Private,
            ..CACHING
        };
        let whole = pages(form, things.clone(), page_size, stamp.clone(), caching);
        let (own, stamp) = (numbers.clone(), stamp.clone());
        let make = move |passed: &Passed| {
            let seen = std::iter::zip(&own, &things).filter(|(number, _)| passed.has(**number));
            let seen = seen.map(|(_, thing)| Arc::clone(thing)).collect();
            pages(form, seen, page_size, stamp.clone(), caching)
        };
        let parts = Parts {
            gates: Arc::clone(shelf.gates()),
            numbers,
            used,
            make: Box::new(make),
            recent: Mutex::default(),
        };
        Self {
            parts: Some(parts),
            ..Self::for_all(whole)
        }
    }

    /// A list that everybody sees.
    pub(super) fn for_all(whole: Pages) -> Self {
        whole.render();
        Self {
            whole: Arc::new(whole),
            parts: None,
        }
    }

    /// The list as somebody sees it.
    pub(super) fn pages(&self, viewer: &Viewer<'_>) -> Arc<Pages> {
        match &self.parts {
            None => Arc::clone(&self.whole),
            Some(parts) => parts.pages(viewer, &self.whole),
        }
    }

    /// In how many versions it is kept beside the whole one.
    #[cfg(test)]
    pub(super) fn kept(&self) -> usize {
        self.parts.as_ref().map_or(0, |parts| {
            let recent = parts.recent.lock();
            recent.unwrap_or_else(PoisonError::into_inner).len()
        })
    }

    /// Whether anybody sees the same in it as in another one, as far as that is known without
    /// asking conditions.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let guarded = match (&self.parts, &other.parts) {
            (None, None) => true,
            (Some(one), Some(other)) => one.is_guarded_like(other),
            _ => false,
        };
        guarded && self.whole.is_like(&other.whole)
    }
}

impl Parts {
    fn pages(&self, viewer: &Viewer<'_>, whole: &Arc<Pages>) -> Arc<Pages> {
        let passed = self.gates.passed(self.used.iter().copied(), viewer);
        if self.used.iter().all(|number| passed.has(Some(*number))) {
            return Arc::clone(whole);
        }
        let recent = self.recent.lock();
        let mut recent = recent.unwrap_or_else(PoisonError::into_inner);
        let known = recent.iter().position(|(known, _)| *known == passed);
        let (passed, pages) = match known.and_then(|place| recent.remove(place)) {
            Some(known) => known,
            None => {
                // Which pages there are is quickly told; they are written outside of the lock.
                let pages = Arc::new((self.make)(&passed));
                (passed, pages)
            }
        };
        recent.push_back((passed, Arc::clone(&pages)));
        if recent.len() > MOST {
            recent.pop_front();
        }
        pages
    }

    /// Whether each thing stands behind the same gate as in another list.
    fn is_guarded_like(&self, other: &Self) -> bool {
        let same = |(one, theirs): (&Option<usize>, &Option<usize>)| match (one, theirs) {
            (Some(one), Some(theirs)) => self.gates.at(*one).is_same(other.gates.at(*theirs)),
            (one, theirs) => one == theirs,
        };
        self.numbers.len() == other.numbers.len()
            && std::iter::zip(&self.numbers, &other.numbers).all(same)
    }
}

/// The pages of things that all have a definition.
fn pages<T, D>(
    form: &'static Form<T, D>,
    things: Vec<Arc<T>>,
    page_size: usize,
    stamp: Stamp,
    caching: Caching,
) -> Pages
where
    T: Send + Sync + 'static,
{
    let definitions = things.iter().filter_map(|thing| (form.definition)(thing));
    let cursors = Cursors::new(form.kind.letter(), page_size, definitions.map(form.key));
    Pages::new(cursors, move |revision, range, next, out| {
        let page = things[range].iter();
        let page: Vec<&D> = page.filter_map(|thing| (form.definition)(thing)).collect();
        (form.write)(revision, &stamp, &page, next, caching, out);
    })
}

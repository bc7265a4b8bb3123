//! Things by their name, in the order they came.

use std::cmp::Ordering;
use std::sync::Arc;

use mcp_core::peer::{Gate, StateMap, Viewer};
use mcp_core::tool::Prepared;
use mcp_core::{Prompt, Rejection, Resource};

use super::gates::Gates;

/// Things that a server offers.
pub(in crate::server) trait Good {
    /// What a client calls it by.
    fn key(&self) -> &str;
    /// Where it is written.
    fn place(&self) -> &'static str;
    /// Whether it is left out of the list from the start.
    fn is_hidden(&self) -> bool;
    /// For whom it is there.
    fn gate(&self) -> &Gate;
    /// State of its own.
    fn own_state(&self) -> Option<&Arc<StateMap>>;
}

/// Things of one kind.
pub(in crate::server) struct Shelf<T> {
    entries: Vec<Entry<T>>,
    /// Their places, in the order of their keys.
    by_key: Vec<usize>,
    gates: Arc<Gates>,
}

/// Something, where it is there for somebody.
///
/// # Errors
/// It is there, and not to be used.
pub(crate) type Found<T> = Result<Option<T>, Rejection>;

/// One thing.
pub(in crate::server) struct Entry<T> {
    pub(in crate::server) thing: Arc<T>,
    pub(in crate::server) hidden: bool,
}

/// Places in an order. Sorting is a lot of code, which so is there once for all things.
pub(super) fn sorted(
    mut places: Vec<usize>,
    compare: &dyn Fn(usize, usize) -> Ordering,
) -> Vec<usize> {
    places.sort_by(|one, other| compare(*one, *other));
    places
}

impl<T: Good> Shelf<T> {
    pub(in crate::server) fn new(entries: Vec<Entry<T>>) -> Self {
        let key = |place: usize| entries[place].thing.key();
        let by_key = sorted((0..entries.len()).collect(), &|one, other| {
            key(one).cmp(key(other))
        });
        let things = entries.iter().map(|entry| &*entry.thing);
        let gates = Arc::new(Gates::new(things));
        Self {
            entries,
            by_key,
            gates,
        }
    }

    /// The place of what goes by a key, whoever may know of it.
    pub(super) fn place(&self, key: &str) -> Option<usize> {
        let compare = |place: &usize| self.entries[*place].thing.key().cmp(key);
        let found = self.by_key.binary_search_by(compare).ok()?;
        Some(self.by_key[found])
    }

    /// What somebody finds at a place.
    pub(super) fn enter(&self, place: usize, viewer: &Viewer<'_>) -> Found<&T> {
        if let Some(number) = self.gates.number(place) {
            let guard = self.gates.at(number);
            if !guard.shows(viewer) {
                return Ok(None);
            }
            guard.check(viewer)?;
        }
        Ok(Some(&self.entries[place].thing))
    }

    /// What somebody finds by a key.
    pub(super) fn find(&self, key: &str, viewer: &Viewer<'_>) -> Found<&T> {
        let place = self.place(key);
        place.map_or(Ok(None), |place| self.enter(place, viewer))
    }

    /// All of them, listed or not.
    pub(in crate::server) fn entries(&self) -> &[Entry<T>] {
        &self.entries
    }

    pub(super) const fn gates(&self) -> &Arc<Gates> {
        &self.gates
    }

    /// Those that are listed for some, with their places.
    pub(super) fn listed(&self) -> impl Iterator<Item = (usize, &Arc<T>)> {
        let listed = self.entries.iter().enumerate();
        let listed = listed.filter(|(_, entry)| !entry.hidden);
        listed.map(|(place, entry)| (place, &entry.thing))
    }

    /// Those that are listed for somebody.
    pub(super) fn seen_by(&self, viewer: &Viewer<'_>) -> impl Iterator<Item = &Arc<T>> {
        let passed = self.gates.passed(self.gates.numbers(), viewer);
        let seen = self.listed();
        let seen = seen.filter(move |(place, _)| passed.has(self.gates.number(*place)));
        seen.map(|(_, thing)| thing)
    }

    /// The keys that are listed for somebody.
    pub(super) fn known_to(&self, viewer: &Viewer<'_>) -> Vec<&str> {
        self.seen_by(viewer).map(|thing| thing.key()).collect()
    }
}

impl<T: Good> From<T> for Entry<T> {
    fn from(thing: T) -> Self {
        Self {
            hidden: thing.is_hidden(),
            thing: Arc::new(thing),
        }
    }
}

impl<T> Clone for Entry<T> {
    fn clone(&self) -> Self {
        Self {
            thing: Arc::clone(&self.thing),
            hidden: self.hidden,
        }
    }
}

macro_rules! goods {
    ($($type:ty: |$thing:ident| $key:expr;)*) => {$(
        impl Good for $type {
            fn key(&self) -> &str {
                let $thing = self;
                $key
            }

            fn place(&self) -> &'static str {
                self.place()
            }

            fn is_hidden(&self) -> bool {
                self.is_hidden()
            }

            fn gate(&self) -> &Gate {
                self.gate()
            }

            fn own_state(&self) -> Option<&Arc<StateMap>> {
                self.own_state()
            }
        }
    )*};
}

goods! {
    Prepared: |tool| &tool.definition().name;
    Prompt: |prompt| &prompt.definition().name;
    Resource: |resource| resource.listing().uri();
}

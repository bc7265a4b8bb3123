//! Things of one kind, by their names.

use std::sync::Arc;

use mcp_core::peer::{Gate, StateMap, Viewer};
use mcp_core::tool::Prepared;
use mcp_core::{Prompt, Rejection, Resource};

use super::index::Index;

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
    entries: Arc<[Entry<T>]>,
    index: Index,
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

impl<T: Good> Shelf<T> {
    pub(in crate::server) fn new(entries: Vec<Entry<T>>) -> Self {
        let mut things: Vec<(&dyn Good, bool)> = Vec::new();
        for entry in &entries {
            things.push((&*entry.thing, entry.hidden));
        }
        let index = Index::new(&things);
        Self {
            entries: entries.into(),
            index,
        }
    }

    /// The place of what goes by a key, whoever may know of it.
    pub(super) fn place(&self, key: &str) -> Option<usize> {
        let by_key = self.index.by_key();
        let compare = |place: &usize| self.entries[*place].thing.key().cmp(key);
        let found = by_key.binary_search_by(compare).ok()?;
        Some(by_key[found])
    }

    /// What somebody finds at a place.
    pub(super) fn enter(&self, place: usize, viewer: &Viewer<'_>) -> Found<&Arc<T>> {
        let there = self.index.gates().admit(place, viewer)?;
        Ok(there.then(|| &self.entries[place].thing))
    }

    /// What somebody finds by a key.
    pub(super) fn find(&self, key: &str, viewer: &Viewer<'_>) -> Found<&Arc<T>> {
        let place = self.place(key);
        place.map_or(Ok(None), |place| self.enter(place, viewer))
    }

    /// All of them, listed or not.
    pub(in crate::server) const fn entries(&self) -> &Arc<[Entry<T>]> {
        &self.entries
    }

    pub(super) const fn index(&self) -> &Index {
        &self.index
    }

    /// The keys that are listed for somebody.
    pub(super) fn known_to(&self, viewer: &Viewer<'_>) -> Vec<&str> {
        let mut keys = Vec::new();
        for place in self.index.seen_by(viewer) {
            keys.push(self.entries[place].thing.key());
        }
        keys
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

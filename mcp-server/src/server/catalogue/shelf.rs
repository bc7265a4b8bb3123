//! Things by their name, in the order they came.

use std::sync::Arc;

use mcp_core::tool::Prepared;
use mcp_core::{Prompt, Resource};

/// Things that a server offers.
pub(in crate::server) trait Good {
    /// What a client calls it by.
    fn key(&self) -> &str;
    /// Where it is written.
    fn place(&self) -> &'static str;
    /// Whether it is left out of the list from the start.
    fn is_hidden(&self) -> bool;
}

/// Things of one kind.
pub(in crate::server) struct Shelf<T> {
    entries: Vec<Entry<T>>,
    /// Their places, in the order of their keys.
    by_key: Vec<usize>,
}

/// One thing.
pub(in crate::server) struct Entry<T> {
    pub(in crate::server) thing: Arc<T>,
    pub(in crate::server) hidden: bool,
}

impl<T: Good> Shelf<T> {
    pub(in crate::server) fn new(entries: Vec<Entry<T>>) -> Self {
        let mut by_key: Vec<usize> = (0..entries.len()).collect();
        by_key.sort_by_key(|place| entries[*place].thing.key());
        Self { entries, by_key }
    }

    pub(super) fn find(&self, key: &str) -> Option<&T> {
        let compare = |place: &usize| self.entries[*place].thing.key().cmp(key);
        let found = self.by_key.binary_search_by(compare).ok()?;
        Some(&self.entries[self.by_key[found]].thing)
    }

    /// All of them, listed or not.
    pub(in crate::server) fn entries(&self) -> &[Entry<T>] {
        &self.entries
    }

    /// Those that are listed.
    pub(super) fn listed(&self) -> impl Iterator<Item = &T> {
        let listed = self.entries.iter().filter(|entry| !entry.hidden);
        listed.map(|entry| &*entry.thing)
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
        }
    )*};
}

goods! {
    Prepared: |tool| &tool.definition().name;
    Prompt: |prompt| &prompt.definition().name;
    Resource: |resource| resource.listing().uri();
}

//! For whom the things of a catalogue are there: each gate once, whatever number of things stand
//! behind it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use mcp_core::Rejection;
use mcp_core::peer::{Gate, StateMap, Viewer};

use super::Good;
use crate::server::said;

/// The gates of things of one kind.
#[derive(Default)]
pub(super) struct Gates {
    guards: Vec<Guard>,
    /// Which of them each thing stands behind; empty where none does.
    of: Vec<Option<usize>>,
}

/// A gate with what its conditions are given.
pub(super) struct Guard {
    gate: Gate,
    /// State that goes before the server's.
    own: Option<Arc<StateMap>>,
    /// Where the first thing behind it is written.
    place: &'static str,
    /// It was told that a condition panicked.
    told: AtomicBool,
}

/// Some of the gates: a bit for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Set(Vec<u64>);

impl Gates {
    /// Adds the gate of a thing, which comes after all that were added.
    pub(super) fn add(&mut self, place: usize, thing: &dyn Good) {
        if !thing.gate().is_open() {
            self.of.resize(place, None);
            let guard = self.guard(thing);
            self.of.push(Some(guard));
        }
    }

    /// The gate of a thing among the others, where it may be already.
    fn guard(&mut self, thing: &dyn Good) -> usize {
        let (gate, own) = (thing.gate(), thing.own_state());
        let known = self.guards.iter().position(|guard| guard.is(gate, own));
        known.unwrap_or_else(|| {
            self.guards.push(Guard {
                gate: gate.clone(),
                own: own.cloned(),
                place: thing.place(),
                told: AtomicBool::new(false),
            });
            self.guards.len() - 1
        })
    }

    /// The number of the gate that a thing stands behind, by the place of the thing.
    pub(super) fn number(&self, place: usize) -> Option<usize> {
        self.of.get(place).copied().flatten()
    }

    /// A gate by its number.
    pub(super) fn at(&self, number: usize) -> &Guard {
        &self.guards[number]
    }

    /// Whether what is at a place is there for somebody.
    ///
    /// # Errors
    /// It is there, and not to be used.
    pub(super) fn admit(&self, place: usize, viewer: &Viewer<'_>) -> Result<bool, Rejection> {
        let Some(number) = self.number(place) else {
            return Ok(true);
        };
        let guard = self.at(number);
        if !guard.shows(viewer) {
            return Ok(false);
        }
        guard.check(viewer)?;
        Ok(true)
    }

    /// Whether all things are there for everybody.
    pub(super) const fn is_empty(&self) -> bool {
        self.guards.is_empty()
    }

    /// All of them.
    pub(super) fn all(&self) -> Set {
        Set(vec![u64::MAX; self.guards.len().div_ceil(64)])
    }

    /// The gates that some things stand behind, by the places of these.
    pub(super) fn before(&self, places: &[usize]) -> Set {
        let mut before = self.none();
        for place in places {
            if let Some(number) = self.number(*place) {
                before.insert(number);
            }
        }
        before
    }

    /// Those of some gates that somebody passes.
    pub(super) fn passed(&self, some: &Set, viewer: &Viewer<'_>) -> Set {
        let mut passed = self.none();
        for (number, guard) in self.guards.iter().enumerate() {
            if some.has(Some(number)) && guard.admits(viewer) {
                passed.insert(number);
            }
        }
        passed
    }

    /// Those of some places that what stands there is behind one of these gates, or behind none.
    pub(super) fn behind(&self, gates: &Set, places: &[usize]) -> Vec<usize> {
        let mut behind = Vec::new();
        for place in places {
            if gates.has(self.number(*place)) {
                behind.push(*place);
            }
        }
        behind
    }

    fn none(&self) -> Set {
        Set(vec![0; self.guards.len().div_ceil(64)])
    }
}

impl Guard {
    /// Whether it is this gate.
    fn is(&self, gate: &Gate, own: Option<&Arc<StateMap>>) -> bool {
        let same_state = match (&self.own, own) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        same_state && self.gate == *gate
    }

    /// Whether it is the same gate of another catalogue.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.is(&other.gate, other.own.as_ref())
    }

    /// Whether what stands behind it is there for somebody. To a condition that panics it is not.
    fn shows(&self, viewer: &Viewer<'_>) -> bool {
        let viewer = viewer.within(self.own.as_deref());
        let shows = catch_unwind(AssertUnwindSafe(|| self.gate.shows(&viewer)));
        shows.unwrap_or_else(|panic| {
            if !self.told.swap(true, Ordering::Relaxed) {
                let said = said(&*panic);
                tracing::error!(
                    place = self.place,
                    said,
                    "a condition of `visible_when` panicked: what it decides on is there for nobody \
                     for whom it panics; this is told once"
                );
            }
            false
        })
    }

    /// Whether somebody may use what stands behind it.
    fn check(&self, viewer: &Viewer<'_>) -> Result<(), Rejection> {
        self.gate.check(viewer.principal())
    }

    /// Whether it is both.
    fn admits(&self, viewer: &Viewer<'_>) -> bool {
        self.gate.allows(viewer.principal()) && self.shows(viewer)
    }
}

impl Set {
    fn insert(&mut self, number: usize) {
        self.0[number / 64] |= 1 << (number % 64);
    }

    /// Whether a gate is among them, by its number; what has none has no gate.
    pub(super) fn has(&self, number: Option<usize>) -> bool {
        number.is_none_or(|number| self.0[number / 64] & (1 << (number % 64)) != 0)
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|bits| *bits == 0)
    }
}

//! For whom the things of a catalogue are there: each gate once, whatever number of things stand
//! behind it.

use std::ops::Range;
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

/// Which gates somebody passes: a bit for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passed(Vec<u64>);

impl Gates {
    pub(super) fn new<'t, T: Good + 't>(things: impl Iterator<Item = &'t T>) -> Self {
        let mut gates = Self::default();
        for (place, thing) in things.enumerate() {
            if !thing.gate().is_open() {
                gates.of.resize(place, None);
                let guard = gates.guard(thing);
                gates.of.push(Some(guard));
            }
        }
        gates
    }

    /// The gate of a thing among the others, where it may be already.
    fn guard(&mut self, thing: &impl Good) -> usize {
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

    /// The numbers of all.
    pub(super) fn numbers(&self) -> Range<usize> {
        0..self.guards.len()
    }

    /// Which of some gates somebody passes.
    pub(super) fn passed(
        &self,
        numbers: impl Iterator<Item = usize>,
        viewer: &Viewer<'_>,
    ) -> Passed {
        let mut passed = Passed(vec![0; self.guards.len().div_ceil(64)]);
        for number in numbers.filter(|number| self.guards[*number].admits(viewer)) {
            passed.0[number / 64] |= 1 << (number % 64);
        }
        passed
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
    pub(super) fn shows(&self, viewer: &Viewer<'_>) -> bool {
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
    pub(super) fn check(&self, viewer: &Viewer<'_>) -> Result<(), Rejection> {
        self.gate.check(viewer.principal())
    }

    /// Whether it is both.
    fn admits(&self, viewer: &Viewer<'_>) -> bool {
        self.gate.allows(viewer.principal()) && self.shows(viewer)
    }
}

impl Passed {
    /// Whether somebody passes a gate, by its number; what has none has no gate.
    pub(super) fn has(&self, number: Option<usize>) -> bool {
        number.is_none_or(|number| self.0[number / 64] & (1 << (number % 64)) != 0)
    }
}

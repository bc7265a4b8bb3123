//! Where the things of a shelf are, whatever they are: by their names, in the order of their list,
//! and behind which gates.

use std::sync::Arc;

use mcp_core::peer::Viewer;

use super::Good;
use super::gates::Gates;
use crate::sorted::sorted;

/// The places of things.
pub(super) struct Index {
    /// All, in the order of their keys.
    by_key: Vec<usize>,
    /// Those of what is listed for some, in the order it came.
    listed: Vec<usize>,
    gates: Arc<Gates>,
}

impl Index {
    /// The index of things; each is hidden or not.
    pub(super) fn new(things: &[(&dyn Good, bool)]) -> Self {
        let key = |place: usize| things[place].0.key();
        let by_key = sorted((0..things.len()).collect(), &|one, other| {
            key(one).cmp(key(other))
        });
        let (mut listed, mut gates) = (Vec::new(), Gates::default());
        for (place, (thing, hidden)) in things.iter().enumerate() {
            gates.add(place, *thing);
            if !hidden {
                listed.push(place);
            }
        }
        Self {
            by_key,
            listed,
            gates: Arc::new(gates),
        }
    }

    pub(super) fn by_key(&self) -> &[usize] {
        &self.by_key
    }

    pub(super) fn listed(&self) -> &[usize] {
        &self.listed
    }

    pub(super) const fn gates(&self) -> &Arc<Gates> {
        &self.gates
    }

    /// The places of what is listed for somebody.
    pub(super) fn seen_by(&self, viewer: &Viewer<'_>) -> Vec<usize> {
        let passed = self.gates.passed(&self.gates.all(), viewer);
        self.gates.behind(&passed, &self.listed)
    }
}

//! A list, as it is for everybody, or for each who sees the same of it.

use std::sync::{Arc, Mutex, PoisonError};

use mcp_core::peer::Viewer;

use super::gates::{Gates, Set};
use super::index::Index;
use super::pages::{Style, Things};
use super::written::Form;
use super::{Good, Kind, Pages, Shelf};

/// In how many versions a list is kept beside the whole one.
const MOST: usize = 64;

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
    /// Those that something in the list stands behind.
    used: Set,
    /// Those that were asked for last, the last one behind.
    recent: Mutex<Vec<(Set, Arc<Pages>)>>,
}

impl List {
    /// The list of what is listed of some things.
    pub(super) fn new<T, D>(form: &'static Form<T, D>, shelf: &Shelf<T>, style: &Style) -> Self
    where
        T: Good + Send + Sync + 'static,
    {
        Self::of(form.kind, form.things(shelf), shelf.index(), style)
    }

    fn of(kind: Kind, things: Arc<dyn Things>, index: &Index, style: &Style) -> Self {
        let gates = index.gates();
        let mut places = Vec::new();
        for place in index.listed() {
            if things.key(*place).is_some() {
                places.push(*place);
            }
        }
        let used = gates.before(&places);
        if used.is_empty() {
            return Self::for_all(Pages::new(kind.letter(), things, places, style.clone()));
        }
        let parts = Parts {
            gates: Arc::clone(gates),
            used,
            recent: Mutex::default(),
        };
        let whole = Pages::new(kind.letter(), things, places, style.private());
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

    /// With all that anybody could see.
    pub(super) const fn whole(&self) -> &Arc<Pages> {
        &self.whole
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
            (Some(one), Some(other_one)) => {
                let places = (self.whole.places(), other.whole.places());
                is_guarded_like((&one.gates, places.0), (&other_one.gates, places.1))
            }
            _ => false,
        };
        guarded && self.whole.is_like(&other.whole)
    }
}

impl Parts {
    fn pages(&self, viewer: &Viewer<'_>, whole: &Arc<Pages>) -> Arc<Pages> {
        let passed = self.gates.passed(&self.used, viewer);
        if passed == self.used {
            return Arc::clone(whole);
        }
        let recent = self.recent.lock();
        let mut recent = recent.unwrap_or_else(PoisonError::into_inner);
        let known = recent.iter().position(|(known, _)| *known == passed);
        let (passed, pages) = match known.map(|place| recent.remove(place)) {
            Some(known) => known,
            None => {
                // Which pages there are is quickly told; they are written outside of the lock.
                let seen = self.gates.behind(&passed, whole.places());
                (passed, Arc::new(whole.only(seen)))
            }
        };
        recent.push((passed, Arc::clone(&pages)));
        if recent.len() > MOST {
            recent.remove(0);
        }
        pages
    }
}

/// Whether what is at each of some places stands behind the same gate as what is there in another
/// list.
fn is_guarded_like(
    (gates, places): (&Gates, &[usize]),
    (other_gates, others): (&Gates, &[usize]),
) -> bool {
    let same =
        |(one, other): (&usize, &usize)| match (gates.number(*one), other_gates.number(*other)) {
            (Some(one), Some(other)) => gates.at(one).is_same(other_gates.at(other)),
            (one, other) => one == other,
        };
    places.len() == others.len() && std::iter::zip(places, others).all(same)
}

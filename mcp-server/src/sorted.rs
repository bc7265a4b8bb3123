//! Places in an order: sorting is a lot of code, which so is there once for all things.

use std::cmp::Ordering;

/// Some places, in the order that `compare` says; equal ones stay in theirs.
pub(crate) fn sorted(
    mut places: Vec<usize>,
    compare: &dyn Fn(usize, usize) -> Ordering,
) -> Vec<usize> {
    places.sort_by(|one, other| compare(*one, *other));
    places
}

//! Several things at once, as many as the machine has hands for.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Who waits for a network or another program leaves a core to the next.
const LEAST: usize = 2;

/// Do the work for each item; what comes of it is in no particular order.
pub(super) fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let hand = || {
        let mut done = Vec::new();
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push(work(item));
        }
        done
    };
    let hands = thread::available_parallelism().map_or(LEAST, NonZero::get);
    thread::scope(|scope| {
        let busy: Vec<_> = (0..hands.max(LEAST)).map(|_| scope.spawn(hand)).collect();
        busy.into_iter()
            .flat_map(|hand| hand.join().expect("work does not panic"))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_item_is_worked_on_once() {
        let items: Vec<u32> = (0..1000).collect();
        let mut doubled = each(&items, |item| item * 2);
        doubled.sort_unstable();
        assert_eq!(doubled, (0..2000).step_by(2).collect::<Vec<_>>());
        assert!(each(&[], |item: &u32| *item).is_empty());
    }
}

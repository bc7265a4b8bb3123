//! How long requests took, from the fastest to the slowest.

use std::time::Duration;

#[derive(Default)]
pub(crate) struct Times(Vec<u32>);

impl Times {
    pub(crate) fn add(&mut self, time: Duration) {
        self.0
            .push(u32::try_from(time.as_nanos()).unwrap_or(u32::MAX));
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The microseconds that this share of requests stayed below, for each share.
    pub(crate) fn below<const N: usize>(&mut self, shares: [f64; N]) -> [f64; N] {
        self.0.sort_unstable();
        let last = self.0.len().saturating_sub(1);
        shares.map(|share| {
            let nanoseconds = self.0.get((last as f64 * share) as usize);
            f64::from(nanoseconds.copied().unwrap_or_default()) / 1e3
        })
    }
}

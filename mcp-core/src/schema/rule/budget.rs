//! What a walk over a value may cost: schemas can lead to one place in many ways, and unions within
//! unions ask for the same bytes without end.

use super::json::Json;

/// What one check costs, whatever it looks at.
const CHECK: usize = 16;

/// What each byte costs that is looked at.
const BYTE: usize = 2;

/// What may still be spent, in nanoseconds or so.
#[derive(Debug)]
pub(super) struct Budget(usize);

impl Budget {
    /// Enough to look at each of many small items a few times.
    pub(super) fn for_value(json: &Json<'_>) -> Self {
        Self((1 << 20) + json.text().len().saturating_mul(64))
    }

    /// Pays for a look at so many bytes, or tells that there is no more to pay with.
    #[must_use]
    pub(super) fn read(&mut self, bytes: usize) -> bool {
        self.spend(bytes.saturating_mul(BYTE))
    }

    /// Pays for one check of a value, less what taking it apart costs.
    #[must_use]
    pub(super) fn check(&mut self, json: &Json<'_>) -> bool {
        self.spend(CHECK) && (json.is_nested() || self.read(json.text().len()))
    }

    /// Pays for taking an array or an object apart, if that is yet to be done.
    #[must_use]
    pub(super) fn open(&mut self, json: &Json<'_>) -> bool {
        !json.is_untouched() || self.read(json.text().len())
    }

    fn spend(&mut self, cost: usize) -> bool {
        let left = self.0.checked_sub(cost);
        self.0 = left.unwrap_or(0);
        left.is_some()
    }
}

//! Bounds of numbers.

use crate::schema::rule::decimal::Decimal;
use crate::schema::rule::terms::NumberTerms;

impl NumberTerms {
    pub(super) fn fits(&self, number: Decimal) -> bool {
        self.minimum.is_none_or(|minimum| number >= minimum)
            && self.maximum.is_none_or(|maximum| number <= maximum)
            && self.above.is_none_or(|above| number > above)
            && self.below.is_none_or(|below| number < below)
            && self.multiple_of.is_none_or(|of| number.is_multiple_of(of))
    }
}

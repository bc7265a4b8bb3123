//! What a Rust type keeps to by itself, told by the `format` that schemars gives it.

use crate::schema::rule::decimal::Decimal;
use crate::schema::rule::terms::NumberTerms;

impl NumberTerms {
    /// Whether every number of the type is within the bounds.
    pub(super) fn is_implied(&self, format: Option<&str>) -> bool {
        let Some((least, most)) = format.and_then(range) else {
            return false;
        };
        let others = [self.above, self.below, self.multiple_of];
        others.iter().all(Option::is_none)
            && self.minimum.is_none_or(|minimum| minimum <= least)
            && self.maximum.is_none_or(|maximum| maximum >= most)
    }
}

/// The least and the greatest number of a type; where that depends on the machine, of the largest.
fn range(format: &str) -> Option<(Decimal, Decimal)> {
    let (least, most): (i128, i128) = match format {
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "int64" | "int" => (i64::MIN.into(), i64::MAX.into()),
        "int128" => (i128::MIN, i128::MAX),
        "uint8" => (0, u8::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        "uint32" => (0, u32::MAX.into()),
        "uint64" | "uint" => (0, u64::MAX.into()),
        _ => return None,
    };
    Some((least.into(), most.into()))
}

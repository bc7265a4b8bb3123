//! Numbers as JSON writes them, compared without rounding.

use std::cmp::Ordering;
use std::fmt;

/// `digits` × 10^`exponent`, in one form only: an exponent of 0 where that holds the number, or
/// else no zero at the end of the digits. Digits past the 38th are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: i128,
    exponent: i64,
}

impl Decimal {
    /// Reads what is known to be a JSON number.
    pub(super) fn parse(text: &str) -> Self {
        match text.parse::<i64>() {
            Ok(number) => number.into(),
            Err(_) => Self::long(text),
        }
    }

    fn long(text: &str) -> Self {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let beyond = if exponent.starts_with('-') {
            i64::MIN
        } else {
            i64::MAX
        };
        let mut exponent = exponent.parse().unwrap_or(beyond);
        let mut digits: i128 = 0;
        let mut point = false;
        let mut full = false;
        for byte in mantissa.bytes() {
            if byte == b'.' {
                point = true;
            }
            if !byte.is_ascii_digit() {
                continue;
            }
            let longer = match full {
                true => None,
                false => digits.checked_mul(10),
            };
            let longer = longer.and_then(|digits| digits.checked_add((byte - b'0').into()));
            match longer {
                Some(longer) => {
                    digits = longer;
                    exponent = exponent.saturating_sub(point.into());
                }
                None => {
                    full = true;
                    exponent = exponent.saturating_add((!point).into());
                }
            }
        }
        if mantissa.starts_with('-') {
            digits = -digits;
        }
        Self { digits, exponent }.normal()
    }

    fn normal(mut self) -> Self {
        if self.digits == 0 {
            return 0_i64.into();
        }
        if let Some(digits) = self.exponent.ge(&0).then(|| self.at(0)).flatten() {
            return Self {
                digits,
                exponent: 0,
            };
        }
        while self.exponent != 0 && self.digits % 10 == 0 {
            self.digits /= 10;
            self.exponent = self.exponent.saturating_add(1);
        }
        self
    }

    pub(super) fn is_whole(self) -> bool {
        self.exponent >= 0
    }

    pub(super) fn is_multiple_of(self, of: Self) -> bool {
        let exponent = self.exponent.min(of.exponent);
        match (self.at(exponent), of.at(exponent)) {
            (_, Some(0)) => true,
            (Some(own), Some(of)) => own.checked_rem(of).unwrap_or(0) == 0,
            (Some(own), None) => own == 0,
            // So far beyond the divisor that no two are told apart.
            (None, _) => true,
        }
    }

    /// The digits at a lower exponent, where they fit.
    fn at(self, exponent: i64) -> Option<i128> {
        if self.digits == 0 {
            return Some(0);
        }
        let by = u32::try_from(self.exponent.checked_sub(exponent)?).ok()?;
        self.digits.checked_mul(10_i128.checked_pow(by)?)
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self {
            digits: number.into(),
            exponent: 0,
        }
    }
}

impl From<i128> for Decimal {
    fn from(digits: i128) -> Self {
        Self {
            digits,
            exponent: 0,
        }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.exponent == other.exponent {
            return self.digits.cmp(&other.digits);
        }
        let exponent = self.exponent.min(other.exponent);
        match (self.at(exponent), other.at(exponent)) {
            (Some(own), Some(other)) => own.cmp(&other),
            // What does not fit is further from zero than what does.
            (None, _) => self.digits.cmp(&0),
            (_, None) => 0.cmp(&other.digits),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { digits, exponent } = *self;
        let point = usize::try_from(exponent.unsigned_abs()).unwrap_or(usize::MAX);
        if exponent == 0 {
            return write!(f, "{digits}");
        }
        if exponent > 0 || point > 20 {
            return write!(f, "{digits}e{exponent}");
        }
        let sign = if digits < 0 { "-" } else { "" };
        let width = point + 1;
        let text = format!("{:0>width$}", digits.unsigned_abs());
        let (whole, fraction) = text.split_at(text.len() - point);
        write!(f, "{sign}{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_numbers_have_one_form() {
        for (one, other) in [
            ("1", "1.0"),
            ("-2e3", "-2000"),
            ("0", "-0.00e7"),
            ("1e40", "10e39"),
            ("0.1", "1e-1"),
        ] {
            assert_eq!(Decimal::parse(one), Decimal::parse(other), "{one}");
        }
    }

    #[test]
    fn order_is_exact_at_any_size() {
        let sorted = [
            "-1e999999999999999999999",
            "-9223372036854775809",
            "-1.5",
            "-1e-999999999999999999999",
            "0",
            "1e-400",
            "0.1",
            "18446744073709551615",
            "18446744073709551615.5",
            "18446744073709551616",
            "1e400",
        ];
        for pair in sorted.windows(2) {
            assert!(
                Decimal::parse(pair[0]) < Decimal::parse(pair[1]),
                "{pair:?}"
            );
        }
    }

    #[test]
    fn multiples_of_fractions_are_exact() {
        for (number, of, fits) in [
            ("0.3", "0.1", true),
            ("0.35", "0.1", false),
            ("19.99", "0.01", true),
            ("10", "2.5", true),
            ("0", "1e300", true),
            ("1", "1e300", false),
            ("7", "2", false),
        ] {
            assert_eq!(
                Decimal::parse(number).is_multiple_of(Decimal::parse(of)),
                fits,
                "{number} {of}"
            );
        }
    }

    #[test]
    fn a_number_reads_as_one_would_write_it() {
        for (number, text) in [
            ("4.0", "4"),
            ("-0.05", "-0.05"),
            ("1.50", "1.5"),
            ("1e50", "1e50"),
        ] {
            assert_eq!(Decimal::parse(number).to_string(), text);
        }
    }
}

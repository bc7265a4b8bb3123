//! Amounts, which are whole hundredths and never rounded.

use serde_json::Value;

/// The largest amount, in hundredths.
const MOST: i64 = 1_000_000_000_000;

pub(super) const WANTED: &str = "must be an amount from 0 to 10000000000 with at most two decimals";

/// The hundredths that a decimal number says.
pub(super) fn read(text: &str) -> Result<i64, String> {
    exact(text)
        .filter(|hundredths| *hundredths <= MOST)
        .ok_or_else(|| WANTED.into())
}

fn exact(text: &str) -> Option<i64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(decimals) {
        return None;
    }
    let decimals = match decimals.trim_end_matches('0') {
        "" => 0,
        tenths if tenths.len() == 1 => tenths.parse::<i64>().ok()? * 10,
        hundredths if hundredths.len() == 2 => hundredths.parse().ok()?,
        _ => return None,
    };
    whole
        .parse::<i64>()
        .ok()?
        .checked_mul(100)?
        .checked_add(decimals)
}

/// The amount as a JSON number.
#[expect(
    clippy::cast_precision_loss,
    reason = "sums of amounts stay far below 2^53 hundredths"
)]
pub(super) fn show(hundredths: i64) -> Value {
    (hundredths as f64 / 100.0).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_to_the_hundredth() {
        for (text, hundredths) in [
            ("0", 0),
            ("0.0", 0),
            ("12", 1200),
            ("12.5", 1250),
            ("12.05", 1205),
            ("12.500", 1250),
            ("0.29", 29),
            ("10000000000", MOST),
        ] {
            assert_eq!(read(text), Ok(hundredths), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in [
            "",
            ".",
            "-1",
            "+1",
            "1.",
            ".5",
            "1.005",
            "1e3",
            "1,5",
            "10000000000.01",
            "NaN",
            " 1",
            "99999999999999999999",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_shown_reads_back() {
        for hundredths in [0, 1, 29, 101, 123_456_789, MOST] {
            let Value::Number(number) = show(hundredths) else {
                panic!("not a number");
            };
            assert_eq!(read(&number.to_string()), Ok(hundredths));
        }
    }
}

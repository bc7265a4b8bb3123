//! Dates, times and durations (RFC 3339).

pub(super) fn is_date(text: &str) -> bool {
    date(text).is_some()
}

pub(super) fn is_time(text: &str) -> bool {
    time(text).is_some()
}

pub(super) fn is_date_time(text: &str) -> bool {
    text.split_once(['T', 't'])
        .is_some_and(|(date, time)| is_date(date) && is_time(time))
}

/// RFC 3339, appendix A: weeks alone, or units in order without a gap.
pub(super) fn is_duration(text: &str) -> bool {
    let Some(text) = text.strip_prefix('P') else {
        return false;
    };
    if let Some(weeks) = text.strip_suffix('W') {
        return is_digits(weeks);
    }
    match text.split_once('T') {
        Some(("", time)) => are_units(time, "HMS"),
        Some((date, time)) => are_units(date, "YMD") && are_units(time, "HMS"),
        None => are_units(text, "YMD"),
    }
}

fn date(text: &str) -> Option<()> {
    let (year, month, day) = (text.get(..4)?, text.get(5..7)?, text.get(8..)?);
    let dashes = text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (dashes && (1..=days).contains(&day)).then_some(())
}

fn time(text: &str) -> Option<()> {
    let (hour, minute, second) = clock(text.get(..8)?)?;
    let mut rest = text.get(8..)?;
    if let Some(fraction) = rest.strip_prefix('.') {
        rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        if rest.len() == fraction.len() {
            return None;
        }
    }
    let offset = offset(rest)?;
    let utc = (i64::from(hour * 60 + minute) - offset).rem_euclid(24 * 60);
    let seconds = if utc == 24 * 60 - 1 { 60 } else { 59 };
    (hour <= 23 && minute <= 59 && second <= seconds).then_some(())
}

fn clock(text: &str) -> Option<(u32, u32, u32)> {
    let mut parts = text.split(':');
    let mut next = || number(parts.next()?, 2);
    let clock = (next()?, next()?, next()?);
    parts.next().is_none().then_some(clock)
}

/// The minutes ahead of UTC.
fn offset(text: &str) -> Option<i64> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hour, minute) = text.get(1..)?.split_once(':')?;
    let (hour, minute) = (number(hour, 2)?, number(minute, 2)?);
    (hour <= 23 && minute <= 59).then_some(sign * i64::from(hour * 60 + minute))
}

fn number(text: &str, width: usize) -> Option<u32> {
    (text.len() == width && is_digits(text)).then(|| text.parse().ok())?
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is numbers with units that follow each other as in `units`.
fn are_units(mut text: &str, units: &str) -> bool {
    let mut last: Option<usize> = None;
    while let Some(end) = text.find(|c: char| !c.is_ascii_digit()) {
        let (digits, rest) = text.split_at(end);
        let mut letters = rest.chars();
        let unit = letters.next().and_then(|unit| units.find(unit));
        let follows = match (last, unit) {
            (None, Some(_)) => true,
            (Some(last), Some(unit)) => unit == last + 1,
            (_, None) => false,
        };
        if digits.is_empty() || !follows {
            return false;
        }
        last = unit;
        text = letters.as_str();
    }
    last.is_some() && text.is_empty()
}

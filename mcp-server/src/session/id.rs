//! The unguessable name of a session.

use std::fmt;
use std::hash::Hasher;

/// 128 random bits, written as 32 lowercase hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SessionId(u128);

impl SessionId {
    /// Stands for the one client of a process or pipe, which nothing looks up.
    pub(super) const PIPE: Self = Self(0);

    /// A fresh one from the operating system's generator; `None` when that fails.
    pub(super) fn random() -> Option<Self> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).ok()?;
        Some(Self(u128::from_ne_bytes(bytes)))
    }

    /// Reads exactly what [`Display`](fmt::Display) writes.
    pub(crate) fn parse(text: impl AsRef<[u8]>) -> Option<Self> {
        let (high, low) = text.as_ref().split_first_chunk()?;
        let low = low.try_into().ok()?;
        Some(Self(u128::from(half(high)?) << 64 | u128::from(half(low)?)))
    }

    /// Which part of the store it lives in.
    pub(super) const fn shard(self, shards: usize) -> usize {
        (self.0 as usize) % shards
    }
}

/// Sixteen lowercase hexadecimal digits. The library's parser takes signs and capitals as well, and
/// several times as long.
fn half(digits: &[u8; 16]) -> Option<u64> {
    let (mut number, mut wrong) = (0, 0);
    for digit in digits {
        let value = VALUES[usize::from(*digit)];
        wrong |= value;
        number = number << 4 | u64::from(value);
    }
    (wrong < NO_DIGIT).then_some(number)
}

/// No digit has this bit.
const NO_DIGIT: u8 = 0x10;

/// What each byte is worth as a digit.
static VALUES: [u8; 256] = {
    let mut values = [NO_DIGIT; 256];
    let mut value = 0;
    while value < 16 {
        values[b"0123456789abcdef"[value as usize] as usize] = value;
        value += 1;
    }
    values
};

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Whoever knows the name is the session: it never stands in a log whole.
impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SessionId({:04x}…)", self.0 >> 112)
    }
}

/// Takes an id as its own hash: half of its bits, which nobody but the generator chose. A client
/// that makes ids up finds nothing by them, and so cannot make any meet.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u128(&mut self, id: u128) {
        // The lower half chose the shard already.
        self.0 = (id >> 64) as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_what_it_writes_and_nothing_else() {
        let id = SessionId::random().unwrap();
        assert_eq!(SessionId::parse(id.to_string()), Some(id));
        for text in [
            "",
            "0",
            "+0000000000000000000000000000000",
            "0000000000000000000000000000000G",
        ] {
            assert_eq!(SessionId::parse(text), None, "{text}");
        }
    }
}

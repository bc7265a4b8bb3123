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

    /// Reads exactly what [`Display`](fmt::Display) writes. The library's parser takes signs and
    /// capitals as well, and several times as long: the compiler makes vectors of these loops.
    // The second of them only where they stand for themselves.
    #[inline(never)]
    pub(crate) fn parse(text: &[u8]) -> Option<Self> {
        let digits: &[u8; 32] = text.try_into().ok()?;
        let (mut values, mut all) = ([0; 32], 0);
        for (value, digit) in values.iter_mut().zip(digits) {
            *value = match digit {
                b'0'..=b'9' => digit - b'0',
                b'a'..=b'f' => digit - b'a' + 10,
                _ => NO_DIGIT,
            };
            all |= *value;
        }
        let mut bytes = [0; 16];
        for (byte, [high, low]) in bytes.iter_mut().zip(values.as_chunks().0) {
            *byte = high << 4 | low;
        }
        (all < NO_DIGIT).then_some(Self(u128::from_be_bytes(bytes)))
    }

    /// Its bits, which tell as much as it does.
    pub(crate) const fn number(self) -> u128 {
        self.0
    }

    /// Which part of the store it lives in.
    pub(super) const fn shard(self, shards: usize) -> usize {
        (self.0 as usize) % shards
    }
}

/// No digit is worth this much, nor are several with all their bits together.
const NO_DIGIT: u8 = 0x10;

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
        assert_eq!(SessionId::parse(id.to_string().as_bytes()), Some(id));
        for text in [
            "",
            "0",
            "+0000000000000000000000000000000",
            "0000000000000000000000000000000G",
        ] {
            assert_eq!(SessionId::parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn an_id_is_read_from_sixteen_digits_wherever_they_stand() {
        for (place, byte) in (0..32).flat_map(|place| (0..=255).map(move |byte| (place, byte))) {
            let mut text = *b"0123456789abcdef0123456789abcdef";
            text[place] = byte;
            let spelt = str::from_utf8(&text).ok();
            let spelt = spelt.filter(|_| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
            let expected = spelt.and_then(|text| u128::from_str_radix(text, 16).ok());
            assert_eq!(SessionId::parse(&text).map(|id| id.0), expected, "{byte}");
        }
    }
}

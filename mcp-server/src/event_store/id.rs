//! The names of streams and of their events.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::num::NonZeroU64;

/// Names a stream of a session. No two have the same name, of this process or of any other; it
/// tells nothing about the session.
#[derive(Clone, Copy, Debug)]
pub struct StreamId {
    /// What stands for the session.
    session: u64,
    /// Which of its streams.
    stream: u64,
    /// No part of the name.
    owner: Option<NonZeroU64>,
}

impl StreamId {
    /// A stream of the session that a number which nobody can guess stands for.
    pub(crate) const fn new(session: u64, stream: u64) -> Self {
        Self {
            session,
            stream,
            owner: None,
        }
    }

    /// The same as one of somebody.
    pub(crate) const fn owned(mut self, owner: Option<NonZeroU64>) -> Self {
        self.owner = owner;
        self
    }

    /// What stands for whoever the session belongs to, where the server knows its callers: the same
    /// number for all streams of one principal, as long as the process lives, and one for those of all
    /// strangers. A store that has bounds can see by it that none takes everything.
    #[must_use]
    pub const fn owner(self) -> Option<NonZeroU64> {
        self.owner
    }

    pub(crate) const fn session(self) -> u64 {
        self.session
    }

    const fn name(self) -> (u64, u64) {
        (self.session, self.stream)
    }
}

impl PartialEq for StreamId {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for StreamId {}

impl PartialOrd for StreamId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for StreamId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.name().cmp(&other.name())
    }
}

/// As opaque text: lowercase hexadecimal digits and hyphens.
impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}-{:x}", self.session, self.stream)
    }
}

impl Hash for StreamId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // One word: what stands for the session is spread over all its bits already.
        state.write_u64(self.session ^ self.stream.rotate_right(8));
    }
}

/// Names an event of a stream, as a client gives it back in `Last-Event-ID`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EventId {
    pub(crate) stream: StreamId,
    /// Which of its events; 0 is the one before the first, which says nothing.
    pub(crate) number: u64,
}

impl EventId {
    /// Reads exactly what [`write`](Self::write) writes.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let session = u64::from_str_radix(parts.next()?, 16).ok()?;
        let stream = u64::from_str_radix(parts.next()?, 16).ok()?;
        let number = u64::from_str_radix(parts.next()?, 16).ok()?;
        let id = Self {
            stream: StreamId::new(session, stream),
            number,
        };
        // The library's parser takes signs, capitals and zeros as well.
        let mut written = Vec::new();
        id.write(&mut written);
        (written == text.as_bytes()).then_some(id)
    }

    /// Appends it as visible ASCII.
    pub(crate) fn write(self, out: &mut Vec<u8>) {
        let mut digits = [[0; 2]; 8];
        for (place, byte) in self.stream.session.to_be_bytes().iter().enumerate() {
            digits[place] = DIGITS[usize::from(*byte)];
        }
        out.extend_from_slice(digits.as_flattened());
        out.push(b'-');
        hex(out, self.stream.stream);
        out.push(b'-');
        hex(out, self.number);
    }
}

/// Appends a number, which is mostly small.
fn hex(out: &mut Vec<u8>, number: u64) {
    let digits = (64 - (number | 1).leading_zeros()).div_ceil(4);
    out.extend((0..digits).rev().map(|place| digit(number >> (4 * place))));
}

/// Both digits of each byte.
static DIGITS: [[u8; 2]; 256] = {
    let mut digits = [[0; 2]; 256];
    let mut byte = 0;
    while byte < 256 {
        digits[byte] = [digit(byte as u64 >> 4), digit(byte as u64)];
        byte += 1;
    }
    digits
};

/// The last digit of a number.
const fn digit(number: u64) -> u8 {
    b"0123456789abcdef"[(number & 0xf) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_a_stream_is_is_no_part_of_its_name() {
        let (stream, owner) = (StreamId::new(7, 2), NonZeroU64::new(1));
        assert_eq!(stream.owned(owner), stream);
        assert_eq!(stream.owned(owner).to_string(), stream.to_string());
        assert_eq!(stream.owned(owner).owner(), owner);
    }

    fn written(session: u64, stream: u64, number: u64) -> String {
        let mut out = Vec::new();
        let stream = StreamId::new(session, stream);
        EventId { stream, number }.write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_id_names_its_stream_and_its_number() {
        assert_eq!(written(0xabc, 17, 0), "0000000000000abc-11-0");
        assert_eq!(
            written(u64::MAX, 0xffff, u64::MAX),
            "ffffffffffffffff-ffff-ffffffffffffffff"
        );
        assert_eq!(StreamId::new(0xabc, 17).to_string(), "0000000000000abc-11");
    }

    #[test]
    fn an_id_reads_what_it_writes_and_nothing_else() {
        let text = written(7, 2, 30);
        let id = EventId::parse(&text).unwrap();
        assert_eq!((id.stream, id.number), (StreamId::new(7, 2), 30));
        for text in [
            "",
            "-",
            "--",
            "7-2-1e",
            "0000000000000007-2",
            "0000000000000007-2-1E",
            "0000000000000007-02-1e",
            "0000000000000007-+2-1e",
            "0000000000000007-2-1e-",
            "0000000000000007-2-1e ",
            "0000000000000007-2-10000000000000000",
        ] {
            assert_eq!(EventId::parse(text), None, "{text}");
        }
    }
}

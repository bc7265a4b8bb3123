//! Text as a JSON string. Most of a large answer is one: a tool's answer stands in it as JSON and once more as text,
//! where every few bytes need an escape. So eight bytes are looked at together, and copied whatever is among them.

/// How many bytes are looked at together.
const WORD: usize = size_of::<u64>();

/// How many bytes are escaped before they are appended.
const PIECE: usize = 8 * WORD;

/// The longest escape of a byte.
const LONGEST: usize = 6;

/// Room for what is escaped of a piece; a word is written whole even where less of it counts.
const ROOM: usize = LONGEST * PIECE + WORD;

/// A word whose bytes are all the same.
const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; WORD])
}

/// Appends a JSON string.
pub fn write_string(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    let (plain, rest) = bytes.split_at(plain(bytes));
    out.reserve(bytes.len() + 2);
    out.push(b'"');
    out.extend_from_slice(plain);
    if !rest.is_empty() {
        write_escaped(out, rest);
    }
    out.push(b'"');
}

/// How many bytes at least need no escape; all of them where none does.
fn plain(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks();
    let marked = |word: &[u8; WORD]| marks(u64::from_le_bytes(*word)) != 0;
    match words.iter().position(marked) {
        Some(word) => word * WORD,
        None if rest.iter().all(|&byte| is_plain(byte)) => bytes.len(),
        None => words.len() * WORD,
    }
}

const fn is_plain(byte: u8) -> bool {
    byte >= b' ' && byte != b'"' && byte != b'\\'
}

/// Appends text with an escape for each byte that needs one.
fn write_escaped(out: &mut Vec<u8>, text: &[u8]) {
    let mut escaped = [0; ROOM];
    for piece in text.chunks(PIECE) {
        let mut end = 0;
        let (words, rest) = piece.as_chunks();
        for word in words {
            end = escape(*word, WORD, &mut escaped, end);
        }
        if !rest.is_empty() {
            let mut word = [b' '; WORD];
            word[..rest.len()].copy_from_slice(rest);
            end = escape(word, rest.len(), &mut escaped, end);
        }
        out.extend_from_slice(&escaped[..end]);
    }
}

/// Writes the first bytes of a word at a place of what is escaped; says where they end.
#[inline]
fn escape(word: [u8; WORD], bytes: usize, escaped: &mut [u8; ROOM], start: usize) -> usize {
    let mut word = u64::from_le_bytes(word);
    let mut marks = marks(word);
    let (mut at, mut left) = (start, bytes);
    loop {
        escaped[at..at + WORD].copy_from_slice(&word.to_le_bytes());
        if marks == 0 {
            return at + left;
        }
        let plain = marks.trailing_zeros() as usize / 8;
        word >>= 8 * plain;
        at = write_escape(word.to_le_bytes()[0], escaped, at + plain);
        // Two shifts, for a whole word at once would be none.
        word >>= 8;
        marks = marks >> (8 * plain) >> 8;
        left -= plain + 1;
    }
}

/// The highest bit of each byte that cannot stand in a string as it is.
const fn marks(word: u64) -> u64 {
    const LOW: u64 = each(0x7f);
    /// The highest bit of each byte that is not zero.
    const fn differs(word: u64) -> u64 {
        ((word & LOW) + LOW) | word
    }
    let not_control = ((word & LOW) + each(0x80 - b' ')) | word;
    let plain = differs(word ^ each(b'"')) & differs(word ^ each(b'\\')) & not_control;
    !plain & each(0x80)
}

/// Writes the escape of a byte (RFC 8259, 7); says where it ends.
fn write_escape(byte: u8, escaped: &mut [u8; ROOM], at: usize) -> usize {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let letter = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0c => b'f',
        _ => {
            let [high, low] = [byte >> 4, byte & 0x0f].map(|digit| DIGITS[usize::from(digit)]);
            escaped[at..at + LONGEST].copy_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
            return at + LONGEST;
        }
    };
    escaped[at..at + 2].copy_from_slice(&[b'\\', letter]);
    at + 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut out = Vec::new();
        write_string(&mut out, text);
        String::from_utf8(out).expect("text stays text")
    }

    /// What serde_json writes, which is what all write who escape no more than they must.
    fn expected(text: &str) -> String {
        serde_json::to_string(text).expect("a string always serializes")
    }

    #[test]
    fn each_character_is_escaped_where_it_must_be_and_wherever_it_stands() {
        let characters = (0..=0x2ff).chain([0x2028, 0xfffd, 0x1_f600]);
        for character in characters.filter_map(char::from_u32) {
            for before in 0..2 * WORD {
                for after in [0, 1, WORD] {
                    let text = format!("{}{character}{}", "a".repeat(before), "z".repeat(after));
                    assert_eq!(written(&text), expected(&text));
                }
            }
        }
    }

    #[test]
    fn pairs_are_escaped_each_by_itself() {
        let characters: Vec<char> = "\"\\\n\u{0}\u{1f} !#[]\u{7f}\u{80}é😀".chars().collect();
        for first in &characters {
            for second in &characters {
                for third in &characters {
                    let text: String = [first, second, third].into_iter().collect();
                    for long in 0..WORD {
                        let text = format!("{}{}", "a".repeat(long), text.repeat(2));
                        assert_eq!(written(&text), expected(&text));
                    }
                }
            }
        }
    }

    #[test]
    fn long_text_is_escaped_from_piece_to_piece() {
        for unit in ["\u{1}", "\"", "plain ", "{\"name\":\"a\\nb\"},", "ü\n"] {
            for times in [1, PIECE - 1, PIECE, PIECE + 1, 1_000] {
                let text = unit.repeat(times);
                assert_eq!(written(&text), expected(&text));
            }
        }
    }
}

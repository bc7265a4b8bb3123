//! Reading text and leaving out what is secret or too much, in one pass: only as much of it is read
//! as is kept.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{MASK, Redaction};

/// What begins the keys of well-known services, which are longer than the words that begin so.
const PREFIXES: [&str; 12] = [
    "sk-",
    "sk_",
    "rk_",
    "pk_",
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "github_pat_",
    "glpat-",
    "xoxb-",
    "xoxp-",
];

/// How many characters such a key has at least.
const KEY: usize = 20;

/// The text without what looks like a secret, and about `most` bytes of it.
pub(super) fn redact(redaction: &Redaction, text: &str, most: usize) -> String {
    let mut reader = Reader {
        redaction,
        rest: text,
        out: String::new(),
        most,
    };
    while !reader.rest.is_empty() && reader.out.len() <= most {
        reader.word();
    }
    let is_cut = !reader.rest.is_empty() || reader.out.len() > most;
    match is_cut {
        true => marked(reader.out, text.len(), most),
        false => reader.out,
    }
}

/// At most `most` bytes of a text, and how many there were.
pub(super) fn cut(text: &str, most: usize) -> String {
    match text.len() > most {
        true => marked(upto(text, most).to_owned(), text.len(), most),
        false => text.to_owned(),
    }
}

fn marked(mut kept: String, bytes: usize, most: usize) -> String {
    kept.truncate(upto(&kept, most).len());
    kept + &format!("… [{bytes} bytes]")
}

/// The beginning of a text, of whole characters.
fn upto(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A text of which a part is read.
struct Reader<'t> {
    redaction: &'t Redaction,
    rest: &'t str,
    out: String,
    most: usize,
}

impl Reader<'_> {
    /// Reads the next word, with what stands before it and what hangs on it.
    fn word(&mut self) {
        let begin = self.rest.find(is_of_word).unwrap_or(self.rest.len());
        self.keep(begin);
        let end = self.rest.find(|c| !is_of_word(c));
        let (word, after) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        if self.looks_secret(word) {
            return self.hide(word.len());
        }
        if begins_private_key(word, after) {
            return self.hide(self.rest.len());
        }
        self.keep(word.len());
        if let Some((sign, length)) = credential(word, after) {
            self.keep(sign);
            self.hide(length);
        } else if let Some(sign) = assigned(word, after).filter(|_| self.redaction.is_secret(word))
        {
            self.keep(sign);
            let line = self.rest.find(['\n', '\r']);
            self.hide(line.unwrap_or(self.rest.len()));
        }
    }

    /// Keeps the next bytes, as far as there is room.
    fn keep(&mut self, bytes: usize) {
        let (kept, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        self.out.push_str(upto(kept, self.most + 4));
    }

    /// Leaves the next bytes out.
    fn hide(&mut self, bytes: usize) {
        if bytes > 0 {
            self.rest = &self.rest[bytes..];
            self.out.push_str(MASK);
        }
    }

    fn looks_secret(&self, word: &str) -> bool {
        let own = &self.redaction.prefixes;
        own.iter().any(|prefix| word.contains(prefix.as_str()))
            || (word.len() >= KEY && PREFIXES.iter().any(|known| word.starts_with(known)))
            || is_token(word)
    }
}

/// Words are what tokens and names are written with.
fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// Whether there is a JSON Web Token in a word: two parts or more after one that begins an object.
fn is_token(word: &str) -> bool {
    let begin = word.find("eyJ");
    begin.is_some_and(|begin| {
        word[begin..]
            .split('.')
            .filter(|part| part.len() > 3)
            .count()
            > 1
    })
}

/// Whether a block of PEM with a private key begins here.
fn begins_private_key(word: &str, after: &str) -> bool {
    let title = || after.split("-----").next().unwrap_or_default();
    word.ends_with("-----BEGIN") && title().contains("PRIVATE")
}

/// The credential that hangs on a word: `Bearer …`, `Basic …`, `scheme://user:password@`. How many
/// bytes stand before it, and how many it has.
fn credential(word: &str, after: &str) -> Option<(usize, usize)> {
    if let Some(authority) = after.strip_prefix("://") {
        let authority = &authority[..until(authority, &['/', '?', '#'])];
        return Some((3, authority.rfind('@')?));
    }
    let is = |scheme| word.eq_ignore_ascii_case(scheme);
    if !is("bearer") && !is("basic") {
        return None;
    }
    let value = after.trim_start();
    let (sign, length) = (after.len() - value.len(), until(value, &[',']));
    let is_one = sign > 0 && (is("bearer") || is_pair(&value[..length]));
    is_one.then_some((sign, length))
}

/// How many bytes come before a space, a quote or one of some signs.
fn until(text: &str, signs: &[char]) -> usize {
    let ends = |c: char| c.is_whitespace() || "\"'`<>".contains(c) || signs.contains(&c);
    text.find(ends).unwrap_or(text.len())
}

/// Whether a value is a user and a password, as HTTP encodes them.
fn is_pair(value: &str) -> bool {
    let decoded = STANDARD.decode(value);
    decoded.is_ok_and(|pair| pair.contains(&b':'))
}

/// How many bytes of signs say that a value follows a name: `name=`, `"name": `, `<name>`, `--name `.
fn assigned(word: &str, after: &str) -> Option<usize> {
    if after.starts_with("://") {
        // The scheme of a URI.
        return None;
    }
    let quoted = after.trim_start_matches(['"', '\'', '`', '\\', ']', ' ', '\t']);
    let is_sign = quoted.starts_with(['=', ':', '>']);
    match is_sign {
        true => Some(after.len() - quoted.len() + 1),
        false if word.starts_with("--") && after.starts_with(' ') => Some(1),
        false => None,
    }
}

//! Texts from the network, of which no more is kept or repeated than is worth it.

/// How many characters of a text are repeated to whoever sent it.
pub(crate) const REPEATED: usize = 100;

/// As many characters of a text, from its beginning.
pub(crate) fn shortened(text: &str, most: usize) -> &str {
    match text.char_indices().nth(most) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

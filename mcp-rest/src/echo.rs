//! What a service says, repeated: cut, and without credentials, which some repeat when they refuse them.

use reqwest::header::HeaderMap;

/// What stands in the place of credentials.
const MASK: &str = "[secret]";

/// What is shorter stands in many texts that tell nothing.
const SHORTEST: usize = 6;

/// At most so many bytes of the text, without the secret ones of these headers.
pub(crate) fn echo(text: String, sent: &HeaderMap, most: usize) -> String {
    let mut text = redact(text, sent);
    let mut ends = (0..=most.min(text.len())).rev();
    let end = ends.find(|&end| text.is_char_boundary(end));
    text.truncate(end.unwrap_or_default());
    text
}

/// The values are taken out whole, and without their scheme (`Bearer`).
fn redact(mut text: String, sent: &HeaderMap) -> String {
    for secret in secrets(sent) {
        if text.contains(secret) {
            text = text.replace(secret, MASK);
        }
    }
    text
}

fn secrets(sent: &HeaderMap) -> impl Iterator<Item = &str> {
    let values = sent.values().filter(|value| value.is_sensitive());
    values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| [Some(value), value.split_once(' ').map(|(_, rest)| rest)])
        .flatten()
        .filter(|secret| secret.len() >= SHORTEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::Headers;

    #[test]
    fn what_was_sent_in_secret_does_not_come_back() {
        let mut headers = Headers::default();
        headers.set_bearer("abc.def.ghi");
        headers.set_secret("x-key", "hush-hush");
        headers.set("x-plain", "plainly");
        let sent = headers.overlaid(&Headers::default()).unwrap();
        let text =
            r#"{"token":"abc.def.ghi","key":"hush-hush","x":"plainly","h":"Bearer abc.def.ghi"}"#;
        assert_eq!(
            redact(text.to_owned(), &sent),
            r#"{"token":"[secret]","key":"[secret]","x":"plainly","h":"[secret]"}"#
        );
    }

    #[test]
    fn a_short_secret_does_not_tear_holes_into_everything() {
        let mut headers = Headers::default();
        headers.set_secret("x-key", "a");
        let sent = headers.overlaid(&Headers::default()).unwrap();
        assert_eq!(redact("banana".to_owned(), &sent), "banana");
    }
}

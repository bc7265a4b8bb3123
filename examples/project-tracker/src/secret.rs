//! Secrets that nobody chose.

use std::fmt::Write as _;

use anyhow::Context as _;

/// How many bytes a secret of HS256 has at least: as many as the hash itself (RFC 7518, section 3.2).
pub(crate) const SHORTEST: usize = 32;

/// So many random bytes, in hexadecimal digits.
///
/// Fails if the system has no random numbers.
pub(crate) fn random<const BYTES: usize>() -> anyhow::Result<String> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).context("the system has no random numbers")?;
    Ok(bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_has_two_digits_a_byte_and_is_never_made_twice() {
        let [first, second] = [(); 2].map(|()| random::<32>().unwrap());
        assert_eq!(first.len(), 64);
        assert!(first.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_ne!(first, second);
    }
}

//! Every file opens with what it is.

use super::Finding;
use super::source::Source;

pub(super) fn check(source: &Source) -> Option<Finding> {
    let says = source
        .first_line
        .strip_prefix("//!")
        .is_some_and(|text| !text.trim().is_empty());
    (!says).then(|| {
        let advice = "the file does not say what it is; open it with a `//!` line";
        Finding::new(&source.path, 1, advice)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> bool {
        check(&Source::read("a.rs", text)).is_some()
    }

    #[test]
    fn the_first_line_says_what_the_file_is() {
        assert!(!found("//! What it is.\nfn a() {}\n"));
        assert!(found("fn a() {}\n//! Too late.\n"));
        assert!(found("// No doc comment.\n"));
        assert!(found("//!\n"));
        assert!(found(""));
    }
}

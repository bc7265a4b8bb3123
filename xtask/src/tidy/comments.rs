//! Comments say why the code is so; what it might become belongs elsewhere.

use super::Finding;
use super::source::{Source, is_word};

const REFUSED: [&str; 16] = [
    "todo",
    "fixme",
    "xxx",
    "hack",
    "for now",
    "later we",
    "will be implemented",
    "in the future",
    "phase 1",
    "phase 2",
    "phase 3",
    "milestone",
    "milestones",
    "issue #",
    "as discussed",
    "temporary",
];

/// Phrases that hold a refused one and mean something else.
const ALLOWED: [&str; 5] = [
    "`todo`",
    "\"todo\"",
    "temporary file",
    "temporary folder",
    "temporary directory",
];

pub(super) fn check(source: &Source) -> Vec<Finding> {
    let found = source.lines.iter().filter_map(|line| {
        let phrase = refused_in(&line.comment)?;
        let advice =
            format!("the comment says `{phrase}`; say why the code is as it is, or leave it out");
        Some(Finding::new(&source.path, line.number, advice))
    });
    found.collect()
}

fn refused_in(comment: &str) -> Option<&'static str> {
    let mut comment = comment.to_lowercase();
    for allowed in ALLOWED {
        comment = comment.replace(allowed, " ");
    }
    REFUSED
        .into_iter()
        .find(|phrase| contains_words(&comment, phrase))
}

/// Whether the phrase stands there as whole words.
fn contains_words(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(start, _)| {
        let before = text[..start].chars().next_back();
        let after = text[start + phrase.len()..].chars().next();
        let whole_end = !phrase.ends_with(is_word) || !after.is_some_and(is_word);
        !before.is_some_and(is_word) && whole_end
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<usize> {
        check(&Source::read("a.rs", text))
            .into_iter()
            .map(|finding| finding.line)
            .collect()
    }

    #[test]
    fn plans_in_comments_are_found_in_any_case() {
        assert_eq!(
            found("// TODO: a\n/// see Issue #12\n/* for now */\n//! In The Future\n"),
            [1, 2, 3, 4]
        );
    }

    #[test]
    fn code_and_text_are_no_comments() {
        assert!(found("let todo = \"// TODO\"; // fine\n").is_empty());
    }

    #[test]
    fn only_whole_words_count() {
        assert!(found("// hackathon, mastodontodon, temporarily, phase 12\n").is_empty());
    }

    #[test]
    fn allowed_phrases_mean_something_else() {
        assert!(found("/// `todo`, or \"todo\"; written to a temporary file first\n").is_empty());
        assert_eq!(found("// `todo` is temporary\n"), [1]);
    }
}

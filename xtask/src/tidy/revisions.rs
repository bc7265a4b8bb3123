//! Where a protocol revision may be named: where revisions are kept, spelled and told apart.

use super::Finding;
use super::source::{Source, is_word};

/// The modules whose business revisions are.
const NAMED_IN: [&str; 3] = [
    "mcp-core/src/revision",
    "mcp-core/src/wire",
    "mcp-server/src/lifecycle",
];

/// A client picks the revision it speaks.
const CLIENT: &str = "mcp-server/src/testing.rs";

pub(super) fn check(source: &Source) -> Vec<Finding> {
    if may_name(&source.path) {
        return Vec::new();
    }
    let lines = source.lines.iter().filter(|line| !line.in_test);
    let named = lines.filter_map(|line| {
        let name = revision_in(&line.code).or_else(|| revision_in(&line.comment))?;
        Some(finding(&source.path, line.number, name))
    });
    named.collect()
}

/// Users' documentation and examples speak of abilities, not of revisions.
pub(super) fn check_prose(path: &str, text: &str) -> Vec<Finding> {
    let for_users =
        path.starts_with("docs/") || path.starts_with("examples/") || path.ends_with("README.md");
    if !for_users || !path.ends_with(".md") {
        return Vec::new();
    }
    let lines = text.lines().enumerate();
    lines
        .filter_map(|(index, line)| Some(finding(path, index + 1, revision_in(line)?)))
        .collect()
}

fn finding(path: &str, line: usize, name: &str) -> Finding {
    let advice = format!(
        "`{name}` is named here; ask the revision's table or the peer for the ability that is meant"
    );
    Finding::new(path, line, advice)
}

fn may_name(path: &str) -> bool {
    let kept = NAMED_IN.iter().any(|module| {
        path.strip_prefix(module)
            .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
    });
    kept || path == CLIENT
        || path
            .split('/')
            .any(|part| part == "tests" || part == "tests.rs")
}

/// The first name made of a `V` and a date.
fn revision_in(text: &str) -> Option<&str> {
    text.split(|c| !is_word(c)).find(|word| {
        let shape = word
            .chars()
            .map(|c| if c.is_ascii_digit() { '0' } else { c });
        word.starts_with("V2") && shape.eq("V0000_00_00".chars())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<usize> {
        check(&Source::read(path, text))
            .into_iter()
            .map(|finding| finding.line)
            .collect()
    }

    const NAMES: &str = "let a = Revision::V2025_11_25;\nuse Revision::*; // [`V2024_11_05`]\nlet b = \"V2024_11_05\";\n";

    #[test]
    fn revisions_are_named_where_they_are_kept() {
        assert!(found("mcp-core/src/revision.rs", NAMES).is_empty());
        assert!(found("mcp-core/src/wire/content.rs", NAMES).is_empty());
        assert!(found("mcp-server/src/lifecycle/handshake.rs", NAMES).is_empty());
        assert!(found("mcp-server/src/testing.rs", NAMES).is_empty());
        assert!(found("tests/tests/wire.rs", NAMES).is_empty());
    }

    #[test]
    fn revisions_are_named_nowhere_else() {
        assert_eq!(found("mcp-server/src/dispatch/tools.rs", NAMES), [1, 2]);
        assert_eq!(found("mcp-core/src/wiretap.rs", NAMES), [1, 2]);
        assert_eq!(found("examples/a/src/main.rs", NAMES), [1, 2]);
    }

    #[test]
    fn test_blocks_may_name_them() {
        assert!(
            found(
                "mcp-server/src/peer/mod.rs",
                &format!("#[cfg(test)]\nmod tests {{\n{NAMES}}}\n")
            )
            .is_empty()
        );
    }

    #[test]
    fn other_names_are_let_be() {
        assert!(
            found(
                "mcp-server/src/peer/mod.rs",
                "let a = V2025_11; let b = XV2025_11_25; let c = V2;"
            )
            .is_empty()
        );
    }

    #[test]
    fn prose_for_users_names_none() {
        let lines = |path| check_prose(path, "a\n`Revision::V2025_11_25`\n").len();
        assert_eq!(lines("docs/tools.md"), 1);
        assert_eq!(lines("examples/a/README.md"), 1);
        assert_eq!(lines("ARCHITECTURE.md"), 0);
    }
}

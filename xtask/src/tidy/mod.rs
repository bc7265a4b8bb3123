//! The rules of the house that no compiler checks.

mod comments;
mod header;
mod hosts;
mod layers;
mod length;
mod lexer;
mod manifest;
mod paths;
mod revisions;
mod source;

use std::collections::BTreeMap;
use std::process::ExitCode;

use source::Source;

use crate::files;

/// The folders whose Rust files the rules cover.
const COVERED: [&str; 8] = [
    "mcp-core/",
    "mcp-macros/",
    "mcp-rest/",
    "mcp-server/",
    "benches/",
    "examples/",
    "tests/",
    "xtask/",
];

/// What breaks a rule, and where.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    path: String,
    line: usize,
    advice: String,
}

impl Finding {
    fn new(path: &str, line: usize, advice: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            advice: advice.into(),
        }
    }
}

pub(crate) fn run() -> ExitCode {
    let texts = match read_project() {
        Ok(texts) => texts,
        Err(error) => {
            eprintln!("tidy: {error}");
            return ExitCode::from(2);
        }
    };
    let findings = check(&texts);
    for Finding { path, line, advice } in &findings {
        println!("{path}:{line}: {advice}");
    }
    println!(
        "tidy: {} files read, {} findings",
        texts.len(),
        findings.len()
    );
    if findings.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The text files of the project; a file that is no UTF-8 is no text.
fn read_project() -> Result<BTreeMap<String, String>, String> {
    let root = files::root();
    let mut texts = BTreeMap::new();
    for path in files::of_the_project()? {
        let bytes = std::fs::read(root.join(&path))
            .map_err(|error| format!("cannot read {path}: {error}"))?;
        if let Ok(text) = String::from_utf8(bytes) {
            texts.insert(path, text);
        }
    }
    Ok(texts)
}

fn check(texts: &BTreeMap<String, String>) -> Vec<Finding> {
    let sources: Vec<Source> = texts
        .iter()
        .filter(|(path, _)| is_covered(path))
        .map(|(path, text)| Source::read(path, text))
        .collect();
    let aliases = layers::reexports(&sources);
    let mut findings = Vec::new();
    for source in &sources {
        findings.extend(header::check(source));
        findings.extend(length::check(source));
        findings.extend(layers::check(source, &aliases));
        findings.extend(revisions::check(source));
        findings.extend(comments::check(source));
    }
    for (path, text) in texts {
        findings.extend(manifest::check(path, text));
        findings.extend(revisions::check_prose(path, text));
        findings.extend(hosts::check(path, text));
    }
    findings.sort();
    findings
}

/// Golden expansions, compile-fail cases and fixtures show what others write or what is generated.
fn is_covered(path: &str) -> bool {
    let shown = ["tests/ui/", "tests/expand/", "/fixtures/"];
    path.ends_with(".rs")
        && COVERED.iter().any(|folder| path.starts_with(folder))
        && !shown.iter().any(|part| path.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_findings_come_at_once_and_in_order() {
        let texts = BTreeMap::from([
            (
                "mcp-core/src/b.rs".to_owned(),
                "fn b() {} // fix: TODO\n".to_owned(),
            ),
            ("mcp-core/src/a.rs".to_owned(), "fn a() {}\n".to_owned()),
        ]);
        let found: Vec<_> = check(&texts)
            .into_iter()
            .map(|finding| (finding.path, finding.line))
            .collect();
        let at = |path: &str| (path.to_owned(), 1);
        assert_eq!(
            found,
            [
                at("mcp-core/src/a.rs"),
                at("mcp-core/src/b.rs"),
                at("mcp-core/src/b.rs")
            ]
        );
    }

    #[test]
    fn shown_code_is_not_covered() {
        assert!(is_covered("mcp-macros/src/tool/expand.rs"));
        assert!(!is_covered("mcp-macros/tests/expand/tool.rs"));
        assert!(!is_covered("tests/ui/parameters/by_reference.rs"));
        assert!(!is_covered("tests/fixtures/a.rs"));
        assert!(!is_covered("README.md"));
    }
}

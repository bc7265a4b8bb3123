//! The table: a list of rows in Markdown, each with a list of what holds it.
//!
//! ```text
//! - AB-01 (all, must): What is asked for.
//!   - `wire::flows::envelope::an_id_comes_back_as_it_went`
//! - AB-02 (all, should): Something else.
//!   - untestable: nobody can see it from outside
//! - AB-03 (all, should): And more.
//!   - pending: the server has none yet
//! ```

use std::path::{Path, PathBuf};

use super::sources::Named;

/// A row.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) held: Vec<Held>,
}

/// What holds a row.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Held {
    /// A test, as `cargo test` names it after its target.
    Test(String),
    /// The server cannot do it, or not all of it.
    Pending(String),
    /// No test can see it, and why.
    Untestable(String),
}

/// All rows of all sections.
pub(crate) fn read_all() -> Vec<Row> {
    let sections = sections().into_iter().flat_map(|file| {
        let section = read(&text(&file));
        section.unwrap_or_else(|fault| panic!("{}: {fault}", file.display()))
    });
    sections.collect()
}

/// Brings the tests in the table after those that name its rows, and leaves all else as it is.
pub(crate) fn write_all(tests: &[Named]) {
    for file in sections() {
        let text = write(&text(&file), tests);
        std::fs::write(file, text).expect("a section can be written");
    }
}

fn sections() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("checklist");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("the table is there")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    files.sort();
    files
}

fn text(file: &Path) -> String {
    std::fs::read_to_string(file).expect("a section can be read")
}

fn write(text: &str, tests: &[Named]) -> String {
    let mut out = String::new();
    for line in text.lines().filter(|line| !line.starts_with("  - `")) {
        out += line;
        out.push('\n');
        let Some(id) = line.strip_prefix("- ").and_then(read_id) else {
            continue;
        };
        for test in tests.iter().filter(|test| test.rows.contains(&id)) {
            out += &format!("  - `{}`\n", test.name);
        }
    }
    out
}

/// The rows of one section, or what is wrong with it.
fn read(text: &str) -> Result<Vec<Row>, String> {
    let mut rows: Vec<Row> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let fault = |what: &str| format!("line {}: {what}: {line}", index + 1);
        if let Some(held) = line.strip_prefix("  - ") {
            let row = rows.last_mut().ok_or_else(|| fault("no row"))?;
            row.held
                .push(read_held(held).ok_or_else(|| fault("no test and no reason"))?);
        } else if let Some(row) = line.strip_prefix("- ") {
            let id = read_id(row).ok_or_else(|| fault("no row"))?;
            let held = Vec::new();
            rows.push(Row { id, held });
        } else if !line.is_empty() && !rows.is_empty() {
            return Err(fault("neither a row nor what holds one"));
        }
    }
    Ok(rows)
}

/// `AB-01 (all, must): What is asked for.`
fn read_id(row: &str) -> Option<String> {
    let (head, sentence) = row.split_once("): ")?;
    let (id, scope) = head.split_once(" (")?;
    let sound = scope.contains(", ") && sentence.len() > 10 && sentence.ends_with('.');
    sound.then(|| id.to_owned())
}

fn read_held(held: &str) -> Option<Held> {
    let reason = |text: &str| (text.len() > 10).then(|| text.to_owned());
    if let Some(text) = held.strip_prefix("pending: ") {
        return reason(text).map(Held::Pending);
    }
    if let Some(text) = held.strip_prefix("untestable: ") {
        return reason(text).map(Held::Untestable);
    }
    let name = held.strip_prefix('`')?.strip_suffix('`')?;
    Some(Held::Test(name.to_owned()))
}

#[test]
fn a_row_is_read_with_what_holds_it() {
    let text = "# Title\n\nWords.\n\n- AB-01 (all, must): What is asked for.\n  - `a::b`\n  - pending: the rest of it\n";
    let held = vec![
        Held::Test("a::b".to_owned()),
        Held::Pending("the rest of it".to_owned()),
    ];
    let id = "AB-01".to_owned();
    assert_eq!(read(text), Ok(vec![Row { id, held }]));
}

#[test]
fn the_table_comes_after_the_tests_and_keeps_its_words() {
    let text = "# Title\n\n- AB-01 (all, must): What is asked for.\n  - `a::old`\n  - pending: the rest of it\n- AB-02 (all, must): And something else.\n";
    let named = |name: &str, rows: &[&str]| Named {
        name: name.to_owned(),
        rows: rows.iter().map(|row| (*row).to_owned()).collect(),
    };
    let tests = [
        named("a::b", &["AB-01", "AB-02"]),
        named("a::c", &["AB-01"]),
    ];
    let expected = "# Title\n\n- AB-01 (all, must): What is asked for.\n  - `a::b`\n  - `a::c`\n  - pending: the rest of it\n- AB-02 (all, must): And something else.\n  - `a::b`\n";
    assert_eq!(write(text, &tests), expected);
}

#[test]
fn what_is_no_row_is_told_with_its_line() {
    const ROW: &str = "- AB-01 (all, must): What is asked for.\n";
    for spoilt in [
        "  - `a::b`\n",
        "- AB-01: What is asked for.\n",
        "- AB-01 (all, must): What is asked for\n",
    ] {
        assert!(
            read(spoilt).is_err_and(|fault| fault.starts_with("line 1:")),
            "{spoilt}"
        );
    }
    for spoilt in [
        "  - a::b\n",
        "  - `a::b\n",
        "  - untestable:\n",
        "  - pending: soon\n",
        "Words.\n",
        "    - `a::b`\n",
    ] {
        let text = format!("{ROW}{spoilt}");
        assert!(
            read(&text).is_err_and(|fault| fault.starts_with("line 2:")),
            "{spoilt}"
        );
    }
}

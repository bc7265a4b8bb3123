//! Mistakes in the attributes: each is one error, at the token it is about, that says what to
//! write instead. A folder of `ui` is a topic.

use std::fs;
use std::path::{Path, PathBuf};

/// The topics whose programs compile, and run.
const PASSING: [&str; 2] = ["natural", "pass"];

/// The topic whose programs have several mistakes each.
const TOGETHER: &str = "together";

/// What an error points at that points at no token of its own: a whole attribute.
const OURS: [&str; 7] = [
    "#[tool]",
    "#[tool(",
    "#[tools",
    "#[prompt]",
    "#[prompt(",
    "#[resource(",
    "//",
];

/// So many mistakes are known, and not fewer.
const LEAST: usize = 60;

#[test]
fn mistakes_are_told_once_and_where_they_are() {
    let cases = trybuild::TestCases::new();
    for topic in topics().filter(|topic| !PASSING.contains(&topic.as_str())) {
        cases.compile_fail(format!("ui/{topic}/*.rs"));
    }
}

#[test]
fn natural_and_unusual_code_compiles_without_a_warning() {
    let cases = trybuild::TestCases::new();
    for topic in PASSING {
        cases.pass(format!("ui/{topic}/*.rs"));
    }
}

#[test]
fn the_catalogue_does_not_shrink() {
    let known = told().count();
    assert!(known >= LEAST, "only {known} mistakes");
}

#[test]
fn each_mistake_is_one_error_at_a_token_of_the_users() {
    let wrong: Vec<String> = told().filter_map(|path| fault(&path)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_catalogue_is_written_down() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/README.md");
    let written = catalogue();
    if std::env::var_os("TRYBUILD").is_some_and(|mode| mode == "overwrite") {
        fs::write(&page, written).expect("the catalogue is kept");
    } else {
        let kept = fs::read_to_string(&page).unwrap_or_default();
        assert!(
            kept == written,
            "tests/ui/README.md is not as the cases are: run `cargo xtask bless`"
        );
    }
}

/// All mistakes: how many lines the compiler says, and the first.
fn catalogue() -> String {
    let mut page = String::from(
        "# Mistakes, and what is said of them\n\nEach is one error. The number is the lines of all that the compiler says, notes and code included.\nThis page is written by `cargo xtask bless`.\n",
    );
    let mut topic = PathBuf::new();
    for path in told() {
        let folder = path.parent().unwrap_or(&path);
        if topic != folder {
            folder.clone_into(&mut topic);
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            page += &format!("\n## {name}\n\n| case | lines | error |\n|---|---|---|\n");
        }
        let text = fs::read_to_string(&path).expect("what the compiler says");
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        let first = text.lines().next().unwrap_or_default();
        let said = first.split_once(": ").map_or(first, |(_, said)| said);
        let case = path.file_stem().unwrap_or_default().to_string_lossy();
        page += &format!("| {case} | {lines} | {} |\n", said.replace('|', "\\|"));
    }
    page
}

fn topics() -> impl Iterator<Item = String> {
    let mut folders = entries(&Path::new(env!("CARGO_MANIFEST_DIR")).join("ui"));
    folders.retain(|path| path.is_dir());
    folders
        .into_iter()
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
}

/// What the compiler says of each program that has one mistake.
fn told() -> impl Iterator<Item = PathBuf> {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let topics = topics().filter(|topic| topic != TOGETHER);
    let files = topics.flat_map(move |topic| entries(&ui.join(topic)));
    files.filter(|path| {
        path.extension()
            .is_some_and(|extension| extension == "stderr")
    })
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

/// What is wrong with what the compiler says: it is not one error, or that points elsewhere than
/// at the user's code.
fn fault(told: &Path) -> Option<String> {
    let text = fs::read_to_string(told).expect("what the compiler says");
    let errors = text
        .lines()
        .filter(|line| line.starts_with("error"))
        .count();
    if errors != 1 {
        return Some(format!("{}: {errors} errors", told.display()));
    }
    let place = text
        .lines()
        .find_map(|line| line.trim_start().strip_prefix("--> "));
    match place.and_then(|place| pointed(place, &told.with_extension("rs"))) {
        Some(code) if !OURS.iter().any(|ours| code.starts_with(ours)) && !code.is_empty() => None,
        _ => Some(format!(
            "{}: at {}",
            told.display(),
            place.unwrap_or("no place")
        )),
    }
}

/// The rest of the line at a place such as `ui/topic/case.rs:3:14`, if it is one of the case.
fn pointed(place: &str, case: &Path) -> Option<String> {
    let mut parts = place.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    if !case.ends_with(parts.next()?) {
        return None;
    }
    let source = fs::read_to_string(case).ok()?;
    let line = source.lines().nth(line - 1)?;
    Some(line.chars().skip(column - 1).collect())
}

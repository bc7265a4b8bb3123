//! Where and of what the results are: without it a number means nothing.

use std::process::Command;

use serde::Serialize;

use super::{build, driver};
use crate::files;

#[derive(Debug, Serialize)]
pub(super) struct Machine {
    /// The commit, and whether something was changed since.
    pub(super) commit: String,
    pub(super) rustc: String,
    pub(super) kernel: String,
    pub(super) processor: String,
    pub(super) processors: usize,
    /// How many programs wanted a processor at the start.
    pub(super) load: String,
    /// Whether server and driver were kept apart.
    pub(super) pinned: bool,
    /// Packages of the comparison with their versions.
    pub(super) versions: Vec<(String, String)>,
}

/// What the comparison is about.
const NAMED: [&str; 5] = ["hyper", "rmcp", "serde_json", "tokio", "turbomcp"];

impl Machine {
    pub(super) fn read() -> Result<Self, String> {
        let lock = build::workspace().join("Cargo.lock");
        let lock = std::fs::read_to_string(&lock)
            .map_err(|error| format!("cannot read {}: {error}", lock.display()))?;
        let changed = !said("git", &["status", "--porcelain", "--", "mcp-*"]).is_empty();
        let commit = said("git", &["rev-parse", "--short", "HEAD"]);
        let commit = if changed {
            format!("{commit}, with changes that are not committed")
        } else {
            commit
        };
        Ok(Self {
            commit,
            rustc: said("rustc", &["--version"]),
            kernel: said("uname", &["-sr"]),
            processor: processor(),
            processors: std::thread::available_parallelism().map_or(1, usize::from),
            load: first_word("/proc/loadavg"),
            pinned: driver::can_pin(),
            versions: versions(&lock),
        })
    }
}

fn said(program: &str, args: &[&str]) -> String {
    let output = Command::new(program)
        .args(args)
        .current_dir(files::root())
        .output();
    output.map_or(String::new(), |output| {
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    })
}

fn processor() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let name = name.and_then(|name| name.split_once(':'));
    name.map_or("unknown", |(_, name)| name.trim()).to_owned()
}

fn first_word(path: &str) -> String {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.split_whitespace().next().unwrap_or("?").to_owned()
}

fn versions(lock: &str) -> Vec<(String, String)> {
    let value = |line: &str| line.split('"').nth(1).unwrap_or_default().to_owned();
    let lines: Vec<&str> = lock.lines().collect();
    lines
        .windows(2)
        .filter(|pair| pair[0].starts_with("name = ") && pair[1].starts_with("version = "))
        .map(|pair| (value(pair[0]), value(pair[1])))
        .filter(|(name, _)| NAMED.contains(&name.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::versions;

    #[test]
    fn versions_are_those_of_the_lock_file() {
        let lock = "[[package]]\nname = \"rmcp\"\nversion = \"3.0.1\"\n\n\
                    [[package]]\nname = \"rmcp-macros\"\nversion = \"3.0.2\"\n";
        assert_eq!(versions(lock), [("rmcp".to_owned(), "3.0.1".to_owned())]);
    }
}

//! Running the suite, and finding what it left behind.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::verdict::Verdict;
use crate::clients::install::Installed;
use crate::files;
use crate::process;

/// How long a run may take.
const LIMIT: Duration = Duration::from_secs(400);
/// How long a scenario may take, in milliseconds, as the suite counts.
const SCENARIO: &str = "60000";

/// Prints the scenarios that a revision requires of a server. The suite brings what reads them.
const REQUIREMENTS: &str = "
    const { createRequire } = require('node:module');
    const [package_, revision] = process.argv.slice(1);
    const { parse } = createRequire(package_ + '/package.json')('yaml');
    const text = require('node:fs').readFileSync(`${package_}/requirements/${revision}.yaml`, 'utf8');
    console.log(JSON.stringify(parse(text).server));
";

/// Which scenarios to run.
pub(super) enum Scope<'a> {
    /// Those that a revision requires.
    Required(&'a str),
    /// All, with the extensions and what is not required yet.
    All,
    /// One, in the words of a revision or of the one that the suite chooses.
    One {
        name: &'a str,
        revision: Option<&'a str>,
    },
}

/// The suite as it is installed, and a folder for what it finds.
pub(super) struct Suite<'a> {
    installed: &'a Installed,
    package: PathBuf,
    results: PathBuf,
}

impl<'a> Suite<'a> {
    pub(super) fn new(installed: &'a Installed) -> Self {
        Self {
            installed,
            package: files::clients()
                .join("conformance/node_modules/@modelcontextprotocol/conformance"),
            results: files::clients().join(format!("results-{}", std::process::id())),
        }
    }

    /// Runs it once; gives what each scenario that counts found, and what the suite printed.
    pub(super) fn run(
        &self,
        scope: &Scope<'_>,
        url: &str,
        label: &str,
    ) -> Result<(Vec<Verdict>, String), String> {
        let folder = self.results.join(label.replace(['@', '/'], "-"));
        let mut command = Command::new(&self.installed.node);
        command
            .arg(self.package.join("dist/index.js"))
            .args(["server", "--url", url, "--timeout", SCENARIO])
            .arg("--output-dir")
            .arg(&folder);
        match scope {
            Scope::Required(revision) => command.args(["--requirements", revision]),
            Scope::All => command.args(["--suite", "all"]),
            Scope::One { name, revision } => {
                command.args(["--scenario", name]);
                match revision {
                    Some(revision) => command.args(["--spec-version", revision]),
                    None => &mut command,
                }
            }
        };
        let log = self.results.join(format!("{label}.log"));
        let finished = process::run(&mut command, &log, LIMIT)?;
        let counts = match scope {
            Scope::Required(revision) => Some(self.required(revision, label)?),
            Scope::All | Scope::One { .. } => None,
        };
        let verdicts = read(&folder, counts.as_ref())?;
        Ok((verdicts, finished.output))
    }

    fn required(&self, revision: &str, label: &str) -> Result<BTreeSet<String>, String> {
        let mut command = Command::new(&self.installed.node);
        command
            .args(["-e", REQUIREMENTS])
            .arg(&self.package)
            .arg(revision);
        let log = self.results.join(format!("{label}-required.log"));
        let listed = process::run(&mut command, &log, LIMIT)?;
        serde_json::from_str(&listed.output)
            .map_err(|error| format!("cannot list what {revision} requires: {error}"))
    }

    /// Removes what was found, unless it needs a second look.
    pub(super) fn clean(&self, all_is_well: bool) {
        if all_is_well {
            // A folder that stays is in nobody's way.
            let _ = fs::remove_dir_all(&self.results);
        } else {
            println!("what each scenario checked: {}", self.results.display());
        }
    }
}

/// The verdicts on the scenarios that count, by their names; one that left nothing is one too.
fn read(folder: &Path, counts: Option<&BTreeSet<String>>) -> Result<Vec<Verdict>, String> {
    let entries =
        fs::read_dir(folder).map_err(|error| format!("the suite left nothing: {error}"))?;
    let mut missing = counts.cloned().unwrap_or_default();
    let mut verdicts = Vec::new();
    for entry in entries.flatten() {
        let file = entry.path().join("checks.json");
        let folder = entry.file_name().to_string_lossy().into_owned();
        let Some(name) = scenario(&folder).filter(|_| file.is_file()) else {
            continue;
        };
        if counts.is_none_or(|counts| counts.contains(name)) {
            missing.remove(name);
            verdicts.push(Verdict::read(name, &file));
        }
    }
    verdicts.extend(
        missing
            .iter()
            .map(|name| Verdict::refused(name, "it left no result")),
    );
    verdicts.sort_by(|a, b| a.name().cmp(b.name()));
    Ok(verdicts)
}

/// The scenario that a folder is named after, together with the time: `server-ping-2026-…`.
fn scenario(folder: &str) -> Option<&str> {
    const TIME: usize = "-2026-01-31T00-00-00-000Z".len();
    let rest = folder.strip_prefix("server-")?;
    let name = rest.get(..rest.len().checked_sub(TIME)?)?;
    rest.ends_with('Z').then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_named_after_its_scenario() {
        let named = scenario("server-tools-call-image-2026-01-31T12-30-00-123Z");
        assert_eq!(named, Some("tools-call-image"));
        for other in [
            "tools-list-2026-01-31T12-30-00-123Z",
            "server-ping",
            "server-",
        ] {
            assert_eq!(scenario(other), None, "{other}");
        }
    }
}

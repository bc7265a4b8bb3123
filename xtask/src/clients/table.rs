//! The table of clients, `tests/clients/versions.json`: their packages, how they connect, what they lack.

use std::fs;

use serde::Deserialize;
use serde_json::Value;

use crate::files;

/// A client of one version.
#[derive(Debug, Deserialize)]
pub(super) struct Version {
    pub(super) name: String,
    /// The client itself first, each with its exact version.
    pub(super) packages: Vec<String>,
    pub(super) script: String,
    scenarios: Vec<Scenario>,
    /// The whole row, for the script.
    #[serde(skip)]
    pub(super) row: String,
}

/// What a client does, and with which server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Scenario {
    Tracker,
    Everything,
}

/// What runs a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    TypeScript,
    Python,
}

impl Version {
    pub(super) fn language(&self) -> Language {
        if self.script.ends_with(".py") {
            Language::Python
        } else {
            Language::TypeScript
        }
    }

    /// The folder its packages live in: `sdk-1.32.2`.
    pub(super) fn folder(&self) -> String {
        let package = self.packages[0].rsplit('/').next().unwrap_or_default();
        package.replace("==", "-").replace('@', "-")
    }
}

impl Scenario {
    /// All there are.
    pub(super) const ALL: [Self; 2] = [Self::Tracker, Self::Everything];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Tracker => "tracker",
            Self::Everything => "everything",
        }
    }
}

pub(super) fn read() -> Result<Vec<Version>, String> {
    let path = files::root().join("tests/clients/versions.json");
    let text = fs::read_to_string(&path)
        .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    parse(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn parse(text: &str) -> Result<Vec<Version>, serde_json::Error> {
    let rows: Vec<Value> = serde_json::from_str(text)?;
    rows.into_iter()
        .map(|row| {
            let text = row.to_string();
            let version: Version = serde_json::from_value(row)?;
            Ok(Version {
                row: text,
                ..version
            })
        })
        .collect()
}

/// One client in one scenario.
#[derive(Debug)]
pub(super) struct Run<'a> {
    pub(super) version: &'a Version,
    pub(super) scenario: Scenario,
}

impl Run<'_> {
    pub(super) fn name(&self) -> String {
        format!("{}/{}", self.version.name, self.scenario.name())
    }
}

pub(super) fn runs(versions: &[Version]) -> Vec<Run<'_>> {
    let of = |version| move |&scenario| Run { version, scenario };
    versions
        .iter()
        .flat_map(|version| version.scenarios.iter().map(of(version)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_name_of_its_own_a_pin_and_its_script() {
        let versions = read().expect("the table is well-formed");
        let mut names: Vec<&str> = versions.iter().map(|version| &*version.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), versions.len());
        for version in &versions {
            assert!(
                version
                    .name
                    .contains(version.folder().rsplit_once('-').expect("a version").1)
            );
            let folder = match version.language() {
                Language::TypeScript => "typescript",
                Language::Python => "python",
            };
            let script = files::root().join(format!("tests/clients/{folder}/{}", version.script));
            assert!(script.is_file(), "{} is missing", script.display());
            assert!(
                !version.scenarios.is_empty(),
                "{} does nothing",
                version.name
            );
        }
    }

    #[test]
    fn a_folder_is_named_after_the_client_and_its_version() {
        let versions = parse(
            r#"[{"name":"a","packages":["@b/sdk@1.2.3"],"script":"a.mjs","scenarios":[]},
                {"name":"c","packages":["mcp==1.6.0","d==2"],"script":"c.py","scenarios":["tracker"]}]"#,
        )
        .expect("well-formed");
        assert_eq!(versions[0].folder(), "sdk-1.2.3");
        assert_eq!(versions[1].folder(), "mcp-1.6.0");
        assert_eq!(runs(&versions)[0].name(), "c/tracker");
        assert!(versions[1].row.contains("1.6.0"));
    }
}

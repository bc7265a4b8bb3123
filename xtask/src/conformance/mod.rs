//! The official conformance scenarios that a server of tools alone must pass.

mod verdict;

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use verdict::{Check, Verdict};

use crate::clients::install::{self, Installed};
use crate::clients::tools;
use crate::files;
use crate::process;
use crate::report::{Tally, print_indented};
use crate::server::Server;
use crate::test::{or_failed, refuse};

const LIMIT: Duration = Duration::from_secs(120);

/// One scenario in the words of one revision; without a revision, the suite's own choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scenario<'a> {
    revision: Option<&'a str>,
    name: &'a str,
}

const fn handshake(name: &'static str) -> Scenario<'static> {
    Scenario {
        revision: Some("2025-11-25"),
        name,
    }
}

const fn stateless(name: &'static str) -> Scenario<'static> {
    Scenario {
        revision: Some("2026-07-28"),
        name,
    }
}

pub(crate) const SCENARIOS: [Scenario<'static>; 25] = [
    handshake("server-initialize"),
    handshake("ping"),
    handshake("logging-set-level"),
    handshake("tools-list"),
    handshake("tools-call-simple-text"),
    handshake("tools-call-image"),
    handshake("tools-call-audio"),
    handshake("tools-call-embedded-resource"),
    handshake("tools-call-mixed-content"),
    handshake("tools-call-with-logging"),
    handshake("tools-call-error"),
    handshake("tools-call-with-progress"),
    handshake("server-sse-multiple-streams"),
    handshake("dns-rebinding-protection"),
    stateless("server-stateless"),
    stateless("tools-list"),
    stateless("tools-call-simple-text"),
    stateless("tools-call-image"),
    stateless("tools-call-audio"),
    stateless("tools-call-embedded-resource"),
    stateless("tools-call-mixed-content"),
    stateless("tools-call-error"),
    stateless("tools-call-with-progress"),
    stateless("http-header-validation"),
    stateless("dns-rebinding-protection"),
];

/// Run the table, or one scenario, against the `everything` server or against what already listens there.
pub(crate) fn run(scenario: Option<&str>, url: Option<&str>) -> ExitCode {
    let chosen = scenario.map_or_else(|| SCENARIOS.to_vec(), choose);
    let installed = match tools::find().and_then(|tools| install::all(&tools)) {
        Ok(installed) => installed,
        Err(error) => return refuse(&error),
    };
    let tally = match url {
        Some(url) => run_each(&chosen, &installed, url),
        None => or_failed(against(&chosen, &installed), chosen.len()),
    };
    tally.conclude()
}

pub(crate) fn against_everything(installed: &Installed) -> Result<Tally, String> {
    against(&SCENARIOS, installed)
}

/// `NAME` as the table has it, `NAME@REVISION` for any scenario of the suite.
fn choose(asked: &str) -> Vec<Scenario<'_>> {
    if let Some((name, revision)) = asked.split_once('@') {
        return vec![Scenario {
            revision: Some(revision),
            name,
        }];
    }
    let listed: Vec<_> = SCENARIOS
        .into_iter()
        .filter(|scenario| scenario.name == asked)
        .collect();
    if listed.is_empty() {
        vec![Scenario {
            revision: None,
            name: asked,
        }]
    } else {
        listed
    }
}

fn against(scenarios: &[Scenario<'_>], installed: &Installed) -> Result<Tally, String> {
    let everything = Server::everything()?;
    let tally = run_each(scenarios, installed, &format!("{}/mcp", everything.base()));
    if tally.failed > 0 {
        println!("the end of what everything wrote:");
        print_indented(&everything.said());
    }
    Ok(tally)
}

fn run_each(scenarios: &[Scenario<'_>], installed: &Installed, url: &str) -> Tally {
    let results = files::clients().join(format!("results-{}", std::process::id()));
    let mut tally = Tally::default();
    for scenario in scenarios {
        let verdict = scenario.run(installed, url, &results);
        tally += Tally::one(scenario.report(&verdict));
    }
    if tally.failed == 0 {
        // What passed needs no second look, and a folder that stays is in nobody's way.
        let _ = std::fs::remove_dir_all(&results);
    } else {
        println!("what each scenario checked: {}", results.display());
    }
    tally
}

impl Scenario<'_> {
    fn label(&self) -> String {
        format!("{} {}", self.revision.unwrap_or("any"), self.name)
    }

    fn run(&self, installed: &Installed, url: &str, results: &Path) -> Verdict {
        let folder = results.join(self.label().replace([' ', '/'], "-"));
        let suite = files::clients()
            .join("conformance/node_modules/@modelcontextprotocol/conformance/dist/index.js");
        let mut command = Command::new(&installed.node);
        command
            .arg(suite)
            .args(["server", "--url", url, "--scenario", self.name]);
        if let Some(revision) = self.revision {
            command.args(["--spec-version", revision]);
        }
        command.arg("--output-dir").arg(&folder);
        match process::run(&mut command, &folder.join("output.log"), LIMIT) {
            Ok(finished) => Verdict::read(&folder, finished),
            Err(error) => Verdict::refused(error),
        }
    }

    fn report(&self, verdict: &Verdict) -> bool {
        if verdict.passed() {
            println!("ok   {}  ({} checks)", self.label(), verdict.succeeded());
            return true;
        }
        println!("FAIL {}: {}", self.label(), verdict.summary());
        for Check {
            id, status, error, ..
        } in verdict.complaints()
        {
            println!(
                "     {status} {id}: {}",
                error.as_deref().unwrap_or("no reason given")
            );
        }
        print_indented(verdict.output());
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_scenario_is_listed_twice() {
        for (index, scenario) in SCENARIOS.iter().enumerate() {
            assert!(!SCENARIOS[index + 1..].contains(scenario), "{scenario:?}");
        }
    }

    #[test]
    fn a_name_chooses_its_rows_and_any_other_is_asked_of_the_suite() {
        assert_eq!(choose("tools-list").len(), 2);
        assert_eq!(choose("caching@2026-07-28"), [stateless("caching")]);
        assert_eq!(
            choose("caching"),
            [Scenario {
                revision: None,
                name: "caching"
            }]
        );
    }
}

//! Real clients of every age, as their makers publish them, against the project tracker and `everything`.

pub(crate) mod install;
mod packages;
mod parallel;
mod table;
pub(crate) mod tools;

use std::io;
use std::process::{Command, ExitCode};
use std::time::Duration;

use install::Installed;
use table::{Language, Run, Scenario};

use crate::files;
use crate::process::{self, Finished};
use crate::report::{Tally, print_indented};
use crate::server::Server;
use crate::test::refuse;

const LIMIT: Duration = Duration::from_secs(120);

/// Run all clients, or those whose name has this part, against servers of ours or what already listens there.
pub(crate) fn run(name: Option<&str>, base: Option<&str>) -> ExitCode {
    match chosen(name, base) {
        Ok(tally) => tally.conclude(),
        Err(error) => refuse(&error),
    }
}

fn chosen(name: Option<&str>, base: Option<&str>) -> Result<Tally, String> {
    let versions = table::read()?;
    let mut runs = table::runs(&versions);
    let names: Vec<String> = runs.iter().map(Run::name).collect();
    runs.retain(|run| name.is_none_or(|name| run.name().contains(name)));
    let Some(first) = runs.first() else {
        return Err(format!("no such client; there are {}", names.join(", ")));
    };
    if base.is_some() && runs.iter().any(|run| run.scenario != first.scenario) {
        return Err(
            "one server is not both; add --client tracker or --client everything".to_owned(),
        );
    }
    let installed = install::all(&tools::find()?)?;
    against(&runs, &installed, base)
}

/// Every client in every scenario it has.
pub(crate) fn all(installed: &Installed) -> Result<Tally, String> {
    let versions = table::read()?;
    against(&table::runs(&versions), installed, None)
}

/// How many runs that is.
pub(crate) fn count() -> usize {
    table::read().map_or(1, |versions| table::runs(&versions).len())
}

fn against(runs: &[Run<'_>], installed: &Installed, base: Option<&str>) -> Result<Tally, String> {
    if base.is_none() {
        for scenario in Scenario::ALL {
            if runs.iter().any(|run| run.scenario == scenario) {
                scenario.build()?;
            }
        }
    }
    let play = |run: &Run<'_>| {
        let outcome = match base {
            Some(base) => run.play(installed, &run.scenario.addresses(base)),
            // What a client does to a server is nobody else's business.
            None => run
                .scenario
                .server()
                .and_then(|server| run.play_with(installed, &server)),
        };
        outcome.unwrap_or_else(|error| {
            println!("FAIL {}: {error}", run.name());
            false
        })
    };
    let outcomes = if base.is_some() {
        runs.iter().map(play).collect()
    } else {
        parallel::each(runs, play)
    };
    let mut tally = Tally::default();
    for passed in outcomes {
        tally += Tally::one(passed);
    }
    Ok(tally)
}

impl Scenario {
    fn build(self) -> Result<(), String> {
        match self {
            Self::Tracker => Server::build_tracker(),
            Self::Everything => Server::build_everything(),
        }
    }

    fn server(self) -> Result<Server, String> {
        match self {
            Self::Tracker => Server::tracker(),
            Self::Everything => Server::everything(),
        }
    }

    /// The addresses of a server that somebody else has started; the tracker's API is on the next port.
    fn addresses(self, base: &str) -> Vec<String> {
        let mut addresses = vec![base.to_owned()];
        let port = base.rsplit_once(':');
        let next = port.and_then(|(host, port)| {
            let next = port.parse::<u16>().ok()?.checked_add(1)?;
            Some(format!("{host}:{next}"))
        });
        if self == Self::Tracker {
            addresses.extend(next);
        }
        addresses
    }
}

impl Run<'_> {
    fn play_with(&self, installed: &Installed, server: &Server) -> Result<bool, String> {
        let passed = self.play(installed, server.addresses())?;
        if !passed {
            let _together = io::stdout().lock();
            println!("the end of what the server of {} wrote:", self.name());
            print_indented(&server.said());
        }
        Ok(passed)
    }

    fn play(&self, installed: &Installed, addresses: &[String]) -> Result<bool, String> {
        let name = self.name().replace('/', "-");
        let log = files::clients().join(format!("logs/{name}-{}.log", std::process::id()));
        let finished = process::run(self.command(installed).args(addresses), &log, LIMIT)?;
        Ok(self.report(&finished))
    }

    fn report(&self, Finished { success, output }: &Finished) -> bool {
        let mut checks = 0;
        let mut without = Vec::new();
        for line in output.lines() {
            if line.starts_with("ok - ") {
                checks += 1;
            } else if let Some((feature, _)) = line
                .strip_prefix("skip - ")
                .and_then(|rest| rest.split_once(':'))
            {
                without.push(feature);
            }
        }
        // A script that ends well without a single check has proved nothing.
        let passed = *success && checks > 0;
        let _together = io::stdout().lock();
        if !passed {
            println!("FAIL {}", self.name());
            print_indented(output);
        } else if without.is_empty() {
            println!("ok   {}  ({checks} checks)", self.name());
        } else {
            let without = without.join(", ");
            println!("ok   {}  ({checks} checks; lacks {without})", self.name());
        }
        passed
    }

    fn command(&self, installed: &Installed) -> Command {
        let packages = files::clients().join(self.version.folder());
        let (program, scripts) = match self.version.language() {
            Language::TypeScript => (installed.node.clone(), packages.join(install::SCRIPTS)),
            Language::Python => (
                packages.join("bin/python"),
                files::root().join("tests/clients/python"),
            ),
        };
        let mut command = Command::new(program);
        command
            .arg(scripts.join(&self.version.script))
            .args([self.scenario.name(), &self.version.row])
            .env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_api_of_a_tracker_is_on_the_next_port() {
        let base = "http://127.0.0.1:8080";
        let both = [base, "http://127.0.0.1:8081"];
        assert_eq!(Scenario::Tracker.addresses(base), both);
        assert_eq!(Scenario::Everything.addresses(base), [base]);
    }

    #[test]
    fn a_script_without_a_check_has_not_passed() {
        let versions = table::read().expect("the table is well-formed");
        let report = |success, output: &str| {
            table::runs(&versions)[0].report(&Finished {
                success,
                output: output.to_owned(),
            })
        };
        assert!(report(true, "ok - a\nok - b\n"));
        assert!(report(true, "ok - a\nskip - b: came later\n"));
        assert!(!report(true, "skip - b: came later\n"));
        assert!(!report(false, "ok - a\nnot ok - b\n"));
    }
}

//! Real clients, as their makers publish them, against the project tracker.

pub(crate) mod install;
pub(crate) mod tools;

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;

use install::Installed;

use crate::files;
use crate::process::{self, Finished};
use crate::report::{Tally, print_indented};
use crate::server::Server;
use crate::test::{or_failed, refuse};

const LIMIT: Duration = Duration::from_secs(120);

/// A script, and what runs it.
#[derive(Debug)]
pub(crate) struct Client {
    name: &'static str,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    TypeScript,
    /// The folder of the virtual environment it runs in.
    Python(&'static str),
}

pub(crate) const CLIENTS: [Client; 5] = [
    Client {
        name: "sdk1-http",
        kind: Kind::TypeScript,
    },
    Client {
        name: "sdk1-sse",
        kind: Kind::TypeScript,
    },
    Client {
        name: "client2-auto",
        kind: Kind::TypeScript,
    },
    Client {
        name: "mcp2_auto",
        kind: Kind::Python("mcp2"),
    },
    Client {
        name: "mcp1_sse",
        kind: Kind::Python("mcp1"),
    },
];

/// Run all clients, or one, against the tracker or against what already listens there.
pub(crate) fn run(name: Option<&str>, base: Option<&str>) -> ExitCode {
    let chosen: Vec<&Client> = CLIENTS
        .iter()
        .filter(|client| name.is_none_or(|name| client.name == name))
        .collect();
    if chosen.is_empty() {
        let names = CLIENTS.map(|client| client.name).join(", ");
        return refuse(&format!("no such client; there are {names}"));
    }
    let installed = match tools::find().and_then(|tools| install::all(&tools)) {
        Ok(installed) => installed,
        Err(error) => return refuse(&error),
    };
    let tally = match base {
        Some(base) => run_each(&chosen, &installed, base),
        None => or_failed(against(&chosen, &installed), chosen.len()),
    };
    tally.conclude()
}

pub(crate) fn against_the_tracker(installed: &Installed) -> Result<Tally, String> {
    against(&CLIENTS.iter().collect::<Vec<_>>(), installed)
}

fn against(clients: &[&Client], installed: &Installed) -> Result<Tally, String> {
    let tracker = Server::tracker()?;
    let tally = run_each(clients, installed, &tracker.base());
    if tally.failed > 0 {
        println!("the end of what project-tracker wrote:");
        print_indented(&tracker.said());
    }
    Ok(tally)
}

fn run_each(clients: &[&Client], installed: &Installed, base: &str) -> Tally {
    let mut tally = Tally::default();
    for client in clients {
        tally += Tally::one(client.run(installed, base));
    }
    tally
}

impl Client {
    fn run(&self, installed: &Installed, base: &str) -> bool {
        let log = files::clients().join(format!("logs/{}-{}.log", self.name, std::process::id()));
        match process::run(self.command(installed).arg(base), &log, LIMIT) {
            Ok(finished) => self.report(&finished),
            Err(error) => {
                println!("FAIL {}: {error}", self.name);
                false
            }
        }
    }

    fn report(&self, Finished { success, output }: &Finished) -> bool {
        let checks = output
            .lines()
            .filter(|line| line.starts_with("ok - "))
            .count();
        // A script that ends well without a single check has proved nothing.
        let passed = *success && checks > 0;
        if passed {
            println!("ok   {}  ({checks} checks)", self.name);
        } else {
            println!("FAIL {}", self.name);
            print_indented(output);
        }
        passed
    }

    fn command(&self, installed: &Installed) -> Command {
        let (program, script): (PathBuf, PathBuf) = match self.kind {
            Kind::TypeScript => (
                installed.node.clone(),
                files::clients()
                    .join("typescript")
                    .join(format!("{}.mjs", self.name)),
            ),
            Kind::Python(environment) => (
                files::clients().join(environment).join("bin/python"),
                files::root()
                    .join("tests/clients/python")
                    .join(format!("{}.py", self.name)),
            ),
        };
        let mut command = Command::new(program);
        command.arg(script).env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_without_a_check_has_not_passed() {
        let report = |success, output: &str| {
            CLIENTS[0].report(&Finished {
                success,
                output: output.to_owned(),
            })
        };
        assert!(report(true, "ok - a\nok - b\n"));
        assert!(!report(true, ""));
        assert!(!report(false, "ok - a\nnot ok - b\n"));
    }

    #[test]
    fn every_client_has_its_script() {
        for client in CLIENTS {
            let (folder, end) = match client.kind {
                Kind::TypeScript => ("typescript", "mjs"),
                Kind::Python(_) => ("python", "py"),
            };
            let script =
                files::root().join(format!("tests/clients/{folder}/{}.{end}", client.name));
            assert!(script.is_file(), "{} is missing", script.display());
        }
    }
}

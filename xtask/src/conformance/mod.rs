//! The official conformance suite, read strictly: alone, in a crowd, and one byte at a time.

mod drip;
mod suite;
mod verdict;

use std::fmt;
use std::process::ExitCode;
use std::thread;
use std::time::Instant;

use drip::Drip;
use suite::{Scope, Suite};
use verdict::Verdict;

use crate::clients::install::{self, Installed};
use crate::clients::tools;
use crate::report::{Tally, print_indented};
use crate::server::Server;
use crate::test::{or_failed, refuse};

/// Which scenarios a revision requires, and how many they are.
const REQUIRED: [(&str, usize); 2] = [("2025-11-25", 30), ("2026-07-28", 37)];
/// How many scenarios there are in all.
const ALL: usize = 65;
/// How many checks of them succeed where none is passed over.
const CHECKS: usize = 276;
/// How many scenarios one run of everything counts.
const ONCE: usize = REQUIRED[0].1 + REQUIRED[1].1 + ALL;
/// How many runs there are at a time, in the crowd.
const CROWD: usize = 8;

/// How many scenarios the whole of it counts.
pub(crate) const fn count() -> usize {
    (1 + CROWD + 1) * ONCE
}

/// Run the whole of it, or one scenario, against the `everything` server or against what already
/// listens there.
pub(crate) fn run(scenario: Option<&str>, url: Option<&str>) -> ExitCode {
    let installed = match tools::find().and_then(|tools| install::all(&tools)) {
        Ok(installed) => installed,
        Err(error) => return refuse(&error),
    };
    let outcome = match url {
        Some(url) => Ok(tally(&installed, scenario, url)),
        None => against(&installed, scenario),
    };
    or_failed(outcome, scenario.map_or(count(), |_| 1)).conclude()
}

/// Run the whole of it against the `everything` server.
pub(crate) fn against_everything(installed: &Installed) -> Result<Tally, String> {
    against(installed, None)
}

fn against(installed: &Installed, scenario: Option<&str>) -> Result<Tally, String> {
    Server::build_everything()?;
    let everything = Server::everything()?;
    let tally = tally(installed, scenario, &format!("{}/mcp", everything.base()));
    if tally.failed > 0 {
        println!("the end of what everything wrote:");
        print_indented(&everything.said());
    }
    Ok(tally)
}

fn tally(installed: &Installed, scenario: Option<&str>, url: &str) -> Tally {
    let suite = Suite::new(installed);
    let tally = match scenario {
        Some(asked) => single(&suite, asked, url),
        None => whole(&suite, url),
    };
    suite.clean(tally.failed == 0);
    tally
}

fn whole(suite: &Suite<'_>, url: &str) -> Tally {
    let mut tally = once(suite, url, "");
    println!("{CROWD} runs at a time, against one process");
    tally += crowd(suite, url);
    println!("through a proxy that hands on a byte at a time");
    tally += or_failed(
        Drip::to(url).map(|drip| once(suite, drip.url(), "-drip")),
        ONCE,
    );
    tally
}

/// `NAME`, as the suite knows it, or `NAME@REVISION`.
fn single(suite: &Suite<'_>, asked: &str, url: &str) -> Tally {
    let (name, revision) = match asked.split_once('@') {
        Some((name, revision)) => (name, Some(revision)),
        None => (asked, None),
    };
    Outcome::of(suite, &Scope::One { name, revision }, url, asked).report()
}

/// What each revision requires, and then all there is.
fn once(suite: &Suite<'_>, url: &str, suffix: &str) -> Tally {
    let mut tally = Tally::default();
    for (revision, scenarios) in REQUIRED {
        let label = format!("{revision}{suffix}");
        let outcome = Outcome::of(suite, &Scope::Required(revision), url, &label);
        tally += outcome.counts(scenarios, None).report();
    }
    let outcome = Outcome::of(suite, &Scope::All, url, &format!("all{suffix}"));
    tally += outcome.counts(ALL, Some(CHECKS)).report();
    tally
}

fn crowd(suite: &Suite<'_>, url: &str) -> Tally {
    let mut tally = Tally::default();
    thread::scope(|scope| {
        let runs: Vec<_> = (1..=CROWD)
            .map(|number| scope.spawn(move || once(suite, url, &format!("-{number}"))))
            .collect();
        for run in runs {
            tally += run.join().unwrap_or(Tally::failed(ONCE));
        }
    });
    tally
}

/// What became of one run of the suite.
struct Outcome {
    label: String,
    seconds: f64,
    verdicts: Vec<Verdict>,
    /// What is wrong with the run as a whole.
    trouble: Option<String>,
    output: String,
}

impl Outcome {
    fn of(suite: &Suite<'_>, scope: &Scope<'_>, url: &str, label: &str) -> Self {
        let start = Instant::now();
        let (verdicts, trouble, output) = match suite.run(scope, url, label) {
            Ok((verdicts, output)) => (verdicts, None, output),
            Err(trouble) => (Vec::new(), Some(trouble), String::new()),
        };
        Self {
            label: label.to_owned(),
            seconds: start.elapsed().as_secs_f64(),
            verdicts,
            trouble,
            output,
        }
    }

    /// Holds the run to how many scenarios there are, and how many checks.
    fn counts(mut self, scenarios: usize, checks: Option<usize>) -> Self {
        let (ran, succeeded) = (self.verdicts.len(), self.succeeded());
        if self.trouble.is_none() && ran != scenarios {
            self.trouble = Some(format!("{ran} scenarios count, and not {scenarios}"));
        }
        if let Some(checks) = checks.filter(|checks| succeeded != *checks) {
            let trouble = format!("{succeeded} checks succeeded, and not {checks}");
            self.trouble.get_or_insert(trouble);
        }
        self
    }

    fn succeeded(&self) -> usize {
        self.verdicts.iter().map(Verdict::succeeded).sum()
    }

    /// Says what failed, and counts.
    fn report(&self) -> Tally {
        let mut tally = Tally::default();
        let mut report = self.to_string();
        for verdict in &self.verdicts {
            tally += Tally::one(verdict.passed());
            if !verdict.passed() {
                report.push_str(&verdict.to_string());
            }
        }
        if let Some(trouble) = &self.trouble {
            tally += Tally::failed(1);
            report.push_str(&format!("FAIL {}: {trouble}\n", self.label));
        }
        // In one piece, for others report at the same time.
        print!("{report}");
        if self.verdicts.is_empty() {
            print_indented(&self.output);
        }
        tally
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let passed = self
            .verdicts
            .iter()
            .filter(|verdict| verdict.passed())
            .count();
        writeln!(
            f,
            "{}: {passed} of {} scenarios, {} checks, {:.1} s",
            self.label,
            self.verdicts.len(),
            self.succeeded(),
            self.seconds
        )
    }
}

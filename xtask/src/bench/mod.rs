//! What a call costs beside the same call in hyper alone and in other frameworks, against the budgets.

mod budgets;
mod build;
mod callgrind;
mod driver;
mod hello;
mod machine;
mod measure;
mod numbers;
mod peers;
mod programs;
mod report;
mod results;
mod rows;
mod scenarios;

use std::path::PathBuf;
use std::process::ExitCode;

use machine::Machine;
use measure::Length;
use programs::Programs;
use results::Results;
use scenarios::{Kind, Scenario};

use crate::files;

/// Build all, measure all, write the results; or one scenario to the terminal alone.
pub(crate) fn run(args: &[String]) -> Option<ExitCode> {
    let options = Options::read(args)?;
    Some(match measure_all(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::from(2)
        }
    })
}

#[derive(Debug, PartialEq, Eq)]
struct Options {
    quick: bool,
    scenario: Option<String>,
}

impl Options {
    fn read(args: &[String]) -> Option<Self> {
        let mut options = Self {
            quick: false,
            scenario: None,
        };
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--quick" => options.quick = true,
                "--scenario" => options.scenario = Some(args.next()?.clone()),
                _ => return None,
            }
        }
        Some(options)
    }

    fn chosen(&self) -> Result<Vec<&'static Scenario>, String> {
        let is_chosen = |scenario: &&Scenario| {
            let chosen = self.scenario.as_deref();
            // To build all from nothing is not quick: only where it is asked for.
            let all = !self.quick || scenario.kind != Kind::Build;
            chosen.map_or(all, |name| name == scenario.name)
        };
        let chosen: Vec<_> = scenarios::all().filter(is_chosen).collect();
        if chosen.is_empty() {
            let names: Vec<_> = scenarios::all().map(|scenario| scenario.name).collect();
            return Err(format!("the scenarios are {}", names.join(", ")));
        }
        Ok(chosen)
    }
}

fn measure_all(options: &Options) -> Result<(), String> {
    let scenarios = options.chosen()?;
    let length = if options.quick {
        Length::QUICK
    } else {
        Length::FULL
    };
    // Before the build, which is of what is there now.
    let machine = Machine::read()?;
    let programs = Programs::prepare(&scenarios)?;
    driver::save_lists(&programs)?;
    let mut results = Results::new(machine, programs.scripts(), length);
    for scenario in scenarios {
        results.add(scenario, measure::scenario(&programs, scenario, length));
    }
    let report = report::render(&results);
    if options.scenario.is_some() {
        print!("\n{report}");
        return Ok(());
    }
    write("RESULTS.md", &report)?;
    let json = serde_json::to_string(&results.to_json())
        .map_err(|error| format!("cannot write the results as JSON: {error}"))?;
    write("results.json", &(json + "\n"))
}

fn write(name: &str, text: &str) -> Result<(), String> {
    let path: PathBuf = files::root().join("benches").join(name);
    println!("writing {}", path.display());
    std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(args: &[&str]) -> Option<Options> {
        let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
        Options::read(&args)
    }

    #[test]
    fn a_scenario_is_chosen_by_its_name() {
        let chosen = read(&["--quick", "--scenario", "echo"]).unwrap();
        assert!(chosen.quick);
        assert_eq!(chosen.chosen().unwrap()[0].name, "echo");
        let whole = read(&["--quick"]).unwrap().chosen().unwrap();
        assert!(whole.iter().all(|scenario| scenario.kind != Kind::Build));
        let unknown = read(&["--scenario", "nothing"]).unwrap();
        assert!(unknown.chosen().unwrap_err().contains("echo, "));
        assert_eq!(read(&["--scenario"]), None);
        assert_eq!(read(&["echo"]), None);
    }
}

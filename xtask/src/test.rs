//! Everything the README promises, in one go.

use std::process::ExitCode;

use crate::clients::{self, install, tools};
use crate::report::{Tally, step};
use crate::{cargo_tests, conformance};

/// What follows `--` goes to `cargo test`.
pub(crate) fn run(args: &[String]) -> ExitCode {
    let cargo_args = match args.split_first() {
        None => &[],
        Some((dashes, rest)) if dashes == "--" => rest,
        Some(_) => return crate::misused(),
    };
    let tools = match tools::find() {
        Ok(tools) => tools,
        Err(missing) => return refuse(&missing),
    };
    let installed = step("installing the pinned clients", || install::all(&tools));
    let mut tally = step("cargo test --workspace", || {
        or_failed(cargo_tests::run(cargo_args), 1)
    });
    match installed {
        Ok(installed) => {
            tally += step("real clients", || {
                or_failed(clients::all(&installed), clients::count())
            });
            tally += step("official conformance scenarios against everything", || {
                or_failed(
                    conformance::against_everything(&installed),
                    conformance::count(),
                )
            });
        }
        Err(error) => {
            println!("FAIL the clients could not be installed, so none of them ran: {error}");
            tally += Tally::failed(clients::count() + conformance::count());
        }
    }
    tally.conclude()
}

/// A step that could not be taken has failed as often as it would have counted.
pub(crate) fn or_failed(outcome: Result<Tally, String>, scenarios: usize) -> Tally {
    outcome.unwrap_or_else(|error| {
        println!("FAIL {error}");
        Tally::failed(scenarios)
    })
}

/// Say what stands in the way, before any work is done.
pub(crate) fn refuse(why: &str) -> ExitCode {
    println!("{why}");
    Tally::failed(1).conclude()
}

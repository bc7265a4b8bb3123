//! The project's own chores: `cargo xtask tidy`, `test`, `bless`, `clients`, `conformance`,
//! `cost`, `bench` and `instructions`.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool speaks on its terminal"
)]

mod bench;
mod bless;
mod callgrind;
mod cargo_tests;
mod clients;
mod conformance;
mod cost;
mod files;
mod instructions;
mod process;
mod report;
mod server;
mod test;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask tidy                               the rules of the house that no compiler checks
cargo xtask test [-- CARGO_TEST_ARGS]          the workspace's tests, real clients, official conformance
cargo xtask bless                              accept what the macros write and what they say of mistakes
cargo xtask clients [--client NAME] [BASE_URL] the real clients alone, e.g. against http://127.0.0.1:8080
cargo xtask conformance [--scenario NAME[@REVISION]] [URL]
                                               the official scenarios alone, e.g. against http://127.0.0.1:8080/mcp
cargo xtask cost                               what the macros cost a user to compile, against the budgets; on Linux
cargo xtask bench [--quick] [--scenario NAME]  what a call costs beside hyper alone and other frameworks; on Linux
cargo xtask instructions [--bless]             what the hot paths cost in instructions, against benches/instructions.json";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match args.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", &[][..]),
    };
    match command {
        "tidy" if rest.is_empty() => tidy::run(),
        "test" => test::run(rest),
        "bless" if rest.is_empty() => bless::run(),
        "clients" => with_options(rest, "--client", clients::run),
        "conformance" => with_options(rest, "--scenario", conformance::run),
        "cost" if rest.is_empty() => cost::run(),
        "bench" => bench::run(rest).unwrap_or_else(misused),
        "instructions" => instructions::run(rest).unwrap_or_else(misused),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            ExitCode::SUCCESS
        }
        _ => misused(),
    }
}

/// Read `[FLAG VALUE] [URL]`, in either order.
fn with_options(
    args: &[String],
    flag: &str,
    chore: fn(Option<&str>, Option<&str>) -> ExitCode,
) -> ExitCode {
    let (mut chosen, mut url) = (None, None);
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if arg == flag {
            chosen = args.next().map(String::as_str);
            if chosen.is_none() {
                return misused();
            }
        } else if arg.starts_with("http") && url.is_none() {
            url = Some(arg.as_str());
        } else {
            return misused();
        }
    }
    chore(chosen, url)
}

fn misused() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::from(2)
}

//! Accepting what the macros write, what the compiler says of mistakes, and which tests hold which
//! rule of the protocol, as it is now.

use std::process::{Command, ExitCode};

use crate::files;

/// Each test that keeps such files, with what makes it write them anew.
const KEEPERS: [(&[&str], &str, &str); 3] = [
    (&["-p", "mcp-macros", "golden"], "BLESS", "1"),
    (
        &["-p", "mcp-tests", "--test", "compile_fail"],
        "TRYBUILD",
        "overwrite",
    ),
    (
        &["-p", "mcp-tests", "--test", "checklist", "name_each_other"],
        "BLESS",
        "1",
    ),
];

/// Write the files anew, and show which changed.
pub(crate) fn run() -> ExitCode {
    for (tests, variable, value) in KEEPERS {
        println!("#### cargo test {}", tests.join(" "));
        let status = Command::new(env!("CARGO"))
            .arg("test")
            .args(tests)
            .env(variable, value)
            .current_dir(files::root())
            .status();
        if !status.is_ok_and(|status| status.success()) {
            eprintln!("this must pass before anything can be accepted");
            return ExitCode::FAILURE;
        }
    }
    println!("#### read each difference before you commit it");
    let changed = Command::new("git")
        .args(["status", "--short"])
        .args(["mcp-macros/tests/expand", "tests/ui", "tests/checklist"])
        .current_dir(files::root())
        .status();
    match changed {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot run git: {error}");
            ExitCode::FAILURE
        }
    }
}

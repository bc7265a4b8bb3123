//! The program that walks the hot paths, and how it is counted.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use super::counts::Counts;
use super::valgrind::Valgrind;
use crate::callgrind::Run;
use crate::{files, process};

/// Two runs differ in so many operations that what is left to chance evens out.
const FEW: u64 = 100;
const MANY: u64 = 4100;

/// A build from nothing, on a slow machine.
const BUILD: Duration = Duration::from_secs(1800);
const WALK: Duration = Duration::from_secs(120);

pub(super) struct Hot {
    program: PathBuf,
    valgrind: Valgrind,
}

impl Hot {
    pub(super) fn build(valgrind: Valgrind) -> Result<Self, String> {
        println!("building what is counted");
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(["build", "--profile", "counted", "--quiet"])
            .args(["--package", "mcp-benches", "--bin", "hot"])
            .current_dir(files::root());
        run(&mut cargo, "build", BUILD)?;
        Ok(Self {
            program: files::target().join("counted/hot"),
            valgrind,
        })
    }

    /// The names of all paths.
    pub(super) fn paths(&self) -> Result<Vec<String>, String> {
        let names = run(&mut Command::new(&self.program), "names", WALK)?;
        Ok(names.lines().map(str::to_owned).collect())
    }

    /// What one operation on a path costs.
    pub(super) fn count(&self, path: &str) -> Result<Counts, String> {
        let few = self.walk(path, FEW)?;
        let many = self.walk(path, MANY)?;
        Ok(Counts::of_each(few, many, MANY - FEW))
    }

    fn walk(&self, path: &str, operations: u64) -> Result<Run, String> {
        let name = format!("{path}.{operations}");
        let out = folder().join(format!("{name}.callgrind"));
        let mut callgrind = self.valgrind.callgrind(&out);
        callgrind
            .arg(&self.program)
            .arg(path)
            .arg(operations.to_string());
        run(&mut callgrind, &name, WALK)?;
        Run::read(&out)
    }
}

/// What callgrind found, for a look at it with `callgrind_annotate`.
fn folder() -> PathBuf {
    files::target().join("instructions")
}

/// What a program printed, which must succeed.
fn run(command: &mut Command, name: &str, limit: Duration) -> Result<String, String> {
    let log = folder().join(format!("{name}-{}.log", std::process::id()));
    let finished = process::run(command, &log, limit)?;
    if finished.success {
        Ok(finished.output)
    } else {
        let output = finished.output;
        Err(format!("{command:?} failed:\n{output}"))
    }
}

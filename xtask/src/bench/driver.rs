//! The driver: how it is called, and what it tells.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::build;
use super::measure::Length;
use super::programs::Programs;
use super::scenarios::{Contestant, LISTS};
use crate::process;

/// One run, also under callgrind.
const LIMIT: Duration = Duration::from_secs(300);
/// Milliseconds before a compiler that watches a running program has done its work.
const WARM_UP: &str = "1000";
/// The server has a processor of its own, and so has the driver.
const SERVER: &str = "0";
const DRIVER: &str = "1";

/// What one run came to, or the median of several; times in microseconds.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Run {
    pub(super) requests: f64,
    pub(super) errors: f64,
    pub(super) per_second: f64,
    /// CPU time of the server for one request.
    pub(super) cpu: f64,
    /// The part of it in the kernel.
    pub(super) kernel: f64,
    pub(super) p50: f64,
    pub(super) p99: f64,
    pub(super) p999: f64,
    pub(super) memory_kb: f64,
    pub(super) peak_kb: f64,
    /// Memory after each quarter of the sessions that were abandoned.
    pub(super) quarters_kb: Vec<f64>,
    /// Bytes for each idle session.
    pub(super) idle_session: Option<f64>,
    pub(super) voluntary: f64,
    pub(super) involuntary: f64,
    /// Milliseconds to the first answer.
    pub(super) start: f64,
}

/// Load a contestant for some time, or as its own flags say.
pub(super) fn load(programs: &Programs, who: &Contestant, length: Length) -> Result<Run, String> {
    let time = length.milliseconds.to_string();
    let sessions = length.abandoned.to_string();
    let mut flags = vec!["--milliseconds", &time];
    if who.is_script() {
        flags.extend(["--warm-up", WARM_UP]);
    }
    if who.load.contains("abandon") {
        flags.extend(["--count", &sessions]);
    }
    if can_pin() {
        flags.extend(["--cores", SERVER]);
    }
    let told = call(programs, who, &flags)?;
    serde_json::from_str(&told).map_err(|error| format!("{}: {error}: {told}", who.name))
}

/// Send a contestant so many requests under callgrind.
pub(super) fn profile(
    programs: &Programs,
    who: &Contestant,
    requests: u32,
    out: &Path,
) -> Result<(), String> {
    let (count, out) = (requests.to_string(), out.display().to_string());
    let flags = ["--connections", "4", "--count", &count, "--callgrind", &out];
    call(programs, who, &flags).map(drop)
}

/// Save what our server lists, for those who only copy it.
pub(super) fn save_lists(programs: &Programs) -> Result<(), String> {
    let folder = lists();
    std::fs::create_dir_all(&folder)
        .map_err(|error| format!("cannot create {}: {error}", folder.display()))?;
    for tools in LISTS {
        let path = folder.join(format!("{tools}.json")).display().to_string();
        let count = tools.to_string();
        let mut command = command(programs);
        command
            .args(["--count", "1", "--connections", "1", "--call", "tools/list"])
            .args(["--save", &path, "--"])
            .arg(programs.built("ours"))
            .args(["--tools", &count]);
        finish(&mut command)?;
    }
    Ok(())
}

/// Later flags go before earlier ones, and the contestant's own come last.
fn call(programs: &Programs, who: &Contestant, flags: &[&str]) -> Result<String, String> {
    let lists = lists().display().to_string();
    let server = programs.command(who)?;
    let mut command = command(programs);
    command
        .args(flags)
        .args(who.load.split_whitespace())
        .arg("--")
        .args(server)
        .args(who.arguments().map(|word| word.replace("{lists}", &lists)));
    finish(&mut command)
}

/// With as many open files as the system allows, for driver and server alike.
fn command(programs: &Programs) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -Sn \"$(ulimit -Hn)\"; exec \"$@\"", "sh"]);
    if can_pin() {
        command.args(["taskset", "-c", DRIVER]);
    }
    command.arg(programs.built("driver"));
    command
}

/// Whether programs can be kept to a processor.
pub(super) fn can_pin() -> bool {
    Command::new("taskset").arg("--version").output().is_ok()
}

fn finish(command: &mut Command) -> Result<String, String> {
    let log = build::target().join(format!("driver-{}.log", std::process::id()));
    let finished = process::run(command, &log, LIMIT)?;
    if finished.success {
        Ok(finished.output)
    } else {
        Err(finished.output.trim().to_owned())
    }
}

fn lists() -> PathBuf {
    build::target().join("lists")
}

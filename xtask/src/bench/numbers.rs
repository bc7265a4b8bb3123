//! Every number of a contestant, as a line of the table of its scenario.

use super::driver::Run;
use super::measure::{Length, Measured};
use super::results::{counted, median};
use super::scenarios::Kind;

/// The first two lines of the table.
pub(super) fn heads(kind: Kind, length: Length) -> String {
    let heads: Vec<String> = match kind {
        Kind::Load => [
            "CPU",
            "in the kernel",
            "rounds",
            "per second",
            "p50",
            "p99",
            "p99.9",
            "MiB",
            "per idle session",
            "switches",
            "ready, ms",
        ]
        .map(str::to_owned)
        .to_vec(),
        Kind::Memory => {
            let sessions = (1..=4).map(|quarter| quarter * length.abandoned / 4);
            let sessions = sessions.map(|sessions| format!("MiB after {sessions} sessions"));
            let rest = ["most, MiB", "CPU of a session", "sessions per second"];
            sessions.chain(rest.map(str::to_owned)).collect()
        }
        Kind::Profile => vec!["instructions".to_owned(), "allocations".to_owned()],
        Kind::Build => [
            "packages",
            "from nothing, CPU s",
            "the same by cargo's own profile, CPU s",
            "after a touch, CPU s",
            "MB",
        ]
        .map(str::to_owned)
        .to_vec(),
    };
    format!(
        "| | {} |\n|{}\n",
        heads.join(" | "),
        "---|".repeat(heads.len() + 1)
    )
}

pub(super) fn cells(measured: &Measured) -> String {
    match measured {
        Measured::Nothing(error) => error.lines().next().unwrap_or_default().replace('|', "/"),
        Measured::Profile(profile) => {
            format!("{:.0} | {:.1}", profile.instructions, profile.allocations)
        }
        Measured::Build(build) => format!(
            "{:.0} | {:.1} | {:.1} | {:.1} | {:.2}",
            build.packages,
            build.cold,
            build.unadvised,
            build.again,
            build.bytes / 1e6
        ),
        Measured::Rounds(rounds) => match counted(rounds) {
            Ok([run, ..]) if !run.quarters_kb.is_empty() => memory(run),
            Ok(rounds) => line(rounds),
            Err(reason) => reason,
        },
    }
}

fn memory(run: &Run) -> String {
    let quarters = run.quarters_kb.iter().chain([&run.peak_kb]);
    let mut cells: Vec<String> = quarters.map(|kb| format!("{:.1}", kb / 1024.0)).collect();
    cells.push(format!("{:.2}", run.cpu));
    cells.push(format!("{:.0}", run.per_second));
    cells.join(" | ")
}

fn line(rounds: &[Run]) -> String {
    let median = |of: fn(&Run) -> f64| median(rounds.iter().map(of));
    let cpus: Vec<String> = rounds.iter().map(|run| format!("{:.1}", run.cpu)).collect();
    let session = median(|run| run.idle_session.unwrap_or(f64::NAN));
    let session = match session.is_nan() {
        true => String::new(),
        false => format!("{session:.0} B"),
    };
    format!(
        "{:.2} | {:.2} | {} | {:.0} | {:.0} | {:.0} | {:.0} | {:.1} | {session} | {:.3} + {:.3} | {:.1}",
        median(|run| run.cpu),
        median(|run| run.kernel),
        cpus.join(" "),
        median(|run| run.per_second),
        median(|run| run.p50),
        median(|run| run.p99),
        median(|run| run.p999),
        median(|run| run.memory_kb) / 1024.0,
        median(|run| run.voluntary),
        median(|run| run.involuntary),
        median(|run| run.start),
    )
}

//! The measurements: of two crates that differ in a hundred tools, and of a server after an edit.

use super::cpu::{self, Cpu};
use super::crates::{BETWEEN, FEW, Form, MANY, SERVER};
use super::workspace::Workspace;

const ROUNDS: usize = 3;

/// What one tool becomes, beyond what its author wrote.
pub(super) struct Expansion {
    pub(super) bytes: f64,
    pub(super) lines: f64,
}

pub(super) fn expansion(workspace: &Workspace, form: Form) -> Result<Expansion, String> {
    let few = added(workspace, form, FEW)?;
    let many = added(workspace, form, MANY)?;
    Ok(Expansion {
        bytes: (many.bytes - few.bytes) / BETWEEN,
        lines: (many.lines - few.lines) / BETWEEN,
    })
}

/// What the macros add to a whole crate.
fn added(workspace: &Workspace, form: Form, tools: usize) -> Result<Expansion, String> {
    let package = form.package(tools);
    println!("expanding {package}");
    let expanded = workspace.expand(&package)?;
    let written = form.library(tools);
    Ok(Expansion {
        bytes: expanded.len() as f64 - written.len() as f64,
        lines: expanded.lines().count() as f64 - written.lines().count() as f64,
    })
}

/// Seconds of user CPU that one tool takes, in a debug build from nothing.
pub(super) fn compile(workspace: &Workspace, form: Form) -> Result<f64, String> {
    let mut rounds = Vec::new();
    for round in 1..=ROUNDS {
        println!("compiling {form:?}, round {round} of {ROUNDS}");
        let few = build_anew(workspace, &form.package(FEW))?;
        let many = build_anew(workspace, &form.package(MANY))?;
        rounds.push((many.user - few.user) / BETWEEN);
    }
    Ok(median(rounds))
}

fn build_anew(workspace: &Workspace, package: &str) -> Result<Cpu, String> {
    workspace.forget(package)?;
    cpu::of(|| workspace.build(package))
}

/// CPU seconds of a debug build of the server, linking included, after one line of it changed.
pub(super) fn rebuild(workspace: &Workspace) -> Result<f64, String> {
    workspace.build(SERVER)?;
    let mut rounds = Vec::new();
    for round in 1..=ROUNDS {
        println!("rebuilding {SERVER}, round {round} of {ROUNDS}");
        workspace.edit_server(round)?;
        rounds.push(cpu::of(|| workspace.build(SERVER))?.total());
    }
    Ok(median(rounds))
}

/// The one in the middle: a machine with other work to do makes single rounds slow.
fn median(mut rounds: Vec<f64>) -> f64 {
    rounds.sort_by(f64::total_cmp);
    rounds[rounds.len() / 2]
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn one_slow_round_does_not_move_the_median() {
        assert_eq!(median(vec![2.0, 90.0, 1.0]), 2.0);
    }
}

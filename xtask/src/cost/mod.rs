//! What the attribute macros cost their user: bytes, lines, compile time, against the budgets.

pub(crate) mod cpu;
mod crates;
mod measure;
mod table;
mod workspace;

use std::process::ExitCode;

use crates::Form;
use table::Row;
use workspace::Workspace;

/// Bytes that one tool of four arguments may expand to.
const EXPANSION: f64 = 6_000.0;
/// Seconds of user CPU that one such tool may take to compile.
const COMPILE: f64 = 0.020;
/// CPU seconds from an edit of a server's only file to its binary.
const REBUILD: f64 = 3.0;

/// Measure all, print the table, and fail where a budget is missed.
pub(crate) fn run() -> ExitCode {
    match measure_all() {
        Ok(rows) => {
            print!("\n{}", table::render(&rows));
            if rows.iter().all(Row::is_met) {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(error) => {
            eprintln!("cost: {error}");
            ExitCode::from(2)
        }
    }
}

fn measure_all() -> Result<Vec<Row>, String> {
    cpu::of_children()?;
    if let Some(load) = cpu::crowd() {
        println!("the load is {load}: on a machine this busy even CPU times come out too long");
    }
    let workspace = Workspace::write()?;
    println!("building what the generated crates depend on");
    workspace.build_all()?;
    let mut rows = Vec::new();
    for form in Form::BOTH {
        let expansion = measure::expansion(&workspace, form)?;
        rows.push(Row::kilobytes(
            format!("expansion of {}", form.one()),
            expansion.bytes,
            EXPANSION,
        ));
        rows.push(Row::lines(
            format!("expanded lines of {}", form.one()),
            expansion.lines,
        ));
        let compile = measure::compile(&workspace, form)?;
        rows.push(Row::milliseconds(
            format!("compile time of {}", form.one()),
            compile,
            COMPILE,
        ));
    }
    rows.push(Row::seconds(
        format!("rebuild of a server of {} tools", crates::SERVED),
        measure::rebuild(&workspace)?,
        REBUILD,
    ));
    Ok(rows)
}

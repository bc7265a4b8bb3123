//! What the hottest paths cost in instructions and allocations, held against `benches/instructions.json`.

mod baseline;
mod counts;
mod hot;
mod machine;
mod table;
mod valgrind;

use std::collections::BTreeMap;
use std::process::ExitCode;

use baseline::Baseline;
use hot::Hot;
use machine::Machine;
use table::Row;
use valgrind::Valgrind;

/// The most that two counts of the same may differ, as a part of them, for one to be kept.
const SPREAD: f64 = 0.015;

/// Count all paths; hold them against the baseline, or make them the baseline. `None` where the
/// arguments are others.
pub(crate) fn run(args: &[String]) -> Option<ExitCode> {
    let blessing = match args {
        [] => false,
        [flag] if flag == "--bless" => true,
        _ => return None,
    };
    let outcome = match Valgrind::find_or_install() {
        Err(why) if !blessing => {
            println!("nothing was counted, and nothing is wrong: {why}");
            return Some(ExitCode::SUCCESS);
        }
        Err(why) => Err(why),
        Ok(valgrind) => count(valgrind, blessing),
    };
    Some(match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("instructions: {error}");
            ExitCode::from(2)
        }
    })
}

fn count(valgrind: Valgrind, blessing: bool) -> Result<bool, String> {
    let hot = Hot::build(valgrind)?;
    if blessing { bless(&hot) } else { compare(&hot) }
}

/// Whether no path costs more than it did.
fn compare(hot: &Hot) -> Result<bool, String> {
    let machine = Machine::read()?;
    let baseline = Baseline::read()?;
    let mut rows = Vec::new();
    for path in hot.paths()? {
        let counts = hot.count(&path)?;
        rows.push(Row::new(path, counts, &baseline));
    }
    print!("\n{}", table::render(&rows));
    if baseline.machine != machine {
        println!(
            "\nnothing is refused, for the baseline is of another machine:\n  {}\n  {machine}",
            baseline.machine
        );
        return Ok(true);
    }
    let holds = !rows.iter().any(Row::is_refused);
    if !holds {
        println!(
            "\nsave what was added, or accept it with `cargo xtask instructions --bless` and say why"
        );
    } else if rows.iter().any(Row::is_saving) {
        println!("\nkeep what was saved: `cargo xtask instructions --bless`");
    }
    Ok(holds)
}

/// Writes the baseline, once two counts of each path agree.
fn bless(hot: &Hot) -> Result<bool, String> {
    let machine = Machine::read()?;
    let mut paths = BTreeMap::new();
    for path in hot.paths()? {
        let (once, again) = (hot.count(&path)?, hot.count(&path)?);
        let spread = once.differs(again);
        println!(
            "{path}: {once}; counted again, {:.2} % apart",
            spread * 100.0
        );
        if spread > SPREAD {
            return Err(format!(
                "two counts of `{path}` differ: {once}, then {again}"
            ));
        }
        paths.insert(path, once);
    }
    Baseline { machine, paths }.write()?;
    println!(
        "\nread the difference before you commit it: {}",
        baseline::FILE
    );
    Ok(true)
}

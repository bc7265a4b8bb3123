//! The workspace's own tests, shown as they run and counted.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::files;
use crate::report::Tally;

/// Run `cargo test --workspace` with these further arguments.
pub(crate) fn run(args: &[String]) -> Result<Tally, String> {
    let mut child = Command::new(env!("CARGO"))
        .args(["test", "--workspace", "--no-fail-fast"])
        .args(args)
        .current_dir(files::root())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    let mut tally = Tally::default();
    let output = child.stdout.take().expect("stdout is piped");
    for line in BufReader::new(output).split(b'\n') {
        let line = line.map_err(|error| format!("cannot read from cargo: {error}"))?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        tally += count(&line).unwrap_or_default();
    }
    let status = child
        .wait()
        .map_err(|error| format!("cannot wait for cargo: {error}"))?;
    if !status.success() && tally.failed == 0 {
        // Something did not compile, or a test binary died before it could count.
        tally += Tally::failed(1);
    }
    Ok(tally)
}

/// The numbers in `test result: ok. 3 passed; 0 failed; …`.
fn count(line: &str) -> Option<Tally> {
    let (_, numbers) = line
        .trim_start()
        .strip_prefix("test result: ")?
        .split_once(". ")?;
    let number = |of: &str| {
        numbers
            .split("; ")
            .find_map(|part| part.strip_suffix(of)?.trim().parse().ok())
    };
    Some(Tally {
        passed: number(" passed")?,
        failed: number(" failed")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_lines_are_counted_and_others_are_not() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(
            count(line),
            Some(Tally {
                passed: 12,
                failed: 3
            })
        );
        assert_eq!(count("test result_is_kept ... ok"), None);
        assert_eq!(count("running 3 tests"), None);
    }
}

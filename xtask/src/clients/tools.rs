//! The programs that must already be on the machine.

use std::process::Command;

/// The oldest versions with which all pinned packages work.
const NODE: (u32, u32) = (20, 0);
const PYTHON: (u32, u32) = (3, 10);

/// What was found.
pub(crate) struct Tools {
    pub(super) node_major: u32,
    /// As it names itself, so that environments made with another one are made anew.
    pub(super) python: String,
}

/// Look for all of them and name everything that is missing at once.
pub(crate) fn find() -> Result<Tools, String> {
    match (find_node(), npm(), python()) {
        (Ok((_, (node_major, _))), Ok(()), Ok(python)) => Ok(Tools { node_major, python }),
        (node, npm, python) => {
            let missing = [node.err(), npm.err(), python.err()];
            Err(missing.into_iter().flatten().collect::<Vec<_>>().join("\n"))
        }
    }
}

/// Node.js with npm: its version, as it names itself.
pub(crate) fn node() -> Result<String, String> {
    let (version, _) = find_node()?;
    npm().map(|()| version)
}

/// Python: its version, as it names itself.
pub(crate) fn python() -> Result<String, String> {
    let remedy = "install Python 3.10 or later with its venv module";
    at_least("python3", PYTHON, remedy).map(|(version, _)| version)
}

type Version = (u32, u32);

fn find_node() -> Result<(String, Version), String> {
    at_least("node", NODE, "install Node.js 20 or later")
}

fn npm() -> Result<(), String> {
    match version("npm") {
        Some(_) => Ok(()),
        None => Err("npm is missing; install it, it usually comes with Node.js".to_owned()),
    }
}

fn at_least(program: &str, least: Version, remedy: &str) -> Result<(String, Version), String> {
    let text = version(program).ok_or_else(|| format!("{program} is missing; {remedy}"))?;
    match parse(&text) {
        Some(version) if version >= least => Ok((text, version)),
        _ => Err(format!("{program} is too old ({text}); {remedy}")),
    }
}

fn version(program: &str) -> Option<String> {
    let output = Command::new(program).arg("--version").output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The first two numbers in `v20.20.2` or `Python 3.11.7`.
fn parse(text: &str) -> Option<Version> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let mut numbers = text[start..].split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_programs_print_them() {
        assert_eq!(parse("v20.20.2"), Some((20, 20)));
        assert_eq!(parse("Python 3.11.7"), Some((3, 11)));
        assert_eq!(parse("unknown"), None);
    }

    #[test]
    fn a_missing_program_is_named_with_its_remedy() {
        let error = at_least("no-such-program", NODE, "install it").expect_err("there is none");
        assert_eq!(error, "no-such-program is missing; install it");
    }
}

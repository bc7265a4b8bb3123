//! A shell that a transcript is typed into.

use std::path::Path;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::patiently;

/// What tells the end of a command, which no command prints.
const END: &str = "-- visitor: that was all --";

/// A shell, which remembers variables and functions from one command to the next. Dropping it ends it.
#[derive(Debug)]
pub struct Shell {
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    _child: Child,
}

impl Shell {
    /// Starts one in a folder, where the programs beside this one are found by their names.
    ///
    /// # Panics
    /// If there is no `sh`.
    #[must_use]
    pub fn start(folder: &Path, program: &str) -> Self {
        let beside = Path::new(program).parent().into_iter().map(Path::to_owned);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(beside.chain(std::env::split_paths(&path)));
        let mut child = Command::new("sh")
            .current_dir(folder)
            .env("PATH", path.expect("folders have no separators in them"))
            // A proxy must not stand between two programs on this machine.
            .env("NO_PROXY", "127.0.0.1")
            .env("no_proxy", "127.0.0.1")
            .env("LC_ALL", "C")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("sh cannot be run: {error}"));
        let input = child.stdin.take().expect("it is a pipe");
        let output = child.stdout.take().expect("it is a pipe");
        Self {
            input,
            output: BufReader::new(output).lines(),
            _child: child,
        }
    }

    /// Types a command, and gives what it prints on both streams.
    ///
    /// # Panics
    /// If it does not come to an end.
    pub async fn run(&mut self, command: &str) -> String {
        // The group keeps the command away from what is typed next, and leaves its variables where they are.
        let typed = format!("{{ {command}\n}} </dev/null 2>&1\nprintf '\\n%s\\n' '{END}'\n");
        let written = self.input.write_all(typed.as_bytes()).await;
        written.expect("the shell reads");
        let mut printed = String::new();
        while let Some(line) = patiently(command, self.output.next_line())
            .await
            .expect("what is printed is UTF-8")
        {
            if line == END {
                return printed;
            }
            printed += &line;
            printed.push('\n');
        }
        panic!("the shell ends at: {command}\n{printed}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_remembers_and_tells_all() {
        let mut shell = Shell::start(&std::env::temp_dir(), "sh");
        assert_eq!(shell.run("A=1; f() {\n  echo $A\n}").await.trim(), "");
        assert_eq!(shell.run("f; echo 2 >&2; cat; printf 3").await, "1\n2\n3\n");
        assert_eq!(shell.run("false").await.trim(), "");
    }
}

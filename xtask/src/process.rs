//! Other programs, each with an end: run within a time limit, their output kept.

use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How often a wait looks again.
pub(crate) const PAUSE: Duration = Duration::from_millis(50);

/// A program that ended, by itself or not.
pub(crate) struct Finished {
    pub(crate) success: bool,
    /// Both streams, in the order they were written.
    pub(crate) output: String,
}

/// Run a program to its end or to the limit, whichever comes first; its log goes once it is read.
pub(crate) fn run(command: &mut Command, log: &Path, limit: Duration) -> Result<Finished, String> {
    let mut child = Running(spawn(command, log)?);
    let status = child.wait(limit);
    drop(child);
    let mut output = read_log(log);
    // The reader has it all; one that stays does no harm.
    let _ = std::fs::remove_file(log);
    if status.is_none() {
        output.push_str(&format!("\n(stopped after {} s)\n", limit.as_secs()));
    }
    Ok(Finished {
        success: status.is_some_and(|status| status.success()),
        output,
    })
}

/// Start a program whose streams both go into one file.
pub(crate) fn spawn(command: &mut Command, log: &Path) -> Result<Child, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let failed = |error: std::io::Error| format!("cannot start {name}: {error}");
    if let Some(folder) = log.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    File::create(log).map_err(failed)?;
    // Appending, so that the two streams do not overwrite each other.
    let out = File::options().append(true).open(log).map_err(failed)?;
    let err = out.try_clone().map_err(failed)?;
    // A proxy of this machine must not stand between two programs on it.
    let command = command
        .env("NO_PROXY", "127.0.0.1,localhost")
        .env("no_proxy", "127.0.0.1,localhost");
    command
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(err)
        .spawn()
        .map_err(failed)
}

pub(crate) fn read_log(log: &Path) -> String {
    std::fs::read(log)
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .unwrap_or_default()
}

/// A program that does not outlive its owner.
pub(crate) struct Running(pub(crate) Child);

impl Running {
    fn wait(&mut self, limit: Duration) -> Option<ExitStatus> {
        let deadline = Instant::now() + limit;
        loop {
            match self.0.try_wait() {
                Ok(Some(status)) => return Some(status),
                Ok(None) if Instant::now() < deadline => sleep(PAUSE),
                Ok(None) | Err(_) => return None,
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself, and then there is nothing left to stop.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(name: &str, script: &str, limit: Duration) -> Finished {
        let log = std::env::temp_dir().join(format!("xtask-{}-{name}.log", std::process::id()));
        let finished =
            run(Command::new("sh").args(["-c", script]), &log, limit).expect("sh starts");
        assert!(!log.exists(), "the log stays");
        finished
    }

    #[test]
    fn both_streams_are_kept_in_order() {
        let finished = shell(
            "streams",
            "echo a; echo b >&2; echo c; exit 3",
            Duration::from_secs(30),
        );
        assert_eq!(finished.output, "a\nb\nc\n");
        assert!(!finished.success);
    }

    #[test]
    fn a_program_past_its_limit_is_stopped_and_has_failed() {
        let start = Instant::now();
        let finished = shell("limit", "exec sleep 60", Duration::from_millis(100));
        assert!(!finished.success && finished.output.contains("stopped after"));
        assert!(start.elapsed() < Duration::from_secs(30));
    }
}

//! The server under load: a process of its own, on a processor of its own.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use crate::options::{Era, Options};

/// How long a profile may take to be written.
const END: Duration = Duration::from_secs(60);

pub(crate) struct Server {
    child: Child,
    place: Place,
}

/// Where it is spoken to.
pub(crate) enum Place {
    Address(SocketAddr),
    Streams(ChildStdin, BufReader<ChildStdout>),
    Taken,
}

impl Server {
    pub(crate) fn start(options: &Options) -> Result<Self, String> {
        let failed = |error: std::io::Error| format!("{}: {error}", options.server[0]);
        let mut child = command(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(failed)?;
        let input = child.stdin.take().expect("it was piped");
        let mut output = BufReader::new(child.stdout.take().expect("it was piped"));
        let mut server = Self {
            child,
            place: Place::Taken,
        };
        server.place = if options.era == Era::Stdio {
            Place::Streams(input, output)
        } else {
            let mut line = String::new();
            output.read_line(&mut line).map_err(failed)?;
            let address = line
                .trim()
                .parse()
                .map_err(|_| format!("{} tells no address: {line}", options.server[0]))?;
            Place::Address(address)
        };
        Ok(server)
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn address(&self) -> Result<SocketAddr, String> {
        match self.place {
            Place::Address(address) => Ok(address),
            _ => Err("the server has no address".to_owned()),
        }
    }

    pub(crate) fn take_streams(&mut self) -> Result<(ChildStdin, BufReader<ChildStdout>), String> {
        match std::mem::replace(&mut self.place, Place::Taken) {
            Place::Streams(input, output) => Ok((input, output)),
            _ => Err("the server has no streams".to_owned()),
        }
    }

    /// Ends it as an operator would, so that a profiler can write down what it saw.
    pub(crate) fn end(mut self) -> Result<(), String> {
        let pid = self.pid().to_string();
        let kill = Command::new("kill").args(["-TERM", &pid]).status();
        kill.map_err(|error| format!("kill: {error}"))?;
        let deadline = Instant::now() + END;
        while Instant::now() < deadline {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err("the server does not end".to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, and then there is nothing left to stop.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The server itself, behind programs that turn into it.
fn command(options: &Options) -> Command {
    let mut words: Vec<String> = Vec::new();
    if let Some(cores) = &options.cores {
        words.extend(["taskset".to_owned(), "-c".to_owned(), cores.clone()]);
    }
    if let Some(profile) = &options.callgrind {
        let out = format!("--callgrind-out-file={}", profile.display());
        words.extend(["valgrind".to_owned(), "--tool=callgrind".to_owned(), out]);
    }
    words.extend(options.server.iter().cloned());
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]);
    command
}

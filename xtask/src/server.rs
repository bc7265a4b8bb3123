//! The servers under test: built, started on a free loopback port, stopped when done with.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::files;
use crate::process::{self, PAUSE, Running};

/// How long a server may take until it accepts connections.
const START: Duration = Duration::from_secs(30);

/// A server that runs until it is dropped, and then leaves no files behind.
pub(crate) struct Server {
    // Before its files: fields are dropped from the first to the last.
    process: Running,
    _leftovers: Leftovers,
    address: SocketAddr,
    log: PathBuf,
}

impl Server {
    /// The project tracker, on a database of its own.
    pub(crate) fn tracker() -> Result<Self, String> {
        build("project-tracker", "project-tracker")?;
        let folder = files::clients();
        std::fs::create_dir_all(&folder)
            .map_err(|error| format!("cannot create {}: {error}", folder.display()))?;
        let database = folder.join(format!("tracker-{}.db", std::process::id()));
        let mut command = Command::new(binary("project-tracker"));
        command.arg("--database").arg(&database);
        Self::start(command, "project-tracker", Leftovers::database(&database))
    }

    /// So that several of the next can start at once.
    pub(crate) fn build_everything() -> Result<(), String> {
        build("mcp-tests", "everything")
    }

    /// The server the official suite expects, once it is built.
    pub(crate) fn everything() -> Result<Self, String> {
        Self::start(
            Command::new(binary("everything")),
            "everything",
            Leftovers(Vec::new()),
        )
    }

    fn start(mut command: Command, name: &str, mut leftovers: Leftovers) -> Result<Self, String> {
        let address =
            free_address().map_err(|error| format!("no free port on 127.0.0.1: {error}"))?;
        let log = files::clients().join(format!("logs/{name}-{}.log", address.port()));
        leftovers.0.push(log.clone());
        command.arg("--listen").arg(address.to_string());
        let process = Running(process::spawn(&mut command, &log)?);
        let mut server = Self {
            process,
            _leftovers: leftovers,
            address,
            log,
        };
        server
            .wait_until_it_accepts()
            .map_err(|error| format!("{name} {error}\n{}", server.said()))?;
        Ok(server)
    }

    fn wait_until_it_accepts(&mut self) -> Result<(), String> {
        let deadline = Instant::now() + START;
        while Instant::now() < deadline {
            if let Ok(Some(status)) = self.process.0.try_wait() {
                return Err(format!("ended at once ({status})"));
            }
            if TcpStream::connect_timeout(&self.address, START).is_ok() {
                return Ok(());
            }
            sleep(PAUSE);
        }
        Err(format!(
            "did not accept a connection on {} within {} s",
            self.address,
            START.as_secs()
        ))
    }

    /// Its address, without a path.
    pub(crate) fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The end of what it wrote, for whoever looks for a cause.
    pub(crate) fn said(&self) -> String {
        let text = process::read_log(&self.log);
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }
}

/// Files that go when their server is gone.
struct Leftovers(Vec<PathBuf>);

impl Leftovers {
    /// A database and what may lie beside it while it is open.
    fn database(path: &Path) -> Self {
        let ends = ["", "-shm", "-wal", "-journal"];
        Self(
            ends.iter()
                .map(|end| PathBuf::from(format!("{}{end}", path.display())))
                .collect(),
        )
    }
}

impl Drop for Leftovers {
    fn drop(&mut self) {
        for path in &self.0 {
            // Most of these are only there for some of the time.
            let _ = std::fs::remove_file(path);
        }
    }
}

fn build(package: &str, binary: &str) -> Result<(), String> {
    println!("building {binary}");
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", package, "--bin", binary])
        .current_dir(files::root())
        .status()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{binary} does not build"))
    }
}

fn binary(name: &str) -> PathBuf {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    Path::new(&files::target()).join("debug").join(file)
}

/// A loopback port nobody listens on: asked for, and given back.
fn free_address() -> std::io::Result<SocketAddr> {
    TcpListener::bind(("127.0.0.1", 0))?.local_addr()
}

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
    /// Where it listens, without a path: first for MCP clients.
    addresses: Vec<String>,
    log: PathBuf,
}

impl Server {
    /// So that several of the next can start at once.
    pub(crate) fn build_tracker() -> Result<(), String> {
        build("project-tracker", "project-tracker")
    }

    /// The project tracker on a database of its own, once it is built; its API is its second address.
    pub(crate) fn tracker() -> Result<Self, String> {
        let address = free_address()?;
        let database = files::clients().join(format!("tracker-{}.db", address.port()));
        let mut command = Command::new(binary("project-tracker"));
        command.arg("--database").arg(&database);
        let leftovers = Leftovers::database(&database);
        let mut server = Self::start(address, command, "project-tracker", leftovers)?;
        let first = server.base();
        let api = server.wait("to say where its API is", |server| {
            let said = process::read_log(&server.log);
            let addresses = said.split_whitespace().filter_map(of_an_api);
            let mut others = addresses.filter(|address| *address != first);
            others.next().map(str::to_owned)
        })?;
        server.addresses.push(api);
        Ok(server)
    }

    /// So that several of the next can start at once.
    pub(crate) fn build_everything() -> Result<(), String> {
        build("mcp-tests", "everything")
    }

    /// The server the official suite expects, once it is built.
    pub(crate) fn everything() -> Result<Self, String> {
        Self::start(
            free_address()?,
            Command::new(binary("everything")),
            "everything",
            Leftovers(Vec::new()),
        )
    }

    fn start(
        address: SocketAddr,
        mut command: Command,
        name: &str,
        mut leftovers: Leftovers,
    ) -> Result<Self, String> {
        let log = files::clients().join(format!("logs/{name}-{}.log", address.port()));
        leftovers.0.push(log.clone());
        command.arg("--listen").arg(address.to_string());
        let process = Running(process::spawn(&mut command, &log)?);
        let mut server = Self {
            process,
            _leftovers: leftovers,
            addresses: vec![format!("http://{address}")],
            log,
        };
        server.wait(&format!("to accept a connection on {address}"), |_| {
            TcpStream::connect_timeout(&address, START).ok()
        })?;
        Ok(server)
    }

    /// Looks until there is something, but not for ever, nor once the server has ended.
    fn wait<T>(
        &mut self,
        what: &str,
        mut look: impl FnMut(&Self) -> Option<T>,
    ) -> Result<T, String> {
        let deadline = Instant::now() + START;
        while Instant::now() < deadline {
            if let Ok(Some(status)) = self.process.0.try_wait() {
                return Err(format!(
                    "the server ended at once ({status})\n{}",
                    self.said()
                ));
            }
            if let Some(found) = look(self) {
                return Ok(found);
            }
            sleep(PAUSE);
        }
        Err(format!(
            "the server took longer than {} s {what}\n{}",
            START.as_secs(),
            self.said()
        ))
    }

    /// Its address for MCP clients, without a path.
    pub(crate) fn base(&self) -> String {
        self.addresses[0].clone()
    }

    /// All its addresses.
    pub(crate) fn addresses(&self) -> &[String] {
        &self.addresses
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
fn free_address() -> Result<SocketAddr, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0));
    let address = listener.and_then(|listener| listener.local_addr());
    address.map_err(|error| format!("no free port on 127.0.0.1: {error}"))
}

/// The address in a link to something of an API.
fn of_an_api(word: &str) -> Option<&str> {
    let (address, _) = word.split_once("/api/")?;
    address.starts_with("http://").then_some(address)
}

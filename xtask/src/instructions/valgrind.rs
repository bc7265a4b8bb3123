//! Valgrind: the machine's own, or one from the distribution's packages in `target/valgrind`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::{files, process};

const LIMIT: Duration = Duration::from_secs(120);

/// Nobody waits long for a server that is not there.
const PATIENCE: [&str; 4] = [
    "-o",
    "Acquire::http::Timeout=10",
    "-o",
    "Acquire::Retries=1",
];

/// Long copies are loops: the one instruction that copies all would count once for each byte.
const LOOPS: &str = "glibc.cpu.x86_rep_movsb_threshold=1073741824";

pub(super) struct Valgrind {
    program: PathBuf,
    /// Where its tools are, if not where it was built for.
    library: Option<PathBuf>,
}

impl Valgrind {
    /// One that runs here, or why there is none.
    pub(super) fn find_or_install() -> Result<Self, String> {
        if !cfg!(target_os = "linux") {
            return Err("callgrind is used on Linux only".to_owned());
        }
        let own = Self {
            program: "valgrind".into(),
            library: None,
        };
        if own.runs() {
            return Ok(own);
        }
        let fetched = Self::in_folder(&folder().join("root"));
        if !fetched.runs() {
            println!(
                "valgrind is not installed; fetching it into {}",
                folder().display()
            );
            fetch().map_err(|error| {
                format!("there is no valgrind, and apt gives none; install it: {error}")
            })?;
        }
        if fetched.runs() {
            Ok(fetched)
        } else {
            Err("the valgrind that apt gives does not run here; install one that does".to_owned())
        }
    }

    fn in_folder(root: &Path) -> Self {
        Self {
            program: root.join("usr/bin/valgrind.bin"),
            library: Some(root.join("usr/libexec/valgrind")),
        }
    }

    /// Callgrind, for a program that is yet to be named. It finds no variables in its environment
    /// that could change what the program does.
    pub(super) fn callgrind(&self, out: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.env_clear();
        command.envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command.env("GLIBC_TUNABLES", LOOPS);
        command.envs(self.library.iter().map(|library| ("VALGRIND_LIB", library)));
        command
            .arg("--tool=callgrind")
            .arg(format!("--callgrind-out-file={}", out.display()));
        command
    }

    /// Whether it can run anything at all.
    fn runs(&self) -> bool {
        let tried = self.callgrind(Path::new("/dev/null")).arg("true").output();
        tried.is_ok_and(|tried| tried.status.success())
    }
}

fn folder() -> PathBuf {
    files::target().join("valgrind")
}

/// Fetches the package and unpacks it, which takes no rights.
fn fetch() -> Result<(), String> {
    let folder = folder();
    let cannot = |error| format!("cannot write to {}: {error}", folder.display());
    // What an earlier run left half done.
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(cannot)?;
    }
    fs::create_dir_all(&folder).map_err(cannot)?;
    if download(&[]).is_err() {
        // A machine that never asked which packages there are: ask for ourselves. What goes wrong
        // here shows in what follows.
        let own = own_lists(&folder).map_err(cannot)?;
        let _ = run(apt(&own).arg("update"));
        download(&own)?;
    }
    let package = package(&folder).ok_or("apt-get left no package behind")?;
    run(Command::new("dpkg-deb")
        .arg("-x")
        .arg(package)
        .arg(folder.join("root")))
}

fn download(options: &[String]) -> Result<(), String> {
    run(apt(options).args(["download", "valgrind"]))
}

fn apt(options: &[String]) -> Command {
    let mut apt = Command::new("apt-get");
    apt.args(PATIENCE).args(options).current_dir(folder());
    apt
}

/// Options that keep apt's lists in a folder of ours.
fn own_lists(folder: &Path) -> std::io::Result<Vec<String>> {
    let (state, cache) = (folder.join("lists"), folder.join("cache"));
    fs::create_dir_all(state.join("partial"))?;
    fs::create_dir_all(cache.join("archives/partial"))?;
    Ok(vec![
        format!("-oDir::State::Lists={}", state.display()),
        format!("-oDir::Cache={}", cache.display()),
        "-oAPT::Sandbox::User=".to_owned(),
    ])
}

fn package(folder: &Path) -> Option<PathBuf> {
    let files = fs::read_dir(folder).ok()?.flatten();
    files
        .map(|file| file.path())
        .find(|path| path.extension().is_some_and(|end| end == "deb"))
}

fn run(command: &mut Command) -> Result<(), String> {
    let log = files::target().join(format!("valgrind-{}.log", std::process::id()));
    let finished = process::run(command, &log, LIMIT)?;
    if finished.success {
        Ok(())
    } else {
        Err(finished.output)
    }
}

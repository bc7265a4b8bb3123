//! What a server of one tool costs to build, in a folder of its own: its packages, the CPU time of a
//! release build from nothing and of one after an edit, its size.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use serde::Serialize;

use super::build;
use super::scenarios::Contestant;
use crate::cost::cpu;
use crate::{files, process};

const LIMIT: Duration = Duration::from_secs(1800);

/// As the guide advises to build a release.
const ADVISED: Profile = ["lto=false", "codegen-units=1"];

/// As cargo builds one where nobody says otherwise.
const UNADVISED: Profile = ["lto=false", "codegen-units=16"];

/// What a manifest would say of releases.
type Profile = [&'static str; 2];

/// What it took.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Build {
    /// How many packages it is built from, itself included.
    pub(super) packages: f64,
    /// CPU seconds from nothing.
    pub(super) cold: f64,
    /// The same as cargo builds where nobody says otherwise.
    pub(super) unadvised: f64,
    /// CPU seconds after a touch of its only file.
    pub(super) again: f64,
    pub(super) bytes: f64,
}

/// `load` is what cargo is told to build, `server` the file that is edited.
pub(super) fn measure(who: &Contestant) -> Result<Build, String> {
    let hello = Hello::new(who)?;
    let packages = hello.packages()?;
    let unadvised = cpu::of(|| hello.build(UNADVISED))?.total();
    hello.forget()?;
    let cold = cpu::of(|| hello.build(ADVISED))?.total();
    hello.touch()?;
    let again = cpu::of(|| hello.build(ADVISED))?.total();
    Ok(Build {
        packages,
        cold,
        unadvised,
        again,
        bytes: hello.size()?,
    })
}

struct Hello {
    source: PathBuf,
    /// What cargo is told to build.
    selection: Vec<&'static str>,
    /// Where it builds.
    target: PathBuf,
}

impl Hello {
    /// With nothing built yet.
    fn new(who: &Contestant) -> Result<Self, String> {
        let hello = Self {
            source: files::root().join(who.server),
            selection: who.load.split_whitespace().collect(),
            target: build::target().join("hello").join(who.name),
        };
        hello.forget()?;
        Ok(hello)
    }

    /// Removes all that is built.
    fn forget(&self) -> Result<(), String> {
        match fs::remove_dir_all(&self.target) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(format!("cannot remove {}: {error}", self.target.display()))
            }
            _ => Ok(()),
        }
    }

    fn build(&self, profile: Profile) -> Result<(), String> {
        let mut cargo = self.cargo("build");
        cargo.args(["--release", "--quiet"]).args(&self.selection);
        for line in profile {
            cargo.args(["--config", &format!("profile.release.{line}")]);
        }
        cargo.arg("--target-dir").arg(&self.target);
        self.finish(&mut cargo).map(drop)
    }

    /// Those of this machine's target, and what they are built with.
    fn packages(&self) -> Result<f64, String> {
        let mut cargo = self.cargo("tree");
        cargo
            .args(["--edges", "normal,build", "--prefix", "none"])
            .args(["--format", "{p}", "--quiet"])
            .args(self.selection.iter().take(2));
        let tree = self.finish(&mut cargo)?;
        // A package that was listed before has a mark behind it.
        let mut packages: Vec<&str> = tree
            .lines()
            .map(|line| line.trim_end_matches(" (*)"))
            .filter(|line| !line.is_empty())
            .collect();
        packages.sort_unstable();
        packages.dedup();
        Ok(packages.len() as f64)
    }

    fn touch(&self) -> Result<(), String> {
        let touched = File::options()
            .append(true)
            .open(&self.source)
            .and_then(|file| file.set_modified(SystemTime::now()));
        touched.map_err(|error| format!("cannot touch {}: {error}", self.source.display()))
    }

    fn size(&self) -> Result<f64, String> {
        let folder = match self.selection.contains(&"--example") {
            true => "release/examples/hello",
            false => "release/hello",
        };
        let path = self.target.join(folder);
        let file = fs::metadata(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(file.len() as f64)
    }

    /// Cargo in the workspace that the source belongs to.
    fn cargo(&self, command: &str) -> Command {
        let mut cargo = Command::new(env!("CARGO"));
        let folder = self.source.parent().unwrap_or(Path::new("."));
        cargo.arg(command).arg("--locked").current_dir(folder);
        cargo
    }

    fn finish(&self, command: &mut Command) -> Result<String, String> {
        let log = self
            .target
            .join(format!("cargo-{}.log", std::process::id()));
        let finished = process::run(command, &log, LIMIT)?;
        match finished.success {
            true => Ok(finished.output),
            false => Err(format!("cargo failed: {}", finished.output.trim())),
        }
    }
}

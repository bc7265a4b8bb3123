//! The programs of a run, and how each is started: those that are built, and scripts in languages
//! that the machine may not have.

use std::path::PathBuf;

use super::build;
use super::scenarios::{Contestant, Scenario};
use crate::clients::{install, tools};

/// The names by which scenarios call the scripts.
pub(super) const TYPESCRIPT: &str = "typescript";
pub(super) const PYTHON: &str = "python";

pub(super) struct Programs {
    built: PathBuf,
    scripts: Vec<Script>,
}

/// A server that is run and not built.
struct Script {
    name: &'static str,
    /// What it runs on, or why it does not run.
    installed: Result<Installed, String>,
}

struct Installed {
    /// Name and version of the framework, and of what runs it.
    version: String,
    command: Vec<PathBuf>,
}

impl Programs {
    /// Build what is built; install what these scenarios run beside it.
    pub(super) fn prepare(scenarios: &[&'static Scenario]) -> Result<Self, String> {
        let built = build::all()?;
        let wanted = |(name, _): &(&str, _)| {
            let mut contestants = scenarios.iter().flat_map(|scenario| scenario.contestants);
            contestants.any(|who| who.program() == *name)
        };
        let known: [(_, fn() -> _); 2] = [(TYPESCRIPT, typescript), (PYTHON, python)];
        let scripts = known.into_iter().filter(wanted).map(|(name, prepare)| {
            let installed = prepare();
            if let Err(error) = &installed {
                println!("{name} is left out: {error}");
            }
            Script { name, installed }
        });
        Ok(Self {
            built,
            scripts: scripts.collect(),
        })
    }

    /// A program that was built.
    pub(super) fn built(&self, name: &str) -> PathBuf {
        self.built.join(name)
    }

    /// The versions of what is run and not built, or why it is left out.
    pub(super) fn scripts(&self) -> Vec<String> {
        self.scripts.iter().map(Script::describe).collect()
    }

    /// The words that a contestant's command begins with.
    pub(super) fn command(&self, who: &Contestant) -> Result<Vec<PathBuf>, String> {
        let name = who.program();
        match self.scripts.iter().find(|script| script.name == name) {
            None => Ok(vec![self.built(name)]),
            Some(script) => match &script.installed {
                Ok(installed) => Ok(installed.command.clone()),
                Err(error) => Err(format!("left out: {error}")),
            },
        }
    }
}

impl Script {
    fn describe(&self) -> String {
        match &self.installed {
            Ok(installed) => installed.version.clone(),
            Err(error) => {
                let why = error.lines().next().unwrap_or_default();
                format!("{} is left out: {why}", self.name)
            }
        }
    }
}

fn typescript() -> Result<Installed, String> {
    let node = tools::node()?;
    let sources = build::workspace().join(TYPESCRIPT);
    let folder = build::target().join(TYPESCRIPT);
    install::copy_sources(&sources, &folder)?;
    let _lock = install::lock(&build::target().join("lock"))?;
    install::node_packages(&folder)?;
    let pins = read(&folder.join("package.json"))?;
    let pinned = pins
        .lines()
        .filter(|line| line.contains("\"@modelcontextprotocol/"));
    let pinned: Vec<String> = pinned
        .map(|line| line.trim().trim_end_matches(',').replace("\": \"", " "))
        .map(|pin| pin.replace('"', ""))
        .collect();
    Ok(Installed {
        version: format!("{} on Node.js {node}", pinned.join(", ")),
        command: vec!["node".into(), folder.join("server.mjs")],
    })
}

fn python() -> Result<Installed, String> {
    let python = tools::python()?;
    let sources = build::workspace().join(PYTHON);
    let folder = build::target().join(PYTHON);
    let requirements = sources.join("requirements.txt");
    std::fs::create_dir_all(&folder)
        .map_err(|error| format!("cannot create {}: {error}", folder.display()))?;
    let _lock = install::lock(&build::target().join("lock"))?;
    install::python_packages(&folder, &requirements, &python)?;
    let pins = read(&requirements)?;
    let pinned: Vec<String> = pins.lines().map(|pin| pin.replace("==", " ")).collect();
    Ok(Installed {
        version: format!("{} on {python}", pinned.join(", ")),
        command: vec![folder.join("bin/python"), sources.join("server.py")],
    })
}

fn read(path: &std::path::Path) -> Result<String, String> {
    std::fs::read_to_string(path)
        .map_err(|error| format!("cannot read {}: {error}", path.display()))
}

//! A folder with pinned packages in it, installed once for each set of pins.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::files;
use crate::process;

const LIMIT: Duration = Duration::from_secs(600);
const STAMP: &str = "installed.txt";

pub(super) struct Folder {
    pub(super) path: PathBuf,
    packages: Packages,
}

enum Packages {
    /// The manifest that names them.
    Node(String),
    Python {
        /// As pip wants them named.
        names: Vec<String>,
        /// An environment belongs to the Python that made it.
        python: String,
    },
}

impl Folder {
    pub(super) fn node(path: PathBuf, manifest: String) -> Self {
        let packages = Packages::Node(manifest);
        Self { path, packages }
    }

    pub(super) fn python(path: PathBuf, names: &[String], python: &str) -> Self {
        let (names, python) = (names.to_vec(), python.to_owned());
        let packages = Packages::Python { names, python };
        Self { path, packages }
    }

    /// What its stamp says once everything is in it.
    fn pins(&self) -> String {
        match &self.packages {
            Packages::Node(manifest) => manifest.clone(),
            Packages::Python { names, python } => format!("{}\n{python}", names.join("\n")),
        }
    }

    pub(super) fn is_installed(&self) -> bool {
        fs::read_to_string(self.path.join(STAMP)).is_ok_and(|pins| pins == self.pins())
    }

    pub(super) fn install(&self) -> Result<(), String> {
        let name = self.path.file_name().unwrap_or_default().display();
        println!("{name}: installing");
        let start = Instant::now();
        match &self.packages {
            Packages::Node(manifest) => self.run_npm(manifest),
            Packages::Python { names, .. } => self.run_pip(names),
        }
        .map_err(|error| format!("{name} could not be installed:\n{error}"))?;
        let stamp = self.path.join(STAMP);
        fs::write(&stamp, self.pins())
            .map_err(|error| format!("cannot write {}: {error}", stamp.display()))?;
        let seconds = start.elapsed().as_secs_f64();
        println!("{name}: installed in {seconds:.1} s");
        Ok(())
    }

    fn run_npm(&self, manifest: &str) -> Result<(), String> {
        let failed = |error| format!("cannot write to {}: {error}", self.path.display());
        fs::create_dir_all(&self.path).map_err(failed)?;
        fs::write(self.path.join("package.json"), manifest).map_err(failed)?;
        let mut npm = Command::new("npm");
        npm.args([
            "install",
            "--no-package-lock",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ]);
        self.finish(npm.current_dir(&self.path))
    }

    fn run_pip(&self, names: &[String]) -> Result<(), String> {
        let mut venv = Command::new("python3");
        venv.args(["-m", "venv", "--clear"]).arg(&self.path);
        self.finish(&mut venv).map_err(|error| {
            format!("{error}\nif the venv module is missing, install python3-venv")
        })?;
        let mut pip = Command::new(self.path.join("bin/python"));
        pip.args(["-m", "pip", "install", "--quiet"]);
        self.finish(pip.arg("--disable-pip-version-check").args(names))
    }

    fn finish(&self, command: &mut Command) -> Result<(), String> {
        let name = self.path.file_name().unwrap_or_default().display();
        let id = std::process::id();
        let log = files::clients().join(format!("logs/install-{name}-{id}.log"));
        let finished = process::run(command, &log, LIMIT)?;
        finished.success.then_some(()).ok_or(finished.output)
    }
}

/// The manifest of a folder with these packages, `NAME@VERSION` each.
pub(super) fn manifest(packages: &[String]) -> String {
    let dependencies: serde_json::Map<_, _> = packages
        .iter()
        .filter_map(|package| package.rsplit_once('@'))
        .map(|(name, version)| (name.to_owned(), json!(version)))
        .collect();
    let manifest = json!({ "private": true, "dependencies": dependencies });
    format!("{manifest}\n")
}

/// Install what the folder's `package.json` names, unless that is done.
pub(crate) fn node_packages(folder: &Path) -> Result<(), String> {
    let manifest = read(&folder.join("package.json"))?;
    once(&Folder::node(folder.to_path_buf(), manifest))
}

/// Install what a file of requirements names, one a line, unless that is done.
pub(crate) fn python_packages(
    folder: &Path,
    requirements: &Path,
    python: &str,
) -> Result<(), String> {
    let names: Vec<String> = read(requirements)?.lines().map(str::to_owned).collect();
    once(&Folder::python(folder.to_path_buf(), &names, python))
}

fn once(folder: &Folder) -> Result<(), String> {
    if folder.is_installed() {
        return Ok(());
    }
    folder.install()
}

pub(super) fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_pins_each_package() {
        let manifest = manifest(&["@a/sdk@1.2.3".to_owned(), "b@4.5.6".to_owned()]);
        let read: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
        let pins = json!({ "@a/sdk": "1.2.3", "b": "4.5.6" });
        assert_eq!(read["dependencies"], pins);
    }
}

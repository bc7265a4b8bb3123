//! The generated crates on disk, a workspace of their own, and what cargo does with them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::crates::{FEW, Form, MANY, SERVER, server};
use crate::files;
use crate::process;

const LIMIT: Duration = Duration::from_secs(1800);

/// What the server needs beside the framework.
const TOKIO: &str = "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n";

pub(super) struct Workspace {
    folder: PathBuf,
}

impl Workspace {
    /// Write all crates, with the versions of the project's own lock file.
    pub(super) fn write() -> Result<Self, String> {
        let workspace = Self {
            folder: files::target().join("cost"),
        };
        let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n";
        workspace.put("Cargo.toml", manifest)?;
        let lock = files::root().join("Cargo.lock");
        let locked = fs::read_to_string(&lock)
            .map_err(|error| format!("cannot read {}: {error}", lock.display()))?;
        workspace.put("Cargo.lock", &locked)?;
        for form in Form::BOTH {
            for tools in [FEW, MANY] {
                let name = form.package(tools);
                workspace.put(&manifest_of(&name), &manifest_text(&name, ""))?;
                let library = form.library(tools);
                workspace.put(&format!("crates/{name}/src/lib.rs"), &library)?;
            }
        }
        workspace.put(&manifest_of(SERVER), &manifest_text(SERVER, TOKIO))?;
        workspace.edit_server(0)?;
        Ok(workspace)
    }

    pub(super) fn edit_server(&self, edition: usize) -> Result<(), String> {
        self.put(&format!("crates/{SERVER}/src/main.rs"), &server(edition))
    }

    pub(super) fn build_all(&self) -> Result<(), String> {
        self.cargo(&["build", "--workspace"], &[])
    }

    pub(super) fn build(&self, package: &str) -> Result<(), String> {
        self.cargo(&["build", "--package", package], &[])
    }

    /// Make cargo build this package anew, and nothing else.
    pub(super) fn forget(&self, package: &str) -> Result<(), String> {
        self.cargo(&["clean", "--package", package], &[])
    }

    /// The package's library as the compiler sees it after all macros.
    pub(super) fn expand(&self, package: &str) -> Result<String, String> {
        self.forget(package)?;
        let expanded = self.folder.join(format!("{package}.expanded.rs"));
        let output = expanded.display().to_string();
        let rustc = ["-Zunpretty=expanded", "-o", &output];
        self.cargo(&["rustc", "--package", package, "--lib"], &rustc)?;
        fs::read_to_string(&expanded).map_err(|error| format!("cannot read {output}: {error}"))
    }

    fn cargo(&self, args: &[&str], rustc: &[&str]) -> Result<(), String> {
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(args)
            .arg("--quiet")
            .arg("--target-dir")
            .arg(self.folder.join("target"))
            .current_dir(&self.folder)
            .env("RUSTC_BOOTSTRAP", unstable());
        if !rustc.is_empty() {
            cargo.arg("--").args(rustc);
        }
        let log = self
            .folder
            .join(format!("cargo-{}.log", std::process::id()));
        let finished = process::run(&mut cargo, &log, LIMIT)?;
        if finished.success {
            Ok(())
        } else {
            let output = finished.output;
            Err(format!("`cargo {}` failed:\n{output}", args.join(" ")))
        }
    }

    /// Write a file unless it is there already: a new date alone makes cargo build anew.
    fn put(&self, path: &str, text: &str) -> Result<(), String> {
        let path = self.folder.join(path);
        if fs::read_to_string(&path).is_ok_and(|old| old == text) {
            return Ok(());
        }
        let failed = |error: std::io::Error| format!("cannot write {}: {error}", path.display());
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).map_err(failed)?;
        fs::write(&path, text).map_err(failed)
    }
}

/// The crates that the stable compiler lets use its unstable flags. Always the same ones, for build
/// scripts of dependencies run anew when this changes.
fn unstable() -> String {
    let names = Form::BOTH.map(|form| [FEW, MANY].map(|tools| form.package(tools)).join(","));
    names.join(",").replace('-', "_")
}

fn manifest_of(package: &str) -> String {
    format!("crates/{package}/Cargo.toml")
}

fn manifest_text(package: &str, dependencies: &str) -> String {
    let path = files::root().join("mcp-server");
    let path = path.display();
    format!(
        "[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nmcp-server = {{ path = '{path}' }}\n{dependencies}"
    )
}

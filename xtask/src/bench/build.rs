//! The programs of `benches/versus`, each built by itself: features of one reach no other.

use std::path::PathBuf;
use std::process::Command;

use crate::files;

const PACKAGES: [&str; 5] = [
    "versus-driver",
    "versus-raw",
    "versus-ours",
    "versus-rmcp",
    "versus-turbomcp",
];

pub(super) fn workspace() -> PathBuf {
    files::root().join("benches/versus")
}

pub(super) fn target() -> PathBuf {
    files::target().join("bench")
}

/// Build all; where the programs are then.
pub(super) fn all() -> Result<PathBuf, String> {
    for package in PACKAGES {
        println!("building {package}");
        let status = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--release", "--locked"])
            .args(["--package", package])
            .arg("--target-dir")
            .arg(target())
            .current_dir(workspace())
            .status()
            .map_err(|error| format!("cannot run cargo: {error}"))?;
        if !status.success() {
            return Err(format!("{package} does not build"));
        }
    }
    Ok(target().join("release"))
}

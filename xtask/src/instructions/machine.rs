//! What decides how many instructions the same source comes to.

use std::fmt;
use std::process::Command;

use serde::{Deserialize, Serialize};

use crate::files;

/// Compiler, target, and what is chosen only when the program runs: the C library's allocator, and
/// the copies and searches for this kind of processor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Machine {
    rustc: String,
    target: String,
    libc: String,
    avx2: bool,
}

impl Machine {
    pub(super) fn read() -> Result<Self, String> {
        let rustc = said("rustc", &["-vV"])?;
        let field = |name: &str| {
            let mut lines = rustc.lines();
            let value = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
            value.unwrap_or("unknown").to_owned()
        };
        Ok(Self {
            rustc: format!("{} ({})", field("release"), field("commit-hash")),
            target: field("host"),
            libc: said("getconf", &["GNU_LIBC_VERSION"]).unwrap_or_else(|_| "unknown".to_owned()),
            avx2: avx2(),
        })
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            rustc,
            target,
            libc,
            avx2,
        } = self;
        let avx2 = if *avx2 { "AVX2" } else { "no AVX2" };
        write!(f, "rustc {rustc}, {target}, {libc}, {avx2}")
    }
}

#[cfg(target_arch = "x86_64")]
fn avx2() -> bool {
    std::arch::is_x86_feature_detected!("avx2")
}

#[cfg(not(target_arch = "x86_64"))]
fn avx2() -> bool {
    false
}

fn said(program: &str, args: &[&str]) -> Result<String, String> {
    let output = Command::new(program)
        .args(args)
        .current_dir(files::root())
        .output()
        .map_err(|error| format!("cannot run {program}: {error}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

//! Two runs under callgrind that differ in their requests: the difference is what a request costs.

use std::path::Path;
use std::process::Command;

use super::driver;
use super::profile::Profile;
use super::scenarios::Contestant;
use crate::files;

const FEW: u32 = 1000;
const MANY: u32 = 5000;

/// What one request costs.
pub(super) fn measure(programs: &Path, who: &Contestant) -> Result<Profile, String> {
    let valgrind = Command::new("valgrind").arg("--version").output();
    if valgrind.is_err() {
        return Err("valgrind is not installed".to_owned());
    }
    let few = after(programs, who, FEW)?;
    let many = after(programs, who, MANY)?;
    Ok((many - few) / f64::from(MANY - FEW))
}

fn after(programs: &Path, who: &Contestant, requests: u32) -> Result<Profile, String> {
    let file = who.server.replace([' ', '/'], "-") + who.load.trim_start_matches("--era ");
    let out = files::target().join(format!("bench/{file}.{requests}.callgrind"));
    driver::profile(programs, who, requests, &out)?;
    let text = std::fs::read_to_string(&out)
        .map_err(|error| format!("cannot read {}: {error}", out.display()))?;
    Profile::read(&text).ok_or_else(|| format!("{} is garbled", out.display()))
}

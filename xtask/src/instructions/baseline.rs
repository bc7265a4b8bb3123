//! What each path cost when somebody last looked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::counts::Counts;
use super::machine::Machine;
use crate::files;

/// The baseline, from the workspace's root.
pub(super) const FILE: &str = "benches/instructions.json";

#[derive(Serialize, Deserialize)]
pub(super) struct Baseline {
    pub(super) machine: Machine,
    pub(super) paths: BTreeMap<String, Counts>,
}

impl Baseline {
    pub(super) fn read() -> Result<Self, String> {
        let text = std::fs::read_to_string(files::root().join(FILE))
            .map_err(|error| format!("cannot read {FILE}: {error}; {}", Self::REMEDY))?;
        serde_json::from_str(&text)
            .map_err(|error| format!("{FILE} is garbled: {error}; {}", Self::REMEDY))
    }

    pub(super) fn write(&self) -> Result<(), String> {
        let mut text = serde_json::to_string_pretty(self).map_err(|error| error.to_string())?;
        text.push('\n');
        std::fs::write(files::root().join(FILE), text)
            .map_err(|error| format!("cannot write {FILE}: {error}"))
    }

    const REMEDY: &str = "write it with `cargo xtask instructions --bless`";
}

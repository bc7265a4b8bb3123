//! What a scenario found, read strictly.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::process::Finished;

#[derive(Debug, Deserialize)]
pub(super) struct Check {
    pub(super) id: String,
    pub(super) status: String,
    #[serde(rename = "errorMessage")]
    pub(super) error: Option<String>,
}

/// The suite adds this to every scenario: that what was said was well formed, whatever it was.
const IN_EVERY_SCENARIO: &str = "wire-schema-valid";

/// The checks of one scenario, and how the suite itself ended.
#[derive(Debug)]
pub(super) struct Verdict {
    checks: Vec<Check>,
    /// What went wrong with the run itself.
    trouble: Option<String>,
    output: String,
}

impl Verdict {
    /// Read what the suite left in the scenario's folder.
    pub(super) fn read(folder: &Path, finished: Finished) -> Self {
        let (checks, trouble) = match checks_in(folder) {
            Ok(checks) => (
                checks,
                (!finished.success).then(|| "the suite ended with an error".to_owned()),
            ),
            Err(error) => (Vec::new(), Some(error)),
        };
        Self {
            checks,
            trouble,
            output: finished.output,
        }
    }

    pub(super) fn refused(why: String) -> Self {
        Self {
            checks: Vec::new(),
            trouble: Some(why),
            output: String::new(),
        }
    }

    /// A warning fails as a failure does, and so does a scenario that proved nothing.
    pub(super) fn passed(&self) -> bool {
        self.trouble.is_none() && self.succeeded() > 0 && self.complaints().next().is_none()
    }

    /// How many of the scenario's own checks succeeded.
    pub(super) fn succeeded(&self) -> usize {
        let own = self
            .checks
            .iter()
            .filter(|check| check.id != IN_EVERY_SCENARIO);
        own.filter(|check| check.status == "SUCCESS").count()
    }

    pub(super) fn complaints(&self) -> impl Iterator<Item = &Check> {
        self.checks
            .iter()
            .filter(|check| !matches!(check.status.as_str(), "SUCCESS" | "SKIPPED" | "INFO"))
    }

    pub(super) fn summary(&self) -> String {
        let checked = format!("{} ok, {} not", self.succeeded(), self.complaints().count());
        match &self.trouble {
            Some(trouble) => format!("{checked}; {trouble}"),
            None if self.succeeded() == 0 => format!("{checked}; nothing was verified"),
            None => checked,
        }
    }

    /// What the suite printed, where the checks do not already tell the story.
    pub(super) fn output(&self) -> &str {
        if self.complaints().next().is_some() {
            ""
        } else {
            &self.output
        }
    }
}

fn checks_in(folder: &Path) -> Result<Vec<Check>, String> {
    let file = results_file(folder).ok_or("the suite left no result")?;
    let text = fs::read_to_string(&file)
        .map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    serde_json::from_str(&text)
        .map_err(|error| format!("{} is not as expected: {error}", file.display()))
}

/// The suite writes into a folder named after the scenario and the time.
fn results_file(folder: &Path) -> Option<PathBuf> {
    let mut entries = fs::read_dir(folder).ok()?.flatten();
    entries.find_map(|entry| Some(entry.path().join("checks.json")).filter(|file| file.is_file()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(statuses: &[&str], success: bool) -> Verdict {
        let checks = statuses.iter().map(|status| Check {
            id: "a".to_owned(),
            status: (*status).to_owned(),
            error: None,
        });
        let trouble = (!success).then(|| "ended badly".to_owned());
        Verdict {
            checks: checks.collect(),
            trouble,
            output: String::new(),
        }
    }

    #[test]
    fn success_is_needed_and_nothing_worse_allowed() {
        assert!(verdict(&["SUCCESS", "INFO", "SKIPPED"], true).passed());
        assert!(!verdict(&["SUCCESS", "WARNING"], true).passed());
        assert!(!verdict(&["SUCCESS", "FAILURE"], true).passed());
        assert!(!verdict(&["SKIPPED", "INFO"], true).passed());
        assert!(!verdict(&["SUCCESS"], false).passed());
        assert!(!verdict(&[], true).passed());
    }

    #[test]
    fn well_formed_answers_alone_prove_nothing() {
        let mut verdict = verdict(&["SUCCESS", "SKIPPED"], true);
        verdict.checks[0].id = IN_EVERY_SCENARIO.to_owned();
        assert!(!verdict.passed());
        assert!(verdict.summary().contains("nothing was verified"));
    }

    #[test]
    fn an_unknown_status_is_a_complaint() {
        assert!(!verdict(&["SUCCESS", "SURPRISE"], true).passed());
    }

    #[test]
    fn the_suites_own_words_are_read() {
        let text =
            r#"[{"id":"a","name":"A","status":"FAILURE","errorMessage":"why","timestamp":"t"}]"#;
        let checks: Vec<Check> = serde_json::from_str(text).expect("one check");
        assert_eq!(
            (checks[0].id.as_str(), checks[0].error.as_deref()),
            ("a", Some("why"))
        );
    }
}

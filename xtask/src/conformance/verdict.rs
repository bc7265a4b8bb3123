//! What a scenario found, read strictly.

use std::fmt;
use std::fs;
use std::path::Path;

use serde::Deserialize;

/// The suite adds this to every scenario: that what was said was well formed, whatever it was.
const IN_EVERY_SCENARIO: &str = "wire-schema-valid";

/// The scenarios that the suite passes over, whatever a server does.
const ALWAYS_SKIPPED: [&str; 1] = ["tasks-status-notifications"];

#[derive(Debug, Deserialize)]
struct Check {
    id: String,
    status: String,
    #[serde(rename = "errorMessage")]
    error: Option<String>,
}

/// The checks of one scenario.
#[derive(Debug)]
pub(super) struct Verdict {
    name: String,
    checks: Vec<Check>,
    /// Why there are none.
    trouble: Option<String>,
}

impl Verdict {
    /// Read what the suite left of a scenario.
    pub(super) fn read(name: &str, file: &Path) -> Self {
        let text = fs::read_to_string(file).map_err(|error| error.to_string());
        let checks = text.and_then(|text| {
            serde_json::from_str(&text).map_err(|error| format!("not as expected: {error}"))
        });
        match checks {
            Ok(checks) => Self {
                name: name.to_owned(),
                checks,
                trouble: None,
            },
            Err(error) => Self::refused(name, &format!("{}: {error}", file.display())),
        }
    }

    pub(super) fn refused(name: &str, why: &str) -> Self {
        Self {
            name: name.to_owned(),
            checks: Vec::new(),
            trouble: Some(why.to_owned()),
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// A warning fails as a failure does, and so does a scenario that proved nothing.
    pub(super) fn passed(&self) -> bool {
        let proved = ALWAYS_SKIPPED.contains(&self.name.as_str())
            || self
                .of_status("SUCCESS")
                .any(|check| check.id != IN_EVERY_SCENARIO);
        self.trouble.is_none() && proved && self.complaints().next().is_none()
    }

    /// How many checks succeeded.
    pub(super) fn succeeded(&self) -> usize {
        self.of_status("SUCCESS").count()
    }

    fn of_status(&self, status: &str) -> impl Iterator<Item = &Check> {
        self.checks
            .iter()
            .filter(move |check| check.status == status)
    }

    fn complaints(&self) -> impl Iterator<Item = &Check> {
        self.checks
            .iter()
            .filter(|check| !matches!(check.status.as_str(), "SUCCESS" | "SKIPPED" | "INFO"))
    }
}

/// What there is to complain of.
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ok, bad) = (self.succeeded(), self.complaints().count());
        write!(f, "FAIL {}: {ok} ok, {bad} not", self.name)?;
        match &self.trouble {
            Some(trouble) => writeln!(f, "; {trouble}")?,
            None if bad == 0 => writeln!(f, "; nothing was verified")?,
            None => writeln!(f)?,
        }
        for Check { id, status, error } in self.complaints() {
            let error = error.as_deref().unwrap_or("no reason given");
            writeln!(f, "     {status} {id}: {error}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(statuses: &[&str]) -> Verdict {
        let checks = statuses.iter().map(|status| Check {
            id: "a".to_owned(),
            status: (*status).to_owned(),
            error: None,
        });
        Verdict {
            name: "ping".to_owned(),
            checks: checks.collect(),
            trouble: None,
        }
    }

    #[test]
    fn success_is_needed_and_nothing_worse_allowed() {
        assert!(verdict(&["SUCCESS", "INFO", "SKIPPED"]).passed());
        for statuses in [
            &["SUCCESS", "WARNING"][..],
            &["SUCCESS", "FAILURE"],
            &["SUCCESS", "SURPRISE"],
            &["SKIPPED", "INFO"],
            &[],
        ] {
            assert!(!verdict(statuses).passed(), "{statuses:?}");
        }
        assert!(!Verdict::refused("ping", "gone").passed());
    }

    #[test]
    fn only_what_is_always_skipped_may_be() {
        let mut verdict = verdict(&["SKIPPED"]);
        verdict.name = ALWAYS_SKIPPED[0].to_owned();
        assert!(verdict.passed());
        verdict.checks[0].status = "FAILURE".to_owned();
        assert!(!verdict.passed());
    }

    #[test]
    fn well_formed_answers_alone_prove_nothing() {
        let mut verdict = verdict(&["SUCCESS", "SKIPPED"]);
        verdict.checks[0].id = IN_EVERY_SCENARIO.to_owned();
        assert!(!verdict.passed());
        assert!(verdict.to_string().contains("nothing was verified"));
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

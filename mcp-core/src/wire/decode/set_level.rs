//! The parameters of `logging/setLevel` (`server/utilities/logging`).

use serde_json::value::RawValue;

use super::member;
use crate::jsonrpc::ErrorObject;
use crate::model::Level;

/// A wish for log messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetLevel {
    /// The least level that the client wants.
    pub level: Level,
}

impl SetLevel {
    /// Reads the parameters.
    ///
    /// # Errors
    /// There is no level, or it is none of the eight.
    pub fn read(params: Option<&RawValue>) -> Result<Self, ErrorObject> {
        let [level] = member::params(params, ["level"])?;
        let level = member::level("level", level)?;
        Ok(Self { level })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{json, refusal};
    use super::*;

    #[test]
    fn every_level_is_known_by_its_name() {
        for level in Level::ALL {
            let params = format!(r#"{{"level":"{level}"}}"#);
            assert_eq!(
                SetLevel::read(Some(json(&params))).unwrap(),
                SetLevel { level }
            );
        }
    }

    #[test]
    fn a_refusal_names_the_member() {
        assert_eq!(refusal(SetLevel::read(None)), "`params` must be an object");
        assert_eq!(
            refusal(SetLevel::read(Some(json("{}")))),
            "`level` is missing"
        );
        for params in [
            r#"{"level":"Info"}"#,
            r#"{"level":"warn"}"#,
            r#"{"level":3}"#,
        ] {
            let reason = refusal(SetLevel::read(Some(json(params))));
            assert!(reason.starts_with("`level`"), "{reason}");
        }
    }
}

//! Whether a value fits a schema, as another validator sees it too.

mod branches;
mod formats;
mod parts;
mod values;

use serde_json::Value;

use super::{faults, rule};

/// A schema and values, as JSON text, on both sides of it.
type Case = (Value, &'static [&'static str]);

fn agree(cases: Vec<Case>) {
    for (schema, values) in cases {
        let ours = rule(&schema);
        let theirs = jsonschema::options()
            .should_validate_formats(true)
            .build(&schema)
            .unwrap();
        for text in values {
            let value: Value = serde_json::from_str(text).unwrap();
            let faults = faults(&ours, text);
            assert_eq!(
                faults.is_empty(),
                theirs.is_valid(&value),
                "{schema} {text}: {faults:?}"
            );
        }
    }
}

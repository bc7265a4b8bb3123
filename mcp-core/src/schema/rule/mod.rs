//! A JSON Schema, made ready once, that JSON text is checked against as it came.
//!
//! | module | what it does |
//! |---|---|
//! | `compile` | reads a schema into `terms`, once |
//! | `json` | takes JSON text apart, one level at a time |
//! | `check` | walks text and terms together |
//! | `relax` | spells text as the terms want it |
//! | `expect` | says what a value should have been |

mod budget;
mod canonical;
mod check;
mod compile;
mod decimal;
mod expect;
mod fits;
mod format;
mod json;
mod path;
mod relax;
mod terms;
#[cfg(test)]
mod tests;

use serde_json::Value;
use serde_json::value::RawValue;

use check::Walk;
use compile::Compiler;
use json::Json;
use path::Path;
use terms::Terms;

/// A JSON Schema, ready to check values against.
#[derive(Debug)]
pub(crate) struct Rule {
    start: Terms,
    /// What references lead to, by number; none leads back to itself without a step into the value.
    definitions: Vec<Terms>,
    loose: bool,
}

/// A keyword that cannot be enforced.
#[derive(Debug)]
pub(crate) struct Unenforced {
    /// Where it stands: from the schema given, or behind a reference from the root.
    pub(crate) pointer: String,
    /// Why it cannot be.
    pub(crate) reason: String,
}

/// What is wrong at one place of a value.
#[derive(Debug, PartialEq)]
pub(crate) struct Fault {
    /// The place (RFC 6901); empty for the whole.
    pub(crate) pointer: String,
    /// What is wrong, as it reads behind the name of the place.
    pub(crate) message: String,
}

impl Rule {
    /// So many faults are collected; there may be more.
    pub(crate) const MOST_FAULTS: usize = 32;

    /// Reads a schema; `root` is the document its references lead into.
    pub(crate) fn compile(schema: &Value, root: &Value) -> (Self, Vec<Unenforced>) {
        Compiler::new(root).run(schema)
    }

    /// Whether all that a derived type decodes keeps to it anyway.
    pub(crate) fn is_loose(&self) -> bool {
        self.loose
    }

    /// Adds what is wrong with a value; `prefix` is where it stands, `tell` whether it may be repeated.
    pub(crate) fn check(&self, json: &RawValue, prefix: &str, tell: bool, faults: &mut Vec<Fault>) {
        let json = Json::new(json.get());
        let mut walk = Walk::new(&self.definitions, tell, faults, &json);
        walk.run(&self.start, &json, &Path::Start(prefix));
    }

    /// What a client meant, spelled as the schema wants it where there is no doubt; none where that
    /// is what came.
    ///
    /// Whole numbers written with a point become integers; `lenient` also reads numbers,
    /// booleans, objects and arrays out of strings.
    pub(crate) fn relax(&self, json: &RawValue, lenient: bool) -> Option<Box<RawValue>> {
        relax::relax(self, json, lenient)
    }

    /// What a value should be, in a few words.
    pub(crate) fn expectation(&self) -> String {
        expect::expectation(&self.start, &self.definitions)
    }
}

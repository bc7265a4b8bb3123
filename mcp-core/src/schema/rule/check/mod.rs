//! Walking a value and its terms together, and writing down what does not fit.

mod array;
mod branch;
mod number;
mod object;
mod text;

use std::fmt::Display;

use super::budget::Budget;
use super::expect::expectation;
use super::fits::is_one_of;
use super::json::{Json, Sort};
use super::path::Path;
use super::terms::{Span, Terms};
use super::{Fault, Rule};

/// As deep as checks go into each other. `serde_json` reads 128 levels, of which each can take a
/// few checks.
const DEEPEST: usize = 400;

/// A longer value is not repeated.
const LONGEST_TOLD: usize = 40;

/// One walk over one value.
#[derive(Debug)]
pub(super) struct Walk<'w> {
    definitions: &'w [Terms],
    tell: bool,
    faults: &'w mut Vec<Fault>,
    budget: Budget,
    depth: usize,
    /// Whether faults are only noticed, not written down: to see if a value fits a branch.
    quiet: bool,
    found: bool,
    /// Whether the value was too much to see all of it.
    lost: bool,
}

impl<'w> Walk<'w> {
    pub(super) fn new(
        definitions: &'w [Terms],
        tell: bool,
        faults: &'w mut Vec<Fault>,
        json: &Json<'_>,
    ) -> Self {
        Self {
            definitions,
            tell,
            faults,
            budget: Budget::for_value(json),
            depth: 0,
            quiet: false,
            found: false,
            lost: false,
        }
    }

    pub(super) fn run(&mut self, terms: &Terms, json: &Json<'_>, path: &Path<'_>) {
        self.check(terms, json, path);
        if self.lost {
            self.faults.push(Fault {
                pointer: path.to_string(),
                message: "is too large or too deeply nested to check".to_owned(),
            });
        }
    }

    fn check(&mut self, terms: &Terms, json: &Json<'_>, path: &Path<'_>) {
        if self.depth == DEEPEST {
            self.lost = true;
        }
        self.lost |= !self.budget.check(json);
        if !self.is_done() {
            self.depth += 1;
            self.keep(terms, json, path);
            self.depth -= 1;
        }
    }

    fn keep(&mut self, terms: &Terms, json: &Json<'_>, path: &Path<'_>) {
        let sort = json.sort();
        let kind = sort.kind();
        let choices = terms.choices.as_ref();
        if json.is_nested() && choices.is_some() {
            self.read(json.text().len());
        }
        if !terms.kinds.has(kind) || choices.is_some_and(|choices| !is_one_of(choices, json)) {
            return self.unexpected(terms, json, path);
        }
        match sort {
            Sort::Null | Sort::Boolean => {}
            Sort::Number(number) => {
                if terms.number.as_ref().is_some_and(|own| !own.fits(number)) {
                    self.unexpected(terms, json, path);
                }
            }
            Sort::String => self.string(terms, json, path),
            Sort::Array => {
                if let Some(array) = &terms.array {
                    self.array(array, json, path);
                }
            }
            Sort::Object => {
                if let Some(object) = &terms.object {
                    self.object(object, json, path);
                }
            }
        }
        for branch in &terms.branches {
            self.branch(branch, json, path);
        }
    }

    /// Whether a value keeps to terms, without a word.
    fn holds(&mut self, terms: &Terms, json: &Json<'_>) -> bool {
        let (quiet, found) = (self.quiet, self.found);
        (self.quiet, self.found) = (true, false);
        self.check(terms, json, &Path::Start(""));
        let holds = !self.found;
        (self.quiet, self.found) = (quiet, found);
        holds
    }

    fn unexpected(&mut self, terms: &Terms, json: &Json<'_>, path: &Path<'_>) {
        let definitions = self.definitions;
        self.fault(path, &|walk| match terms.is_never() {
            true => "is not allowed".to_owned(),
            false => format!(
                "expected {}{}",
                expectation(terms, definitions),
                walk.got(json)
            ),
        });
    }

    fn fault(&mut self, path: &Path<'_>, message: &dyn Fn(&Self) -> String) {
        if !self.quiet && !self.is_done() {
            let fault = Fault {
                pointer: path.to_string(),
                message: message(self),
            };
            self.faults.push(fault);
        }
        self.found = true;
    }

    /// The value as it came, where it may and can be told.
    fn got(&self, json: &Json<'_>) -> String {
        let text = json.text();
        if self.tell && text.len() <= LONGEST_TOLD && !text.contains(['\n', '\r']) {
            format!(", got {text}")
        } else {
            String::new()
        }
    }

    /// What a value has too few or too many of.
    fn miscounted(&mut self, span: Span, count: usize, of: &str, path: &Path<'_>) {
        self.fault(path, &|walk| {
            let got: &dyn Display = if walk.tell {
                &format!(", got {count}")
            } else {
                &""
            };
            format!("expected {}{got}", span.words(of))
        });
    }

    /// Pays for a look at so many bytes.
    fn read(&mut self, bytes: usize) {
        self.lost |= !self.budget.read(bytes);
    }

    fn is_done(&self) -> bool {
        self.lost || self.quiet && self.found || self.faults.len() >= Rule::MOST_FAULTS
    }
}

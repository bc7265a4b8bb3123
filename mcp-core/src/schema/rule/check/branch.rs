//! Schemas within a schema for one and the same value.

use super::Walk;
use crate::schema::rule::expect::{alternatives, expectation, named};
use crate::schema::rule::fits::meant;
use crate::schema::rule::json::Json;
use crate::schema::rule::path::Path;
use crate::schema::rule::terms::{Branch, Terms};

impl Walk<'_> {
    pub(super) fn branch(&mut self, branch: &Branch, json: &Json<'_>, path: &Path<'_>) {
        match branch {
            Branch::Reference(index) => {
                if let Some(terms) = self.definitions.get(*index) {
                    self.check(terms, json, path);
                }
            }
            Branch::All(all) => {
                for terms in all {
                    self.check(terms, json, path);
                }
            }
            Branch::Any(any) => {
                if !any.iter().any(|terms| self.holds(terms, json)) {
                    self.none_of(any, json, path);
                }
            }
            Branch::One(all) => self.one_of(all, json, path),
            Branch::Not(terms) => {
                if self.holds(terms, json) {
                    let definitions = self.definitions;
                    self.fault(path, &|walk| {
                        let not = expectation(terms, definitions);
                        format!("expected anything but {not}{}", walk.got(json))
                    });
                }
            }
            Branch::If(branch) => match self.holds(&branch.condition, json) {
                true => self.check(&branch.then, json, path),
                false => self.check(&branch.otherwise, json, path),
            },
        }
    }

    fn one_of(&mut self, all: &[Terms], json: &Json<'_>, path: &Path<'_>) {
        let holding: Vec<&Terms> = all
            .iter()
            .filter(|terms| self.holds(terms, json))
            .take(2)
            .collect();
        match holding.as_slice() {
            [] => self.none_of(all, json, path),
            [_] => {}
            many => {
                let definitions = self.definitions;
                self.fault(path, &|walk| {
                    let many = alternatives(many, definitions);
                    format!("expected only one of: {many}{}", walk.got(json))
                });
            }
        }
    }

    /// Tells of the one branch that was meant, or names them all.
    fn none_of(&mut self, all: &[Terms], json: &Json<'_>, path: &Path<'_>) {
        self.found = true;
        if self.quiet {
            return;
        }
        let definitions = self.definitions;
        if let Some(terms) = meant(all, definitions, json) {
            return self.check(terms, json, path);
        }
        self.fault(path, &|walk| match named(all).as_slice() {
            [only] => format!(
                "expected {}{}",
                expectation(only, definitions),
                walk.got(json)
            ),
            all => {
                let all = alternatives(all, definitions);
                format!("expected one of: {all}{}", walk.got(json))
            }
        });
    }
}

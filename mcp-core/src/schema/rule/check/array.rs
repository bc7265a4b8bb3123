//! The items of an array.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::Walk;
use crate::schema::rule::canonical::canonical;
use crate::schema::rule::expect::expectation;
use crate::schema::rule::json::Json;
use crate::schema::rule::path::Path;
use crate::schema::rule::terms::{ArrayTerms, Contains};

impl Walk<'_> {
    pub(super) fn array(&mut self, terms: &ArrayTerms, json: &Json<'_>, path: &Path<'_>) {
        self.lost |= !self.budget.open(json);
        let Some(items) = json.items() else { return };
        if !terms.length.has(items.len()) {
            self.miscounted(terms.length, items.len(), "item", path);
        }
        for (index, item) in items.iter().enumerate() {
            if let Some(own) = terms.first.get(index).or(terms.rest.as_ref()) {
                self.check(own, &Json::new(item.get()), &Path::Item(path, index));
            }
            if self.is_done() {
                return;
            }
        }
        if terms.unique {
            self.unique(items, path);
        }
        if let Some(contains) = &terms.contains {
            self.contains(contains, items, path);
        }
    }

    fn unique(&mut self, items: &[&RawValue], path: &Path<'_>) {
        let mut seen = HashMap::new();
        for (index, item) in items.iter().enumerate() {
            let item = item.get();
            self.read(item.len().saturating_mul(4));
            if self.is_done() {
                return;
            }
            let item = Json::new(item);
            let first = canonical(&item).and_then(|text| seen.insert(text, index));
            if let Some(first) = first {
                return self.fault(&Path::Item(path, index), &|_| {
                    format!("is the same as item {first}; expected different items")
                });
            }
        }
    }

    fn contains(&mut self, contains: &Contains, items: &[&RawValue], path: &Path<'_>) {
        let count = items
            .iter()
            .filter(|item| self.holds(&contains.terms, &Json::new(item.get())))
            .count();
        if !contains.times.has(count) {
            let definitions = self.definitions;
            self.fault(path, &|_| {
                let times = contains.times.words("item");
                format!(
                    "expected {times} to be {}, got {count}",
                    expectation(&contains.terms, definitions)
                )
            });
        }
    }
}

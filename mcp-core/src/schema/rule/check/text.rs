//! Length, pattern and format of strings.

use super::Walk;
use crate::schema::rule::format::Format;
use crate::schema::rule::json::Json;
use crate::schema::rule::path::Path;
use crate::schema::rule::terms::{Span, Terms};

/// How much longer a regular expression takes for a text than other checks do.
const SLOW: usize = 8;

impl Walk<'_> {
    pub(super) fn string(&mut self, terms: &Terms, json: &Json<'_>, path: &Path<'_>) {
        let Some(text) = json.string() else {
            return self.fault(path, &|_| {
                "is not Unicode: half of a surrogate pair".to_owned()
            });
        };
        let Some(own) = &terms.text else { return };
        if own.length != Span::default() {
            let count = text.chars().count();
            if !own.length.has(count) {
                return self.miscounted(own.length, count, "character", path);
            }
        }
        if own.pattern.is_some() || own.format == Some(Format::Regex) {
            self.read(text.len().saturating_mul(SLOW));
            if self.is_done() {
                return;
            }
        }
        let matches = own
            .pattern
            .as_ref()
            .is_none_or(|regex| regex.is_match(&text));
        let formed = own.format.is_none_or(|format| format.has(&text));
        if !matches || !formed {
            self.unexpected(terms, json, path);
        }
    }
}

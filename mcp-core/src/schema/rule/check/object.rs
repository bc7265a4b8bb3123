//! The members of an object.

use super::Walk;
use crate::members::Member;
use crate::schema::rule::expect::{expectation, list};
use crate::schema::rule::json::Json;
use crate::schema::rule::path::Path;
use crate::schema::rule::terms::{ObjectTerms, Terms};

impl Walk<'_> {
    pub(super) fn object(&mut self, terms: &ObjectTerms, json: &Json<'_>, path: &Path<'_>) {
        self.lost |= !self.budget.open(json);
        let Some(members) = json.members() else {
            return self.fault(path, &|_| "has a name that is not Unicode".to_owned());
        };
        self.missing(terms, members, path);
        if !terms.size.has(members.len()) {
            self.miscounted(terms.size, members.len(), "property", path);
        }
        for (name, value) in members {
            if self.is_done() {
                return;
            }
            let path = Path::Member(path, name);
            if let Some(names) = &terms.names {
                self.name(names, name, &path);
            }
            self.member(terms, name, value.get(), &path);
        }
    }

    fn missing(&mut self, terms: &ObjectTerms, members: &[Member<'_>], path: &Path<'_>) {
        self.read(terms.required.len().saturating_mul(members.len()) / 8);
        if self.is_done() {
            return;
        }
        let given = |name: &str| members.iter().any(|(given, _)| given == name);
        for name in terms.required.iter().filter(|name| !given(name)) {
            let definitions = self.definitions;
            self.fault(&Path::Member(path, name), &|_| match terms.own(name) {
                Some(own) => format!("is missing; expected {}", expectation(own, definitions)),
                None => "is missing".to_owned(),
            });
        }
        for (because, names) in terms.dependent.iter().filter(|(name, _)| given(name)) {
            for name in names.iter().filter(|name| !given(name)) {
                self.fault(&Path::Member(path, name), &|_| {
                    format!("is missing; it goes with `{because}`")
                });
            }
        }
    }

    fn member(&mut self, terms: &ObjectTerms, name: &str, value: &str, path: &Path<'_>) {
        let value = Json::new(value);
        terms.each_of(name, &mut |own| {
            if own.is_never() && terms.own(name).is_none() {
                self.unknown(terms, name, path);
            } else {
                self.check(own, &value, path);
            }
        });
    }

    fn name(&mut self, names: &Terms, name: &str, path: &Path<'_>) {
        let text = serde_json::Value::from(name).to_string();
        if !self.holds(names, &Json::new(&text)) {
            let definitions = self.definitions;
            self.fault(path, &|_| {
                format!(
                    "is no name for a property; expected {}",
                    expectation(names, definitions)
                )
            });
        }
    }

    fn unknown(&mut self, terms: &ObjectTerms, name: &str, path: &Path<'_>) {
        self.fault(path, &|_| {
            let known: Vec<&str> = terms.members.iter().map(|(name, _)| &**name).collect();
            match crate::tool::nearest(name, &known) {
                Some(near) => format!("is not expected here; did you mean `{near}`?"),
                None if known.is_empty() => "is not expected here".to_owned(),
                None => format!(
                    "is not expected here; expected are `{}`",
                    list(&known, "`, `")
                ),
            }
        });
    }
}

impl ObjectTerms {
    /// What the member of a name keeps to, if it has terms of its own.
    pub(in crate::schema::rule) fn own(&self, name: &str) -> Option<&Terms> {
        let by_name = |(known, _): &(String, Terms)| known.as_str().cmp(name);
        let place = self.members.binary_search_by(by_name).ok()?;
        Some(&self.members[place].1)
    }

    /// Shows all that a member of a name keeps to.
    pub(in crate::schema::rule) fn each_of(&self, name: &str, show: &mut dyn FnMut(&Terms)) {
        let own = self.own(name);
        let mut known = self.vague || own.is_some();
        if let Some(terms) = own {
            show(terms);
        }
        for (regex, terms) in &self.patterns {
            if regex.is_match(name) {
                known = true;
                show(terms);
            }
        }
        if let (false, Some(terms)) = (known, &self.rest) {
            show(terms);
        }
    }
}

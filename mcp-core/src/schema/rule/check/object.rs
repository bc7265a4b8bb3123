//! The members of an object.

use super::Walk;
use crate::schema::rule::expect::expectation;
use crate::schema::rule::json::{Json, Member};
use crate::schema::rule::path::Path;
use crate::schema::rule::terms::{ObjectTerms, Terms};

impl Walk<'_> {
    pub(super) fn object(&mut self, terms: &ObjectTerms, json: &Json<'_>, path: &Path<'_>) {
        if json.is_untouched() {
            self.spend(json.text().len());
        }
        let Some(members) = json.members() else {
            return self.fault(path, |_| "has a name that is not Unicode".to_owned());
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
            self.member(terms, name, value, &path);
        }
    }

    fn missing(&mut self, terms: &ObjectTerms, members: &[Member<'_>], path: &Path<'_>) {
        let given = |name: &str| members.iter().any(|(given, _)| given == name);
        for name in terms.required.iter().filter(|name| !given(name)) {
            let definitions = self.definitions;
            self.fault(&Path::Member(path, name), |_| {
                match terms.members.get(name) {
                    Some(own) => format!("is missing; expected {}", expectation(own, definitions)),
                    None => "is missing".to_owned(),
                }
            });
        }
        for (because, names) in terms.dependent.iter().filter(|(name, _)| given(name)) {
            for name in names.iter().filter(|name| !given(name)) {
                self.fault(&Path::Member(path, name), |_| {
                    format!("is missing; it goes with `{because}`")
                });
            }
        }
    }

    fn member(&mut self, terms: &ObjectTerms, name: &str, value: &str, path: &Path<'_>) {
        let value = Json::new(value);
        for own in terms.of(name) {
            if own.is_never() && !terms.members.contains_key(name) {
                self.unknown(terms, name, path);
            } else {
                self.check(own, &value, path);
            }
        }
    }

    fn name(&mut self, names: &Terms, name: &str, path: &Path<'_>) {
        let text = serde_json::Value::from(name).to_string();
        if !self.holds(names, &Json::new(&text)) {
            let definitions = self.definitions;
            self.fault(path, |_| {
                format!(
                    "is no name for a property; expected {}",
                    expectation(names, definitions)
                )
            });
        }
    }

    fn unknown(&mut self, terms: &ObjectTerms, name: &str, path: &Path<'_>) {
        self.fault(path, |_| {
            let known: Vec<&str> = terms.members.keys().map(String::as_str).collect();
            match crate::tool::nearest(name, &known) {
                Some(near) => format!("is not expected here; did you mean `{near}`?"),
                None => "is not expected here".to_owned(),
            }
        });
    }
}

impl ObjectTerms {
    /// What a member of a name keeps to.
    pub(in crate::schema::rule) fn of(&self, name: &str) -> impl Iterator<Item = &Terms> {
        let own = self.members.get(name);
        let patterns = self
            .patterns
            .iter()
            .filter(|(regex, _)| regex.is_match(name))
            .map(|(_, terms)| terms);
        let mut all = own.into_iter().chain(patterns).peekable();
        let rest = match all.peek() {
            None if !self.vague => self.rest.as_ref(),
            _ => None,
        };
        all.chain(rest)
    }
}

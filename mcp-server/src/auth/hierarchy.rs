//! Scopes that imply others.

use std::collections::{BTreeSet, HashMap};

use mcp_core::Principal;

/// What each scope implies, those that it implies by others included.
#[derive(Debug, Default)]
pub(super) struct Hierarchy(HashMap<String, Vec<Box<str>>>);

impl Hierarchy {
    /// What follows from what each scope implies by itself; circles do no harm.
    pub(super) fn new(direct: &[(String, Vec<String>)]) -> Self {
        let of = |scope: &str| {
            let implied = direct.iter().filter(move |(from, _)| from == scope);
            let implied = implied.flat_map(|(_, to)| to);
            implied.map(String::as_str).collect::<Vec<_>>()
        };
        let all = direct.iter().map(|(scope, _)| {
            let (mut found, mut open) = (BTreeSet::new(), of(scope));
            while let Some(next) = open.pop() {
                if found.insert(next) {
                    open.extend(of(next));
                }
            }
            let found = found.into_iter().filter(|implied| implied != scope);
            (scope.clone(), found.map(Into::into).collect())
        });
        Self(all.collect())
    }

    /// The same principal with all that its scopes imply.
    pub(super) fn spell_out(&self, principal: Principal) -> Principal {
        if self.0.is_empty() {
            return principal;
        }
        let implied = principal.scopes().filter_map(|scope| self.0.get(scope));
        let implied = implied
            .flatten()
            .filter(|scope| !principal.has_scope(scope));
        let implied: Vec<Box<str>> = implied.cloned().collect();
        match implied.is_empty() {
            true => principal,
            false => principal.with_scopes(implied),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_implied_implies_more() {
        let to = |scopes: &[&str]| scopes.iter().map(|scope| (*scope).to_owned()).collect();
        let hierarchy = Hierarchy::new(&[
            ("admin".to_owned(), to(&["write", "audit"])),
            ("write".to_owned(), to(&["read"])),
            ("read".to_owned(), to(&["list"])),
            ("a".to_owned(), to(&["b"])),
            ("b".to_owned(), to(&["a"])),
            ("a".to_owned(), to(&["c"])),
        ]);
        for (given, spelled) in [
            (
                &["admin"][..],
                &["admin", "audit", "list", "read", "write"][..],
            ),
            (&["write"], &["list", "read", "write"]),
            (&["b"], &["a", "b", "c"]),
            (&["list", "other"], &["list", "other"]),
            (&[], &[]),
        ] {
            let ann = Principal::new("id", "ann").with_scopes(given.iter().copied());
            let ann = hierarchy.spell_out(ann);
            assert_eq!(ann.scopes().collect::<Vec<_>>(), spelled);
        }
    }
}

//! Which of several schemas a value was meant for, from its kind and its constant members.

use std::borrow::Cow;

use super::canonical::canonical;
use super::json::Json;
use super::terms::{Branch, Choice, Kinds, ObjectTerms, Terms};

/// Further than this no one nests unions to tell values apart.
const DEEPEST: usize = 16;

/// What is seen of a value at a glance.
pub(super) struct Seen<'s> {
    pub(super) kind: Kinds,
    /// The JSON text of a member.
    pub(super) member: &'s dyn Fn(&str) -> Option<Cow<'s, str>>,
}

/// The one schema that a value was meant for.
pub(super) fn meant<'t>(
    all: &'t [Terms],
    definitions: &[Terms],
    seen: &Seen<'_>,
) -> Option<&'t Terms> {
    let mut candidates: Vec<&Terms> = all
        .iter()
        .filter(|terms| every(terms, definitions, &|terms| fits(terms, seen), 0))
        .collect();
    if candidates.len() > 1 && seen.kind == Kinds::OBJECT {
        candidates.retain(|terms| every(terms, definitions, &|terms| is_full(terms, seen), 0));
    }
    match candidates.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// Whether something is so of a schema and of all that it is put together from.
fn every(terms: &Terms, definitions: &[Terms], so: &dyn Fn(&Terms) -> bool, depth: usize) -> bool {
    let deeper = |terms: &Terms| every(terms, definitions, so, depth + 1);
    let branch = |branch: &Branch| match branch {
        Branch::Reference(index) => definitions.get(*index).is_none_or(deeper),
        Branch::All(all) => all.iter().all(deeper),
        Branch::Any(any) | Branch::One(any) => any.iter().any(deeper),
        Branch::Not(_) | Branch::If(_) => true,
    };
    so(terms) && (depth == DEEPEST || terms.branches.iter().all(branch))
}

fn fits(terms: &Terms, seen: &Seen<'_>) -> bool {
    let of_kind = |choices: &Vec<Choice>| choices.iter().any(|choice| choice.kind == seen.kind);
    let Some(object) = terms.object.as_ref().filter(|_| seen.kind == Kinds::OBJECT) else {
        return terms.kinds.has(seen.kind) && terms.choices.as_ref().is_none_or(of_kind);
    };
    terms.kinds.has(seen.kind)
        && object
            .constants()
            .all(|(name, choices)| match (seen.member)(name) {
                Some(text) => canonical(&Json::new(&text))
                    .is_some_and(|text| choices.iter().any(|choice| choice.canonical == text)),
                None => !object.required.contains(name),
            })
}

/// Whether all that is required is given.
fn is_full(terms: &Terms, seen: &Seen<'_>) -> bool {
    let required = terms.object.iter().flat_map(|object| &object.required);
    required
        .into_iter()
        .all(|name| (seen.member)(name).is_some())
}

impl ObjectTerms {
    /// The members that can only be one of a few values.
    pub(super) fn constants(&self) -> impl Iterator<Item = (&String, &[Choice])> {
        self.members
            .iter()
            .filter_map(|(name, terms)| Some((name, terms.choices.as_deref()?)))
    }
}

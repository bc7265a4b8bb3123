//! Which of several schemas a value was meant for, from its kind and its constant members.

use super::canonical::short;
use super::json::Json;
use super::terms::{Branch, Choice, Kinds, ObjectTerms, Terms};

/// Further than this no one nests unions to tell values apart.
const DEEPEST: usize = 16;

/// The one schema that a value was meant for.
pub(super) fn meant<'t>(
    all: &'t [Terms],
    definitions: &[Terms],
    json: &Json<'_>,
) -> Option<&'t Terms> {
    let kind = json.sort().kind();
    let mut candidates: Vec<&Terms> = all
        .iter()
        .filter(|terms| every(terms, definitions, &|terms| fits(terms, kind, json), 0))
        .collect();
    if candidates.len() > 1 && kind == Kinds::OBJECT {
        candidates.retain(|terms| every(terms, definitions, &|terms| is_full(terms, json), 0));
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

fn fits(terms: &Terms, kind: Kinds, json: &Json<'_>) -> bool {
    let of_kind = |choices: &Vec<Choice>| choices.iter().any(|choice| choice.kind == kind);
    let Some(object) = terms.object.as_ref().filter(|_| kind == Kinds::OBJECT) else {
        return terms.kinds.has(kind) && terms.choices.as_ref().is_none_or(of_kind);
    };
    terms.kinds.has(kind)
        && object
            .constants()
            .all(|(name, choices)| match member(json, name) {
                Some(value) => is_one_of(choices, &value),
                None => !object.required.contains(name),
            })
}

/// Whether all that is required is given.
fn is_full(terms: &Terms, json: &Json<'_>) -> bool {
    let required = terms.object.iter().flat_map(|object| &object.required);
    required
        .into_iter()
        .all(|name| member(json, name).is_some())
}

fn member<'a>(json: &Json<'a>, name: &str) -> Option<Json<'a>> {
    let (_, value) = json.members()?.iter().find(|(given, _)| given == name)?;
    Some(Json::new(value.get()))
}

/// Whether a value is one of a few.
pub(super) fn is_one_of(choices: &[Choice], json: &Json<'_>) -> bool {
    let kind = json.sort().kind();
    if !choices.iter().any(|choice| choice.kind == kind) {
        return false;
    }
    let lengths = choices.iter().map(|choice| choice.canonical.len());
    short(json, lengths.max().unwrap_or(0))
        .is_some_and(|text| choices.iter().any(|choice| choice.canonical == text))
}

impl ObjectTerms {
    /// The members that can only be one of a few values.
    fn constants(&self) -> impl Iterator<Item = (&String, &[Choice])> {
        self.members
            .iter()
            .filter_map(|(name, terms)| Some((name, terms.choices.as_deref()?)))
    }
}

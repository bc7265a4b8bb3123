//! Spelling a value as its schema wants it, where what the client meant is beyond doubt.

use std::borrow::Cow;

use serde_json::{Map, Number, Value};

use super::Rule;
use super::fits::{Seen, meant};
use super::terms::{Branch, Kinds, Terms};

/// The greatest number up to which every whole one is exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

const DEEPEST: usize = 128;

/// References and unions are followed so far for the kinds they allow.
const FURTHEST: usize = 16;

/// So many places are looked at, since schemas can lead to one place in many ways.
const MOST: usize = 1 << 20;

pub(super) fn relax(rule: &Rule, value: &mut Value, lenient: bool) -> bool {
    let mut relax = Relax {
        definitions: &rule.definitions,
        lenient,
        budget: MOST,
    };
    relax.place(&rule.start, value, 0)
}

struct Relax<'r> {
    definitions: &'r [Terms],
    lenient: bool,
    budget: usize,
}

impl Relax<'_> {
    fn place(&mut self, terms: &Terms, value: &mut Value, depth: usize) -> bool {
        if depth >= DEEPEST {
            return false;
        }
        let kinds = kinds(terms, self.definitions, 0);
        let spelled = match value {
            Value::Number(number) => integer(number, kinds).map(Value::Number),
            Value::String(text) if self.lenient => read(text, kinds),
            _ => None,
        };
        let changed = spelled.is_some();
        if let Some(spelled) = spelled {
            *value = spelled;
        }
        self.inside(terms, value, depth) | changed
    }

    /// Goes on to what is inside an array or an object, through all that speaks of it.
    fn inside(&mut self, terms: &Terms, value: &mut Value, depth: usize) -> bool {
        if depth >= DEEPEST || self.budget == 0 {
            return false;
        }
        self.budget -= 1;
        let mut changed = match value {
            Value::Array(items) => self.items(terms, items, depth),
            Value::Object(members) => self.members(terms, members, depth),
            _ => return false,
        };
        for branch in &terms.branches {
            changed |= self.branch(branch, value, depth);
        }
        changed
    }

    fn items(&mut self, terms: &Terms, items: &mut [Value], depth: usize) -> bool {
        let Some(array) = &terms.array else {
            return false;
        };
        let mut changed = false;
        for (index, item) in items.iter_mut().enumerate() {
            if let Some(own) = array.first.get(index).or(array.rest.as_ref()) {
                changed |= self.place(own, item, depth + 1);
            }
        }
        changed
    }

    fn members(&mut self, terms: &Terms, members: &mut Map<String, Value>, depth: usize) -> bool {
        let Some(object) = &terms.object else {
            return false;
        };
        let mut changed = false;
        for (name, value) in members {
            object.each_of(name, &mut |own| {
                changed |= self.place(own, value, depth + 1);
            });
        }
        changed
    }

    fn branch(&mut self, branch: &Branch, value: &mut Value, depth: usize) -> bool {
        let definitions = self.definitions;
        match branch {
            Branch::Reference(index) => match definitions.get(*index) {
                Some(terms) => self.inside(terms, value, depth + 1),
                None => false,
            },
            Branch::All(all) => all.iter().fold(false, |any, terms| {
                self.inside(terms, value, depth + 1) | any
            }),
            Branch::Any(all) | Branch::One(all) => {
                let seen = Seen {
                    kind: match value {
                        Value::Array(_) => Kinds::ARRAY,
                        _ => Kinds::OBJECT,
                    },
                    member: &|name| Some(Cow::Owned(value.get(name)?.to_string())),
                };
                match meant(all, definitions, &seen) {
                    Some(terms) => self.inside(terms, value, depth + 1),
                    None => false,
                }
            }
            Branch::Not(_) | Branch::If(_) => false,
        }
    }
}

/// A whole number as an integer, where it is written with a point and must be one.
fn integer(number: &Number, kinds: Kinds) -> Option<Number> {
    if !kinds.has(Kinds::WHOLE) || kinds.has(Kinds::FRACTION) {
        return None;
    }
    let number = number.as_f64().filter(|_| number.is_f64())?;
    let fits = number.fract() == 0.0 && number.abs() <= EXACT;
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and in range")]
    fits.then_some((number as i64).into())
}

/// What a string spells, where it may be that and no string.
fn read(text: &str, kinds: Kinds) -> Option<Value> {
    let begins = *text.as_bytes().first()?;
    let allowed = match begins {
        _ if kinds.has(Kinds::STRING) => false,
        b'{' => kinds.has(Kinds::OBJECT) && text.ends_with('}'),
        b'[' => kinds.has(Kinds::ARRAY) && text.ends_with(']'),
        b't' | b'T' | b'f' | b'F' => kinds.has(Kinds::BOOLEAN),
        b'-' | b'0'..=b'9' => {
            kinds.has(Kinds::WHOLE) && text.ends_with(|c: char| c.is_ascii_digit())
        }
        _ => false,
    };
    match text {
        _ if !allowed => None,
        "True" => Some(Value::Bool(true)),
        "False" => Some(Value::Bool(false)),
        text => number_or(serde_json::from_str(text).ok()?, text, kinds),
    }
}

/// The value, unless it is a number that lost digits or that is not of the kind.
fn number_or(value: Value, text: &str, kinds: Kinds) -> Option<Value> {
    let Value::Number(number) = &value else {
        return Some(value);
    };
    if !number.is_f64() {
        return Some(value);
    }
    if kinds.has(Kinds::NUMBER) {
        return text.contains(['.', 'e', 'E']).then_some(value);
    }
    integer(number, kinds).map(Value::Number)
}

/// The kinds that a schema and all it is put together from allow.
fn kinds(terms: &Terms, definitions: &[Terms], depth: usize) -> Kinds {
    let mut own = terms.kinds;
    if let Some(choices) = &terms.choices {
        let chosen = choices.iter().map(|choice| choice.kind);
        own = own.and(chosen.fold(Kinds::NONE, Kinds::or));
    }
    if depth == FURTHEST {
        return own;
    }
    for branch in &terms.branches {
        own = own.and(kinds_of(branch, definitions, depth + 1));
    }
    own
}

fn kinds_of(branch: &Branch, definitions: &[Terms], depth: usize) -> Kinds {
    let of = |terms| kinds(terms, definitions, depth);
    match branch {
        Branch::Reference(index) => definitions.get(*index).map_or(Kinds::ALL, of),
        Branch::All(all) => all.iter().map(of).fold(Kinds::ALL, Kinds::and),
        Branch::Any(any) | Branch::One(any) => any.iter().map(of).fold(Kinds::NONE, Kinds::or),
        Branch::Not(_) | Branch::If(_) => Kinds::ALL,
    }
}

//! Spelling a value as its schema wants it, where what the client meant is beyond doubt.
//!
//! It goes from text to text: what is not spelled anew stays as it came, to the last digit.

use serde_json::value::RawValue;

use super::Rule;
use super::budget::Budget;
use super::decimal::Decimal;
use super::fits::meant;
use super::json::Json;
use super::terms::{ArrayTerms, Branch, Kinds, ObjectTerms, Terms};

/// The greatest number up to which every whole one is exact.
const EXACT: i64 = 1 << 53;

const DEEPEST: usize = 128;

/// References and unions are followed so far for the kinds they allow.
const FURTHEST: usize = 16;

pub(super) fn relax(rule: &Rule, json: &RawValue, lenient: bool) -> Option<Box<RawValue>> {
    let json = Json::new(json.get());
    let mut relax = Relax {
        definitions: &rule.definitions,
        kinds: vec![None; rule.definitions.len()],
        lenient,
        budget: Budget::for_value(&json),
    };
    let text = relax.place(&rule.start, &json, 0)?;
    RawValue::from_string(text).ok()
}

struct Relax<'r> {
    definitions: &'r [Terms],
    /// Of each definition the kinds that it allows, once they are known.
    kinds: Vec<Option<Kinds>>,
    lenient: bool,
    budget: Budget,
}

impl Relax<'_> {
    /// The text of a value that is spelled anew, itself or what is inside it.
    fn place(&mut self, terms: &Terms, json: &Json<'_>, depth: usize) -> Option<String> {
        if depth >= DEEPEST || !self.budget.check(json) {
            return None;
        }
        let spelled = self.spelled(terms, json);
        then(json, spelled, |json| self.inside(terms, json, depth))
    }

    fn spelled(&mut self, terms: &Terms, json: &Json<'_>) -> Option<String> {
        match json.text().as_bytes().first()? {
            b'-' | b'0'..=b'9' => integer(json.text(), self.kinds(terms, 0)),
            b'"' if self.lenient => match self.kinds(terms, 0) {
                kinds if kinds.has(Kinds::STRING) => None,
                kinds => read(&json.string()?, kinds),
            },
            _ => None,
        }
    }

    /// Goes on to what is inside an array or an object, through all that speaks of it.
    fn inside(&mut self, terms: &Terms, json: &Json<'_>, depth: usize) -> Option<String> {
        if depth >= DEEPEST || !json.is_nested() {
            return None;
        }
        if !self.budget.check(json) || !self.budget.open(json) {
            return None;
        }
        let items = terms.array.as_ref();
        let spelled = items.and_then(|array| self.items(array, json, depth));
        let spelled = match &terms.object {
            Some(object) if spelled.is_none() => self.members(object, json, depth),
            _ => spelled,
        };
        let branches = terms.branches.iter();
        branches.fold(spelled, |spelled, branch| {
            then(json, spelled, |json| self.branch(branch, json, depth + 1))
        })
    }

    fn items(&mut self, array: &ArrayTerms, json: &Json<'_>, depth: usize) -> Option<String> {
        let mut anew = Anew::of(json);
        for (index, item) in json.items()?.iter().enumerate() {
            if let Some(own) = array.first.get(index).or(array.rest.as_ref()) {
                let item = Json::new(item.get());
                anew.put(&item, self.place(own, &item, depth + 1));
            }
        }
        anew.finish()
    }

    fn members(&mut self, object: &ObjectTerms, json: &Json<'_>, depth: usize) -> Option<String> {
        let mut anew = Anew::of(json);
        for (name, value) in json.members()? {
            let value = Json::new(value.get());
            let mut spelled = None;
            object.each_of(name, &mut |own| {
                spelled = then(&value, spelled.take(), |json| {
                    self.place(own, json, depth + 1)
                });
            });
            anew.put(&value, spelled);
        }
        anew.finish()
    }

    fn branch(&mut self, branch: &Branch, json: &Json<'_>, depth: usize) -> Option<String> {
        let definitions = self.definitions;
        match branch {
            Branch::Reference(index) => self.inside(definitions.get(*index)?, json, depth),
            Branch::All(all) => all.iter().fold(None, |spelled, terms| {
                then(json, spelled, |json| self.inside(terms, json, depth))
            }),
            Branch::Any(all) | Branch::One(all) => {
                self.inside(meant(all, definitions, json)?, json, depth)
            }
            Branch::Not(_) | Branch::If(_) => None,
        }
    }

    /// The kinds that a schema and all it is put together from allow.
    fn kinds(&mut self, terms: &Terms, depth: usize) -> Kinds {
        let mut kinds = terms.kinds;
        if let Some(choices) = &terms.choices {
            let chosen = choices.iter().map(|choice| choice.kind);
            kinds = kinds.and(chosen.fold(Kinds::NONE, Kinds::or));
        }
        if depth == FURTHEST {
            return kinds;
        }
        for branch in &terms.branches {
            kinds = kinds.and(self.kinds_of(branch, depth + 1));
        }
        kinds
    }

    fn kinds_of(&mut self, branch: &Branch, depth: usize) -> Kinds {
        let mut each = |all: &[Terms], none, join: fn(Kinds, Kinds) -> Kinds| {
            let all = all.iter();
            all.fold(none, |kinds, terms| join(kinds, self.kinds(terms, depth)))
        };
        match branch {
            Branch::Reference(index) => self.kinds_behind(*index, depth),
            Branch::All(all) => each(all, Kinds::ALL, Kinds::and),
            Branch::Any(any) | Branch::One(any) => each(any, Kinds::NONE, Kinds::or),
            Branch::Not(_) | Branch::If(_) => Kinds::ALL,
        }
    }

    fn kinds_behind(&mut self, index: usize, depth: usize) -> Kinds {
        let definitions = self.definitions;
        let Some(terms) = definitions.get(index) else {
            return Kinds::ALL;
        };
        let known = self.kinds[index];
        let kinds = known.unwrap_or_else(|| self.kinds(terms, depth));
        self.kinds[index] = Some(kinds);
        kinds
    }
}

/// Goes on with a value as it is spelled so far.
fn then(
    json: &Json<'_>,
    spelled: Option<String>,
    go_on: impl FnOnce(&Json<'_>) -> Option<String>,
) -> Option<String> {
    match spelled {
        None => go_on(json),
        Some(text) => {
            let further = go_on(&Json::new(&text));
            further.or(Some(text))
        }
    }
}

/// A text in which parts of another are spelled anew, from the first to the last.
struct Anew<'a> {
    whole: &'a str,
    /// What of the whole is written, if anything in it was spelled anew.
    until: usize,
    text: String,
}

impl<'a> Anew<'a> {
    fn of(json: &Json<'a>) -> Self {
        Self {
            whole: json.text(),
            until: 0,
            text: String::new(),
        }
    }

    fn put(&mut self, part: &Json<'a>, spelled: Option<String>) {
        let Some(spelled) = spelled else { return };
        let start = part.text().as_ptr().addr() - self.whole.as_ptr().addr();
        self.text += &self.whole[self.until..start];
        self.text += &spelled;
        self.until = start + part.text().len();
    }

    fn finish(self) -> Option<String> {
        (self.until > 0).then(|| self.text + &self.whole[self.until..])
    }
}

/// A whole number as an integer, where it is written with a point and must be one.
fn integer(text: &str, kinds: Kinds) -> Option<String> {
    if !kinds.has(Kinds::WHOLE) || kinds.has(Kinds::FRACTION) || !text.contains(['.', 'e', 'E']) {
        return None;
    }
    let number = Decimal::parse(text);
    let exact = Decimal::from(-EXACT)..=EXACT.into();
    (number.is_whole() && exact.contains(&number)).then(|| number.to_string())
}

/// What a string spells, where it may be that and no string.
fn read(text: &str, kinds: Kinds) -> Option<String> {
    let is_number = matches!(text.as_bytes().first()?, b'-' | b'0'..=b'9');
    let allowed = match text.as_bytes().first()? {
        b'{' => kinds.has(Kinds::OBJECT) && text.ends_with('}'),
        b'[' => kinds.has(Kinds::ARRAY) && text.ends_with(']'),
        b't' | b'T' | b'f' | b'F' => kinds.has(Kinds::BOOLEAN),
        _ => is_number && kinds.has(Kinds::WHOLE) && text.ends_with(|c: char| c.is_ascii_digit()),
    };
    match text {
        _ if !allowed => None,
        "True" => Some("true".to_owned()),
        "False" => Some("false".to_owned()),
        text => {
            serde_json::from_str::<&RawValue>(text).ok()?;
            match is_number {
                true => number(text, kinds),
                false => Some(text.to_owned()),
            }
        }
    }
}

/// The number, unless it would lose digits or is not of the kind.
fn number(text: &str, kinds: Kinds) -> Option<String> {
    let is_held = match text.contains(['.', 'e', 'E']) {
        true if !kinds.has(Kinds::NUMBER) => return integer(text, kinds),
        true => text.parse().is_ok_and(f64::is_finite),
        false => text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok(),
    };
    is_held.then(|| text.to_owned())
}

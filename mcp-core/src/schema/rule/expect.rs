//! Saying in a few words what a value should be.

use super::terms::{
    ArrayTerms, Branch, Choice, Kinds, NumberTerms, ObjectTerms, Span, Terms, TextTerms,
};

/// Words within words end here.
const DEEPEST: usize = 4;

/// More are not listed.
const MOST: usize = 24;

/// Kinds in the order in which they are named; of numbers the whole ones stand for all.
const ORDER: [Kinds; 6] = [
    Kinds::WHOLE,
    Kinds::STRING,
    Kinds::BOOLEAN,
    Kinds::ARRAY,
    Kinds::OBJECT,
    Kinds::NULL,
];

/// What keeps to a schema, such as `an integer from 1 to 4`.
pub(super) fn expectation(terms: &Terms, definitions: &[Terms]) -> String {
    Words {
        definitions,
        deep: false,
    }
    .of(terms, 0)
}

/// What keeps to one of several schemas; objects with what tells them apart.
pub(super) fn alternatives(all: &[&Terms], definitions: &[Terms]) -> String {
    let words = Words {
        definitions,
        deep: true,
    };
    let all: Vec<String> = all.iter().map(|terms| words.of(terms, 1)).collect();
    list(&all, "; ")
}

/// Of several schemas those that are named: the one for null only where there is no other, for
/// what may be null is told by what else it may be.
pub(super) fn named(all: &[Terms]) -> Vec<&Terms> {
    let others: Vec<&Terms> = all.iter().filter(|terms| !terms.is_null()).collect();
    match others.is_empty() {
        true => all.iter().collect(),
        false => others,
    }
}

struct Words<'w> {
    definitions: &'w [Terms],
    /// Whether objects are told apart.
    deep: bool,
}

impl Words<'_> {
    fn of(&self, terms: &Terms, depth: usize) -> String {
        if terms.is_never() {
            return "nothing".to_owned();
        }
        if let Some(choices) = &terms.choices {
            return chosen(choices);
        }
        let kinds = match terms.kinds {
            Kinds::ALL => constrained(terms),
            kinds => kinds,
        };
        if kinds == Kinds::NONE {
            let branches = terms.branches.iter();
            return branches
                .filter_map(|branch| self.branch(branch, depth))
                .next()
                .unwrap_or_else(|| "any value".to_owned());
        }
        let mut words = Vec::new();
        for kind in ORDER {
            if kinds.has(kind) && (kind != Kinds::NULL || words.is_empty()) {
                words.push(match kind {
                    Kinds::WHOLE => number(terms.number.as_deref(), kinds),
                    Kinds::STRING => text(terms.text.as_deref()),
                    Kinds::BOOLEAN => "true or false".to_owned(),
                    Kinds::ARRAY => array(terms.array.as_deref()),
                    Kinds::OBJECT => self.object(terms.object.as_deref()),
                    _ => "null".to_owned(),
                });
            }
        }
        words.join(" or ")
    }

    /// Of what a schema is put together from, the first that says something.
    fn branch(&self, branch: &Branch, depth: usize) -> Option<String> {
        if depth == DEEPEST {
            return None;
        }
        let deeper = |terms: &Terms| self.of(terms, depth + 1);
        match branch {
            Branch::Reference(index) => Some(deeper(self.definitions.get(*index)?)),
            Branch::All(all) => all.iter().map(deeper).find(|words| words != "any value"),
            Branch::Any(any) | Branch::One(any) => {
                let any: Vec<String> = named(any).into_iter().map(deeper).collect();
                Some(list(&any, " or "))
            }
            Branch::Not(terms) => Some(format!("anything but {}", deeper(terms))),
            Branch::If(_) => None,
        }
    }

    fn object(&self, terms: Option<&ObjectTerms>) -> String {
        let Some(terms) = terms.filter(|_| self.deep) else {
            return "an object".to_owned();
        };
        let required = terms.required.iter().take(3);
        let marks: Vec<String> = required
            .map(
                |name| match terms.own(name).and_then(|own| own.choices.as_deref()) {
                    Some([choice]) => format!("`{name}`: {}", choice.text),
                    _ => format!("`{name}`"),
                },
            )
            .collect();
        match marks.is_empty() {
            true => "an object".to_owned(),
            false => format!("an object with {}", marks.join(", ")),
        }
    }
}

/// The kinds that a schema without a `type` still speaks of.
fn constrained(terms: &Terms) -> Kinds {
    [
        (terms.number.is_some(), Kinds::NUMBER),
        (terms.text.is_some(), Kinds::STRING),
        (terms.array.is_some(), Kinds::ARRAY),
        (terms.object.is_some(), Kinds::OBJECT),
    ]
    .into_iter()
    .filter(|(is, _)| *is)
    .fold(Kinds::NONE, |all, (_, kind)| all.or(kind))
}

fn chosen(choices: &[Choice]) -> String {
    let is_null = |choice: &Choice| choice.kind == Kinds::NULL;
    let all_null = choices.iter().all(is_null);
    let named = choices.iter().filter(|choice| all_null || !is_null(choice));
    let texts: Vec<&str> = named.map(|choice| choice.text.as_str()).collect();
    match texts.as_slice() {
        [] => "nothing".to_owned(),
        [only] => (*only).to_owned(),
        many => format!("one of {}", list(many, ", ")),
    }
}

fn number(terms: Option<&NumberTerms>, kinds: Kinds) -> String {
    let noun = match kinds.has(Kinds::NUMBER) {
        true => "a number",
        false => "an integer",
    };
    let Some(terms) = terms else {
        return noun.to_owned();
    };
    let noun = match terms.multiple_of {
        Some(of) if kinds.has(Kinds::NUMBER) || of.is_whole() => format!("a multiple of {of}"),
        Some(of) => format!("an integer and multiple of {of}"),
        None => noun.to_owned(),
    };
    if let (Some(low), Some(high), None, None) =
        (terms.minimum, terms.maximum, terms.above, terms.below)
    {
        return format!("{noun} from {low} to {high}");
    }
    let mut words = noun;
    let mut before = " ";
    for (what, bound) in [
        ("of at least", terms.minimum),
        ("greater than", terms.above),
        ("of at most", terms.maximum),
        ("less than", terms.below),
    ] {
        if let Some(bound) = bound {
            words += &format!("{before}{what} {bound}");
            before = " and ";
        }
    }
    words
}

fn text(terms: Option<&TextTerms>) -> String {
    let Some(terms) = terms else {
        return "a string".to_owned();
    };
    let mut words = match terms.format {
        Some(format) => format.words().to_owned(),
        None => "a string".to_owned(),
    };
    if terms.length != Span::default() {
        let of = if terms.length.is_between() { "" } else { "of " };
        words += &format!(" {of}{}", terms.length.words("character"));
    }
    if let Some(pattern) = &terms.pattern {
        words += &format!(" that matches {}", pattern.as_str());
    }
    words
}

fn array(terms: Option<&ArrayTerms>) -> String {
    let Some(terms) = terms else {
        return "an array".to_owned();
    };
    let unit = if terms.unique {
        "different item"
    } else {
        "item"
    };
    match terms.length {
        Span {
            least: None,
            most: None,
        } if terms.unique => "an array of different items".to_owned(),
        Span {
            least: None,
            most: None,
        } => "an array".to_owned(),
        span => {
            let words = span.words(unit);
            format!(
                "an array of {}",
                words.strip_prefix("from ").unwrap_or(&words)
            )
        }
    }
}

impl Span {
    /// The span as a count of something, such as `from 1 to 3 items`.
    pub(super) fn words(self, unit: &str) -> String {
        let (count, last) = match (self.least, self.most) {
            (Some(least), Some(most)) if least == most => (least.to_string(), least),
            (Some(least), Some(most)) => (format!("from {least} to {most}"), most),
            (Some(least), None) => (format!("at least {least}"), least),
            (None, Some(most)) => (format!("at most {most}"), most),
            (None, None) => ("any number of".to_owned(), 2),
        };
        let units = match (last, unit.strip_suffix('y')) {
            (1, _) => unit.to_owned(),
            (_, Some(stem)) => format!("{stem}ies"),
            (_, None) => format!("{unit}s"),
        };
        format!("{count} {units}")
    }

    fn is_between(self) -> bool {
        self.least.is_some() && self.most.is_some() && self.least != self.most
    }
}

/// The first of a list, with something between them.
pub(super) fn list<T: AsRef<str>>(all: &[T], between: &str) -> String {
    let mut texts: Vec<&str> = all.iter().take(MOST).map(AsRef::as_ref).collect();
    if all.len() > MOST {
        texts.push("…");
    }
    texts.join(between)
}

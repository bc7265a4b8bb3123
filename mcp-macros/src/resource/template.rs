//! URI templates (RFC 6570, levels 1 and 2) as they are written in an attribute.

mod expression;

use std::ops::Range;

use expression::{is_of_name, variable};

/// A template, in parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Template {
    pub(super) steps: Vec<Step>,
}

/// A part of a template.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    Literal(String),
    Variable(Variable),
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) expansion: Expansion,
    /// Where it stands in the text, with its braces.
    pub(super) place: Range<usize>,
}

/// How its value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expansion {
    /// `{name}`
    Simple,
    /// `{+name}`
    Reserved,
    /// `{#name}`
    Fragment,
}

/// What is wrong at a place of the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) place: Range<usize>,
    pub(super) advice: String,
}

impl Template {
    /// Reads a template; all that is wrong with it is told at once.
    pub(super) fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader {
            text,
            template: Self::default(),
            faults: Vec::new(),
        };
        reader.scheme();
        reader.steps();
        if reader.faults.is_empty() {
            reader.neighbours();
            reader.twins();
        }
        match reader.faults.is_empty() {
            true => Ok(reader.template),
            false => Err(reader.faults),
        }
    }

    pub(super) fn variables(&self) -> impl Iterator<Item = &Variable> {
        self.steps.iter().filter_map(|step| match step {
            Step::Literal(_) => None,
            Step::Variable(variable) => Some(variable),
        })
    }
}

struct Reader<'t> {
    text: &'t str,
    template: Template,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    /// The text begins with a scheme (RFC 3986, section 3.1), in its canonical form.
    fn scheme(&mut self) {
        let end = self.text.find([':', '/', '?', '#', '{']);
        let end = end.unwrap_or(self.text.len());
        let name = &self.text[..end];
        let fits = |name: &str| {
            let mut letters = name.chars();
            letters
                .next()
                .is_some_and(|first| first.is_ascii_lowercase())
                && letters.all(|letter| matches!(letter, 'a'..='z' | '0'..='9' | '+' | '.' | '-'))
        };
        let has_colon = self.text[end..].starts_with(':');
        if has_colon && fits(name) {
            return;
        }
        let lower = name.to_ascii_lowercase();
        let advice = if has_colon && fits(&lower) {
            format!("a scheme is written in lower case: `{lower}:`")
        } else if has_colon {
            format!(
                "`{name}:` is no scheme: one is made of `a-z 0-9 + - .`, and begins with a letter"
            )
        } else {
            let text = self.text.trim_start_matches('/');
            format!("a URI begins with its scheme, one of your own if you like: `app://{text}`")
        };
        self.fault(0..end.max(1).min(self.text.len()), advice);
    }

    fn steps(&mut self) {
        let mut start = 0;
        while start < self.text.len() {
            let rest = &self.text[start..];
            let Some(body) = rest.strip_prefix('{') else {
                let end = start + rest.find('{').unwrap_or(rest.len());
                self.literal(start..end);
                start = end;
                continue;
            };
            let end = body.find(['{', '}']);
            start = match end {
                Some(end) if body[end..].starts_with('}') => {
                    let place = start..start + end + 2;
                    self.expression(place.clone());
                    place.end
                }
                unclosed => {
                    let end = start + 1 + unclosed.unwrap_or(body.len());
                    self.unclosed(start..end);
                    end
                }
            };
        }
    }

    fn literal(&mut self, place: Range<usize>) {
        let text = &self.text[place.clone()];
        for (index, letter) in text.char_indices() {
            let at = place.start + index..place.start + index + letter.len_utf8();
            if let Some(advice) = refused(letter, &text[index..]) {
                let column = self.column(at.start);
                self.fault(at, format!("{} at column {column} {advice}", shown(letter)));
            }
        }
        self.template.steps.push(Step::Literal(text.to_owned()));
    }

    fn expression(&mut self, place: Range<usize>) {
        let written = &self.text[place.clone()];
        match variable(&written[1..written.len() - 1]) {
            Ok((name, expansion)) => {
                let name = name.to_owned();
                self.template.steps.push(Step::Variable(Variable {
                    name,
                    expansion,
                    place,
                }));
            }
            Err(advice) => {
                let column = self.column(place.start);
                self.fault(place, format!("`{written}` at column {column} {advice}"));
            }
        }
    }

    fn unclosed(&mut self, place: Range<usize>) {
        let column = self.column(place.start);
        let written = &self.text[place.clone()];
        let name = written[1..]
            .split(|letter: char| !is_of_name(letter))
            .next();
        let name = name.filter(|name| !name.is_empty()).unwrap_or("name");
        self.fault(
            place,
            format!("the brace at column {column} is never closed: write `{{{name}}}`"),
        );
    }

    /// Nobody can tell where one value ends and the next begins.
    fn neighbours(&mut self) {
        let pairs = self.template.steps.windows(2);
        let pairs = pairs.filter_map(|pair| match pair {
            [Step::Variable(first), Step::Variable(second)]
                if second.expansion != Expansion::Fragment =>
            {
                Some((first.place.clone(), second.place.clone()))
            }
            _ => None,
        });
        for (first, second) in pairs.collect::<Vec<_>>() {
            let column = self.column(first.start);
            let (one, other) = (&self.text[first.clone()], &self.text[second.clone()]);
            let advice = format!(
                "nobody can tell where `{one}` ends and `{other}` begins at column {column}: put a text between them, such as `{one}/{other}`"
            );
            self.fault(first.start..second.end, advice);
        }
    }

    /// Each variable stands once.
    fn twins(&mut self) {
        let mut seen: Vec<&str> = Vec::new();
        let mut twins = Vec::new();
        for Variable { name, place, .. } in self.template.variables() {
            if seen.contains(&name.as_str()) {
                twins.push((name.clone(), place.clone()));
            }
            seen.push(name);
        }
        for (name, place) in twins {
            let column = self.column(place.start);
            let advice = format!(
                "the variable `{name}` stands here again, at column {column}: rename one, each has a parameter of its own"
            );
            self.fault(place, advice);
        }
    }

    fn fault(&mut self, place: Range<usize>, advice: String) {
        self.faults.push(Fault { place, advice });
    }

    /// Counted in characters from 1.
    fn column(&self, place: usize) -> usize {
        self.text[..place].chars().count() + 1
    }
}

/// What is wrong with a character outside of braces (RFC 6570, section 2.1).
fn refused(letter: char, rest: &str) -> Option<&'static str> {
    let hexadecimal = |place: usize| {
        let byte = rest.as_bytes().get(place);
        byte.is_some_and(u8::is_ascii_hexdigit)
    };
    match letter {
        '}' => Some("closes no brace: write `{name}` for a variable, `%7D` for the character"),
        '%' if hexadecimal(1) && hexadecimal(2) => None,
        '%' => Some("begins no encoded byte: write `%25` for the character"),
        letter if letter.is_ascii_alphanumeric() => None,
        '-' | '.' | '_' | '~' | ':' | '/' | '?' | '#' | '[' | ']' | '@' | '!' | '$' | '&'
        | '\'' | '(' | ')' | '*' | '+' | ',' | ';' | '=' => None,
        letter if !letter.is_ascii() && !letter.is_control() && !letter.is_whitespace() => None,
        ' ' => Some("cannot stand in a URI: write `%20`"),
        _ => Some("cannot stand in a URI: percent-encode it"),
    }
}

fn shown(letter: char) -> String {
    match letter {
        ' ' => "a space".to_owned(),
        letter => format!("`{}`", letter.escape_default()),
    }
}

#[cfg(test)]
mod tests;

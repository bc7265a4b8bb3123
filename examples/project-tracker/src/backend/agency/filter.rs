//! The filters of a list: which there are follows from the sort of each column.

use rusqlite::types::Value as Sql;
use serde_json::{Value as Json, json};

use super::kind::{Kind, word};
use super::money;
use super::resource::{Column, Resource};
use crate::backend::moment;
use crate::backend::value::{line, text};

/// How many values one filter takes.
const MOST_VALUES: usize = 50;
const LONGEST_TEXT: usize = 200;

/// A parameter that leaves rows out.
pub(super) struct Filter {
    pub(super) name: String,
    column: &'static Column,
    test: Test,
}

#[derive(Clone, Copy)]
enum Test {
    /// Is one of these, or nothing for `none`.
    OneOf,
    /// Has this text in it.
    Contains,
    /// Is a list with this in it.
    Has,
    Least,
    Most,
}

/// SQL that is true of the rows to be shown. All that a caller says is in the parameters.
pub(super) struct Condition {
    pub(super) sql: String,
    pub(super) params: Vec<Sql>,
}

/// The filters of a resource.
pub(super) fn of(resource: &'static Resource) -> Vec<Filter> {
    let filters = resource.columns().flat_map(|column| {
        let tests: &[(&str, Test)] = match column.kind {
            Kind::Id | Kind::Reference(_) | Kind::Flag | Kind::Word(_) => &[("", Test::OneOf)],
            Kind::Line(_) | Kind::Email => &[("", Test::Contains)],
            Kind::References(_) => &[("", Test::Has)],
            Kind::Whole(..) | Kind::Money => &[("_min", Test::Least), ("_max", Test::Most)],
            Kind::Date | Kind::Instant => &[("_from", Test::Least), ("_to", Test::Most)],
            Kind::Prose(_) | Kind::Words | Kind::Custom => &[],
        };
        tests.iter().map(move |(end, test)| Filter {
            name: format!("{}{end}", column.name),
            column,
            test: *test,
        })
    });
    filters.collect()
}

/// The rows with these words anywhere in their texts.
pub(super) fn search(resource: &'static Resource, value: &Json) -> Result<Condition, String> {
    let words = line(LONGEST_TEXT)(value)?;
    let columns: Vec<_> = resource
        .columns()
        .filter(|column| column.kind.is_text())
        .collect();
    let tests: Vec<_> = columns.iter().map(|column| contains(column)).collect();
    Ok(Condition {
        sql: format!("({})", tests.join(" OR ")),
        params: vec![Sql::Text(words); columns.len()],
    })
}

impl Filter {
    /// Reads what a query says.
    pub(super) fn read(&self, value: &Json) -> Result<Condition, String> {
        let column = self.column.sql();
        let bound = |comparison: &str, bound: Sql| Condition {
            sql: format!("{column} {comparison} ?"),
            params: vec![bound],
        };
        match self.test {
            Test::OneOf => self.one_of(text(value)?),
            Test::Contains => Ok(Condition {
                sql: contains(self.column),
                params: vec![Sql::Text(line(LONGEST_TEXT)(value)?)],
            }),
            Test::Has => Ok(Condition {
                sql: format!("EXISTS (SELECT 1 FROM json_each({column}) e WHERE e.value = ?)"),
                params: vec![id(text(value)?)?],
            }),
            Test::Least => Ok(bound(">=", self.limit(text(value)?, "T00:00:00.000Z")?)),
            Test::Most => Ok(bound("<=", self.limit(text(value)?, "T23:59:59.999Z")?)),
        }
    }

    fn one_of(&self, given: &str) -> Result<Condition, String> {
        let column = self.column.sql();
        if given == "none" && self.column.nullable() {
            return Ok(Condition {
                sql: format!("{column} IS NULL"),
                params: Vec::new(),
            });
        }
        let values: Vec<&str> = given.split(',').collect();
        if values.len() > MOST_VALUES {
            return Err(format!("must be at most {MOST_VALUES} values"));
        }
        let params: Vec<Sql> = values
            .into_iter()
            .map(|value| self.value(value))
            .collect::<Result<_, _>>()?;
        let places = vec!["?"; params.len()].join(", ");
        Ok(Condition {
            sql: format!("{column} IN ({places})"),
            params,
        })
    }

    fn value(&self, text: &str) -> Result<Sql, String> {
        match self.column.kind {
            Kind::Word(words) => word(text, words).map(Sql::Text),
            Kind::Flag => match text {
                "true" => Ok(Sql::Integer(1)),
                "false" => Ok(Sql::Integer(0)),
                _ => Err("must be true or false".into()),
            },
            _ => id(text),
        }
    }

    /// A bound; a day bounds points in time with its first or last moment.
    fn limit(&self, text: &str, rest_of_day: &str) -> Result<Sql, String> {
        match self.column.kind {
            Kind::Money => money::read(text).map(Sql::Integer),
            Kind::Date => moment::date(text).map(Sql::Text),
            Kind::Instant => match moment::date(text) {
                Ok(day) => Ok(Sql::Text(day + rest_of_day)),
                Err(_) => moment::instant(text).map(Sql::Text),
            },
            _ => text
                .parse()
                .map(Sql::Integer)
                .map_err(|_| "must be a whole number".into()),
        }
    }

    /// What it does, for a person.
    pub(super) fn about(&self) -> String {
        let name = self.column.name;
        match self.test {
            Test::OneOf if self.column.nullable() => {
                format!(
                    "Only those whose {name} is one of these, comma-separated; `none` for those without."
                )
            }
            Test::OneOf => format!("Only those whose {name} is one of these, comma-separated."),
            Test::Contains => format!(
                "Only those whose {name} contains this text; A to Z and a to z are the same."
            ),
            Test::Has => format!("Only those with this id among {name}."),
            Test::Least if self.is_time() => format!("Only those whose {name} is this or later."),
            Test::Most if self.is_time() => format!("Only those whose {name} is this or earlier."),
            Test::Least => format!("Only those whose {name} is this or more."),
            Test::Most => format!("Only those whose {name} is this or less."),
        }
    }

    fn is_time(&self) -> bool {
        matches!(self.column.kind, Kind::Date | Kind::Instant)
    }

    /// Its JSON Schema.
    pub(super) fn schema(&self) -> Json {
        match (self.test, self.column.kind) {
            (Test::OneOf, Kind::Word(words)) => json!({
                "type": "string",
                "pattern": format!("^({0})(,({0}))*$", words.join("|")),
            }),
            (Test::OneOf, Kind::Flag) => json!({ "type": "boolean" }),
            (Test::OneOf, _) => json!({ "type": "string", "examples": ["1", "1,2"] }),
            (Test::Contains, _) => {
                json!({ "type": "string", "minLength": 1, "maxLength": LONGEST_TEXT })
            }
            (Test::Has, _) => json!({ "type": "integer", "minimum": 1 }),
            (Test::Least | Test::Most, Kind::Whole(..)) => json!({ "type": "integer" }),
            (Test::Least | Test::Most, kind) => kind.schema(),
        }
    }
}

/// Not LIKE, whose wildcards a caller would have to know of.
fn contains(column: &Column) -> String {
    format!("instr(lower({}), lower(?)) > 0", column.sql())
}

fn id(text: &str) -> Result<Sql, String> {
    let id = text.parse().ok().filter(|&id: &i64| id > 0);
    id.map(Sql::Integer)
        .ok_or_else(|| "must be a whole number greater than 0".into())
}

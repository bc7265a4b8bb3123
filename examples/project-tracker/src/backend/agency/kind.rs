//! What sorts of values there are: how one is read from a body, kept in SQLite and shown again.

use rusqlite::types::{Value as Sql, ValueRef};
use serde_json::{Map, Value as Json, json};

use super::money;
use super::resource::Resource;
use crate::backend::error::Error;
use crate::backend::moment;
use crate::backend::value::{line, prose, text};

/// How many rows a list of references names at most.
const MOST_REFERENCES: usize = 50;
const LONGEST_EMAIL: usize = 254;

/// What sort of value a column has.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// The number of the row itself.
    Id,
    /// A whole number within bounds.
    Whole(i64, i64),
    /// An amount from 0, kept in hundredths.
    Money,
    /// A day.
    Date,
    /// A point in time.
    Instant,
    /// Yes or no.
    Flag,
    /// One line of at most so many characters.
    Line(usize),
    /// Any number of lines, at most so many characters.
    Prose(usize),
    /// An address of e-mail.
    Email,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Another row.
    Reference(Reference),
    /// Any number of rows.
    References(&'static Resource),
    /// A list of words.
    Words,
    /// The values of the custom fields, by key.
    Custom,
}

/// How a row refers to another.
#[derive(Clone, Copy)]
pub(super) struct Reference {
    pub(super) to: &'static Resource,
    /// Whether the row is part of the other, and is deleted with it; else it keeps the other from being deleted.
    pub(super) part: bool,
    /// The column that both rows must agree in.
    pub(super) same: Option<&'static str>,
}

impl Kind {
    /// Another row, which is kept from being deleted.
    pub(super) const fn to(to: &'static Resource) -> Self {
        Self::Reference(Reference {
            to,
            part: false,
            same: None,
        })
    }

    /// Another row, which agrees with this one in a column.
    pub(super) const fn alike(to: &'static Resource, same: &'static str) -> Self {
        Self::Reference(Reference {
            to,
            part: false,
            same: Some(same),
        })
    }

    /// The row that this one is part of.
    pub(super) const fn part_of(to: &'static Resource, same: Option<&'static str>) -> Self {
        Self::Reference(Reference {
            to,
            part: true,
            same,
        })
    }

    /// Whether words are sought in it.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Line(_) | Self::Prose(_) | Self::Email)
    }

    /// Whether it has an order.
    pub(super) fn is_sortable(self) -> bool {
        !matches!(
            self,
            Self::Prose(_) | Self::References(_) | Self::Words | Self::Custom
        )
    }

    /// Reads what a body says.
    pub(super) fn read(self, value: &Json) -> Result<Sql, String> {
        match self {
            Self::Id => positive(value).map(Sql::Integer),
            Self::Whole(least, most) => whole(value, least, most).map(Sql::Integer),
            Self::Money => match value {
                Json::Number(number) => money::read(&number.to_string()).map(Sql::Integer),
                _ => Err(money::WANTED.into()),
            },
            Self::Date => moment::date(text(value)?).map(Sql::Text),
            Self::Instant => moment::instant(text(value)?).map(Sql::Text),
            Self::Flag => value
                .as_bool()
                .map(|flag| Sql::Integer(flag.into()))
                .ok_or_else(|| "must be true or false".into()),
            Self::Line(longest) => line(longest)(value).map(Sql::Text),
            Self::Prose(longest) => prose(0, longest)(value).map(Sql::Text),
            Self::Email => email(value).map(Sql::Text),
            Self::Word(words) => word(text(value)?, words).map(Sql::Text),
            Self::Reference(_) => positive(value).map(Sql::Integer),
            Self::References(_) => references(value).map(Sql::Text),
            Self::Words => Err("cannot be written".into()),
            Self::Custom => custom(value).map(Sql::Text),
        }
    }

    /// Shows what SQLite keeps.
    pub(super) fn show(self, value: ValueRef<'_>) -> Result<Json, Error> {
        Ok(match (self, value) {
            (_, ValueRef::Null) => Json::Null,
            (Self::Money, ValueRef::Integer(hundredths)) => money::show(hundredths),
            (Self::Flag, ValueRef::Integer(flag)) => (flag != 0).into(),
            (_, ValueRef::Integer(number)) => number.into(),
            (Self::References(_) | Self::Words | Self::Custom, ValueRef::Text(json)) => {
                serde_json::from_slice(json).map_err(|error| Error::Internal(error.into()))?
            }
            (_, value) => {
                let text = value
                    .as_str()
                    .map_err(|error| Error::Internal(error.into()))?;
                text.into()
            }
        })
    }

    /// Its JSON Schema.
    pub(super) fn schema(self) -> Json {
        match self {
            Self::Id | Self::Reference(_) => json!({ "type": "integer", "minimum": 1 }),
            Self::Whole(least, most) => {
                json!({ "type": "integer", "minimum": least, "maximum": most })
            }
            Self::Money => json!({ "type": "number", "minimum": 0 }),
            Self::Date => json!({ "type": "string", "format": "date" }),
            Self::Instant => json!({ "type": "string", "format": "date-time" }),
            Self::Flag => json!({ "type": "boolean" }),
            Self::Line(most) => json!({ "type": "string", "minLength": 1, "maxLength": most }),
            Self::Prose(most) => json!({ "type": "string", "maxLength": most }),
            Self::Email => {
                json!({ "type": "string", "format": "email", "maxLength": LONGEST_EMAIL })
            }
            Self::Word(words) => json!({ "type": "string", "enum": words }),
            Self::References(_) => json!({
                "type": "array", "maxItems": MOST_REFERENCES, "uniqueItems": true,
                "items": { "type": "integer", "minimum": 1 },
            }),
            Self::Words => json!({ "type": "array", "items": { "type": "string" } }),
            Self::Custom => json!({ "type": "object", "additionalProperties": true }),
        }
    }
}

/// One of the words, or which there are.
pub(super) fn word(given: &str, words: &[&str]) -> Result<String, String> {
    if words.contains(&given) {
        Ok(given.to_owned())
    } else {
        Err(format!("must be one of {}", words.join(", ")))
    }
}

fn whole(value: &Json, least: i64, most: i64) -> Result<i64, String> {
    let number = value.as_i64();
    number
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| format!("must be a whole number from {least} to {most}"))
}

fn positive(value: &Json) -> Result<i64, String> {
    let id = value.as_i64().filter(|&id| id > 0);
    id.ok_or_else(|| "must be a whole number greater than 0".into())
}

fn references(value: &Json) -> Result<String, String> {
    let ids = value.as_array().ok_or("must be a list of ids")?;
    if ids.len() > MOST_REFERENCES {
        return Err(format!("must be at most {MOST_REFERENCES} ids"));
    }
    let mut ids = ids
        .iter()
        .map(positive)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|message| format!("each id {message}"))?;
    ids.sort_unstable();
    ids.dedup();
    Ok(json!(ids).to_string())
}

fn email(value: &Json) -> Result<String, String> {
    let email = line(LONGEST_EMAIL)(value)?;
    let parts = email.rsplit_once('@');
    let good = parts.is_some_and(|(user, host)| {
        !user.is_empty() && !host.is_empty() && !email.contains(char::is_whitespace)
    });
    good.then_some(email)
        .ok_or_else(|| "must be an address such as name@example.com".into())
}

/// Which keys there are and what they may hold is in the database, and looked at there.
fn custom(value: &Json) -> Result<String, String> {
    let fields = value.as_object().ok_or("must be an object")?;
    let given: Map<_, _> = fields
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    Ok(Json::Object(given).to_string())
}

//! The values of custom fields, held against the definitions of their division.

use rusqlite::Connection;
use serde_json::{Map, Value as Json};

use crate::backend::error::Error;
use crate::backend::moment;
use crate::backend::value::{line, text};

const LONGEST_TEXT: usize = 500;

/// A custom field of a division.
struct Definition {
    key: String,
    kind: String,
    options: String,
}

/// What is wrong with these values, if anything.
pub(super) fn check(
    connection: &Connection,
    division: i64,
    column: &str,
    values: &str,
) -> Result<Vec<String>, Error> {
    let definitions = definitions(connection, division)?;
    let values: Map<String, Json> =
        serde_json::from_str(values).map_err(|error| Error::Internal(error.into()))?;
    let problems = values.iter().filter_map(|(key, value)| {
        let problem = match definitions.iter().find(|known| known.key == *key) {
            Some(definition) => definition.check(value).err()?,
            None => "is not a known field".into(),
        };
        Some(format!("{column}.{key}: {problem}"))
    });
    Ok(problems.collect())
}

impl Definition {
    fn check(&self, value: &Json) -> Result<(), String> {
        match self.kind.as_str() {
            "number" if value.is_number() => Ok(()),
            "number" => Err("must be a number".into()),
            "checkbox" if value.is_boolean() => Ok(()),
            "checkbox" => Err("must be true or false".into()),
            "date" => moment::date(text(value)?).map(drop),
            "dropdown" => {
                let options: Vec<String> = serde_json::from_str(&self.options).unwrap_or_default();
                let given = text(value)?;
                if options.iter().any(|option| option == given) {
                    Ok(())
                } else {
                    Err(format!("must be one of {}", options.join(", ")))
                }
            }
            _ => line(LONGEST_TEXT)(value).map(drop),
        }
    }
}

fn definitions(connection: &Connection, division: i64) -> Result<Vec<Definition>, Error> {
    let sql = "SELECT key, type, options FROM agency_customfields
               WHERE division_id = ?1 AND deleted_at IS NULL";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_map([division], |row| {
        Ok(Definition {
            key: row.get(0)?,
            kind: row.get(1)?,
            options: row.get(2)?,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

//! A row as it is kept, and what is about to become of it.

use rusqlite::types::Value as Sql;

use super::resource::Column;

/// The stored columns of a row.
#[derive(Clone)]
pub(super) struct Record(Vec<(&'static Column, Sql)>);

impl Record {
    pub(super) fn new(values: Vec<(&'static Column, Sql)>) -> Self {
        Self(values)
    }

    pub(super) fn values(&self) -> impl Iterator<Item = (&'static Column, &Sql)> {
        self.0.iter().map(|(column, value)| (*column, value))
    }

    /// What a column holds; nothing if there is no such column.
    pub(super) fn get(&self, name: &str) -> &Sql {
        let found = self.0.iter().find(|(column, _)| column.name == name);
        found.map_or(&Sql::Null, |(_, value)| value)
    }

    pub(super) fn set(&mut self, name: &str, value: Sql) {
        if let Some((_, old)) = self.0.iter_mut().find(|(column, _)| column.name == name) {
            *old = value;
        }
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Sql::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn number(&self, name: &str) -> Option<i64> {
        match self.get(name) {
            Sql::Integer(number) => Some(*number),
            _ => None,
        }
    }
}

/// What is about to become of a row.
pub(super) struct Change<'a> {
    /// Nothing at a creation.
    pub(super) before: Option<&'a Record>,
    /// Nothing at a deletion.
    pub(super) after: Option<&'a Record>,
}

impl Change<'_> {
    /// Whether a column will hold something else than it did.
    pub(super) fn touches(&self, name: &str) -> bool {
        self.before.map(|row| row.get(name)) != self.after.map(|row| row.get(name))
    }
}

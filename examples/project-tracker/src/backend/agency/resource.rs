//! What a resource is: one description from which its requests are read, its SQL is written and its OpenAPI follows.

use super::kind::Kind;
use super::levels::Area;
use super::record::Change;
use crate::backend::error::Error;

/// A sort of thing the API keeps, as `/{name}` and in one table.
pub(super) struct Resource {
    /// The segment of the path, also what many of them are called.
    pub(super) name: &'static str,
    /// What one of them is called.
    pub(super) one: &'static str,
    pub(super) about: &'static str,
    pub(super) table: &'static str,
    pub(super) area: Area,
    /// The columns besides those in [`COMMON`].
    pub(super) columns: &'static [Column],
    /// The columns whose value no two living rows of a division share.
    pub(super) unique: &'static [&'static str],
    /// The order of a list that asks for none, as the parameter `sort` spells it.
    pub(super) sort: &'static str,
    /// The column with the contact a row belongs to; staff write no rows but their own.
    pub(super) own: Option<&'static str>,
    /// Whether requests may create, update and delete.
    pub(super) writable: bool,
    /// What holds between the columns of a row, and which changes it can go through.
    pub(super) rule: fn(&Change<'_>) -> Result<(), Error>,
}

/// What a resource is before its own table says otherwise.
pub(super) const PLAIN: Resource = Resource {
    name: "",
    one: "",
    about: "",
    table: "",
    area: Area::Work,
    columns: &[],
    unique: &[],
    sort: "id",
    own: None,
    writable: true,
    rule: |_| Ok(()),
};

/// The columns that every resource has.
pub(super) static COMMON: [Column; 3] = [
    Column::new("id", Kind::Id, "Its number.").server(),
    Column::new("created_at", Kind::Instant, "When it was created.").server(),
    Column::new("updated_at", Kind::Instant, "When it was last changed.").server(),
];

impl Resource {
    /// All columns, in the order in which they are described.
    pub(super) fn columns(&'static self) -> impl Iterator<Item = &'static Column> {
        let [id, created, updated] = &COMMON;
        std::iter::once(id)
            .chain(self.columns)
            .chain([created, updated])
    }

    /// The column with this name.
    pub(super) fn column(&'static self, name: &str) -> Option<&'static Column> {
        self.columns().find(|column| column.name == name)
    }

    /// The columns that requests may write.
    pub(super) fn written(&'static self) -> impl Iterator<Item = &'static Column> {
        self.columns
            .iter()
            .filter(|column| column.access != Access::Server)
    }

    /// What one of them is called, with its article.
    pub(super) fn an(&self) -> String {
        let vowel = self.one.starts_with(['a', 'e', 'i', 'o', 'u']);
        format!("{} {}", if vowel { "an" } else { "a" }, self.one)
    }

    /// What one of them is called at the beginning of a sentence.
    pub(super) fn title(&self) -> String {
        let mut letters = self.one.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect()
    }
}

/// One thing that a resource knows about each of its rows.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) about: &'static str,
    /// What stands for the column in SQL if it is worked out from others; the row is `t`.
    pub(super) sql: Option<&'static str>,
    pub(super) access: Access,
    /// Whether it must be given at creation.
    pub(super) required: bool,
    /// What it is at creation when it is not given.
    pub(super) preset: Option<Preset>,
    /// Whether a list says what the column adds up to.
    pub(super) summed: bool,
}

/// Who writes a column, and when.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Requests, at any time.
    Open,
    /// Requests, at creation only.
    Fixed,
    /// Nobody but the server.
    Server,
}

/// What a column is at creation when it is not given.
#[derive(Clone, Copy)]
pub(super) enum Preset {
    Word(&'static str),
    Number(i64),
    /// The present date (UTC).
    Today,
    /// The contact the caller acts as.
    Caller,
}

impl Column {
    /// A column that requests may write and leave empty.
    pub(super) const fn new(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Self {
            name,
            kind,
            about,
            sql: None,
            access: Access::Open,
            required: false,
            preset: None,
            summed: false,
        }
    }

    /// A column that is worked out from others.
    pub(super) const fn computed(
        name: &'static str,
        kind: Kind,
        about: &'static str,
        sql: &'static str,
    ) -> Self {
        let mut column = Self::new(name, kind, about).server();
        column.sql = Some(sql);
        column
    }

    pub(super) const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub(super) const fn preset(mut self, preset: Preset) -> Self {
        self.preset = Some(preset);
        self
    }

    pub(super) const fn fixed(mut self) -> Self {
        self.access = Access::Fixed;
        self
    }

    pub(super) const fn server(mut self) -> Self {
        self.access = Access::Server;
        self
    }

    pub(super) const fn summed(mut self) -> Self {
        self.summed = true;
        self
    }

    /// Whether a row may leave it empty.
    pub(super) fn nullable(&self) -> bool {
        !self.required && self.preset.is_none() && self.access != Access::Server
    }

    /// What stands for it in SQL.
    pub(super) fn sql(&self) -> String {
        match self.sql {
            Some(sql) => format!("({sql})"),
            None => format!("t.\"{}\"", self.name),
        }
    }
}

//! What a client of the API is to know of each resource, so that its tools follow from the same tables.

use serde_json::{Map, Value};

use super::openapi::{self, Asked, schemas};
use super::resource::Resource;
use super::resources::RESOURCES;

/// A resource, as the API shows it.
pub(crate) struct Surface(&'static Resource);

/// All resources.
pub(crate) fn surface() -> impl Iterator<Item = Surface> {
    RESOURCES.into_iter().map(Surface)
}

impl Surface {
    /// The segment of its path.
    pub(crate) const fn segment(&self) -> &'static str {
        self.0.name
    }

    /// What one of them is called.
    pub(crate) const fn one(&self) -> &'static str {
        self.0.one
    }

    /// The same with its article.
    pub(crate) fn an(&self) -> String {
        self.0.an()
    }

    /// What many of them are called.
    pub(crate) fn many(&self) -> String {
        match self.0.one.strip_suffix('y') {
            Some(stem) => format!("{stem}ies"),
            None => format!("{}s", self.0.one),
        }
    }

    /// What they are.
    pub(crate) const fn about(&self) -> &'static str {
        self.0.about
    }

    /// The first part of the scopes that its requests need.
    pub(crate) const fn area(&self) -> &'static str {
        self.0.area.name()
    }

    /// Whether requests may create, update and delete.
    pub(crate) const fn is_writable(&self) -> bool {
        self.0.writable
    }

    /// What a list may be asked for: schemas by name.
    pub(crate) fn list(&self) -> Map<String, Value> {
        let asked = openapi::list_query(self.0).into_iter();
        asked.map(property).collect()
    }

    /// Which columns one may be asked for.
    pub(crate) fn fields(&self) -> (String, Value) {
        property(openapi::fields_query(self.0))
    }

    /// What is said to create one: a schema of the body.
    pub(crate) fn creation(&self) -> Value {
        schemas::creation(self.0)
    }

    /// What is said to change one: a schema of the body.
    pub(crate) fn changes(&self) -> Value {
        schemas::changes(self.0)
    }
}

fn property(mut asked: Asked) -> (String, Value) {
    asked.schema["description"] = asked.about.into();
    (asked.name, asked.schema)
}

//! The folders that a client works in (`client/roots`).

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, Error};

use crate::members::{any, named, optional, required};

/// A folder or file that the client works in. It informs, and guards nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Root {
    /// Where it is: a `file://` URI.
    pub uri: String,
    /// A name for people.
    pub name: Option<String>,
}

impl Root {
    /// Reads the object.
    #[inline]
    pub(crate) fn read(json: &str) -> serde_json::Result<Self> {
        let [uri, name] = named(json, ["uri", "name"])?;
        Ok(Self {
            uri: required("uri", uri)?.into_owned(),
            name: optional("name", name)?.map(Cow::into_owned),
        })
    }
}

impl<'de> Deserialize<'de> for Root {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = any(deserializer)?;
        Self::read(json.get()).map_err(D::Error::custom)
    }
}

//! What both attributes need: keys, docs, names, paths and a place for mistakes.

pub(crate) mod attr;
pub(crate) mod docs;
pub(crate) mod errors;
pub(crate) mod names;
pub(crate) mod path;

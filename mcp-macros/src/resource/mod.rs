//! `#[resource("…")]`: a function, its model, and the code that makes it a resource.

pub(crate) mod check;
pub(crate) mod expand;
pub(crate) mod keys;
mod list;
pub(crate) mod model;
mod template;
pub(crate) mod uri;

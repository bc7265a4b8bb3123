//! `#[tool]`: a function, its model, and the code that makes it a tool.

pub(crate) mod check;
pub(crate) mod expand;
pub(crate) mod keys;
pub(crate) mod model;
pub(crate) mod parameter;

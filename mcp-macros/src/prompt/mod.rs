//! `#[prompt]`: a function, its model, and the code that makes it a prompt.

pub(crate) mod check;
pub(crate) mod expand;
pub(crate) mod keys;
pub(crate) mod model;

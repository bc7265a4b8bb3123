//! What tools, prompts and resources have in common: each is a function.

pub(crate) mod check;
pub(crate) mod expand;
pub(crate) mod given;
pub(crate) mod keys;
pub(crate) mod model;
pub(crate) mod parameter;
pub(crate) mod parse;

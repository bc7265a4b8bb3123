//! Arguments that arrive as text: those of prompts, and the variables of URIs.

pub(crate) mod argument;
pub(crate) mod check;
mod complete;
pub(crate) mod expand;

pub(crate) use complete::of_self;

//! Skills over every transport, in every revision: lists of them, their files and folders, and what
//! a client must not get.

mod changing;
mod disk;
mod gated;
mod served;
#[allow(dead_code, reason = "only parts of it are wanted here")]
#[path = "../wire/support/mod.rs"]
mod support;

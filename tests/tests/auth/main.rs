//! Who calls: what a server demands of its callers, over sockets and pipes, and what of theirs
//! nobody else gets.

mod beside;
mod bodies;
mod calls;
mod concerned;
mod cursors;
mod gate;
mod guessing;
mod metadata;
mod operations;
mod order;
mod owners;
mod pipes;
mod schemes;
mod shares;
mod streams;
#[allow(dead_code, reason = "only parts of it are wanted here")]
#[path = "../wire/support/mod.rs"]
mod support;
mod tokens;
mod withdrawn;

//! Asking the client: one tool body for every revision and transport, and what happens when clients
//! and time misbehave. All that the server says is held against the schema of its revision.

mod client;
mod everywhere;
mod live;
mod offer;
mod page;
mod replay;
#[allow(dead_code, reason = "only parts of it are wanted here")]
#[path = "../wire/support/mod.rs"]
mod support;
mod way;

//! Calls that go on after their answer: in both revisions that have a word for it, over every
//! transport that they are spoken on. All that the server says is held against the schema, or, where
//! the extension has none, against its words.

mod chatter;
mod client;
mod core;
mod core_ask;
mod ends;
mod extension;
mod extension_ask;
mod listen;
mod offer;
mod repeated;
mod status;
#[allow(dead_code, reason = "only parts of it are wanted here")]
#[path = "../wire/support/mod.rs"]
mod support;
#[path = "../ask/way.rs"]
mod way;

//! A record of every call, over real sockets and pipes and in real files: what stands in it, what
//! does not, and what becomes of calls that cannot be recorded.

mod book;
mod eager;
mod many;
mod outcomes;
mod reads;
mod required;
mod secrets;
#[allow(dead_code, reason = "only parts of it are wanted here")]
#[path = "../wire/support/mod.rs"]
mod support;
mod tools;

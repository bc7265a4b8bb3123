//! Services that misbehave, over real sockets, and what becomes of the calls.

#![allow(
    clippy::unwrap_used,
    reason = "what a test is made of works, or the test fails"
)]

mod backend;

mod answers;
mod breaker;
mod credentials;
mod leaving;
mod limits;
mod refusals;
mod repeats;
mod tools;

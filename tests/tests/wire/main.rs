//! The server as bytes: every revision over every transport, every refusal, and what happens when
//! clients and time misbehave.

mod behaviour;
mod cases;
mod flows;
mod refusals;
mod support;

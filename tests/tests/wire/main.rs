//! The server as bytes: every revision over every transport, every refusal, and what happens when
//! clients and time misbehave.

mod behaviour;
mod cases;
mod flows;
mod methods;
mod notify;
mod refusals;
mod resume;
mod rules;
mod serve;
mod support;

//! What takes more than one message: each held in every revision over every transport.

mod calls;
mod envelope;
mod greeting;
mod lists;
mod notices;
mod pipe;

//! Tokens of every kind, right and wrong.

mod algorithms;
mod claims;
mod keys;
mod rotation;
mod secrecy;
mod signing;

//! JSON Schemas: of a tool's arguments and of its answer, in the form that clients can read.

mod describe;
mod expect;
mod missing;
mod normalise;

pub use describe::{Description, Need, output_schema, serialized};
pub(crate) use expect::expectation;
pub use missing::Missing;

#[cfg(test)]
mod tests;

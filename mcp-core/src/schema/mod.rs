//! JSON Schemas: of a tool's arguments and of its answer, in the form that clients can read.

mod decorate;
mod describe;
mod dialect;
mod fields;
mod gemini;
mod header;
mod hold;
mod keyword;
mod lint;
mod merge;
mod missing;
mod normalise;
mod policy;
mod publish;
mod root;
mod rule;

pub(crate) use describe::Described;
pub use describe::{Description, Need, serialized};
pub(crate) use dialect::understood;
use fields::fields;
pub use header::HeaderParam;
pub(crate) use header::header_params;
pub(crate) use hold::{argument_rules, fits, whole_rule};
pub use lint::{Lint, lint};
pub use missing::Missing;
pub use policy::SchemaPolicy;
pub(crate) use publish::{input, output};
pub(crate) use rule::{Fault, Rule};

#[cfg(test)]
mod tests;

//! Functions as tools: how parameters are found, results spelled and failures told.

mod args;
mod argument;
mod arguments;
mod complaint;
mod define;
mod error;
mod given;
mod input;
#[doc(hidden)]
pub mod limits;
mod media;
mod near;
mod output;
mod param;
mod prepare;
mod schemas;
mod set;
mod spec;

pub use args::Args;
pub use argument::{ArgumentSpec, Bound, Limits};
pub use arguments::{Arguments, Slot, shown};
pub use define::{Call, CallFuture, Describe, Outcome, Output, Tool, must_send};
pub use error::{IntoToolError, ToolError, reference};
pub use given::{GivenSchema, IntoSchema};
pub use input::Input;
pub use media::{Audio, Image};
pub use near::nearest;
pub use output::{IntoToolResult, Json, Structured, ToolResult};
pub use param::{
    Extracted, FromContext, Lent, Param, RefParam, Rejection, ViaArgument, ViaContext, ViaWhole,
};
pub use prepare::{Policy, Prepared};
pub use set::{Method, Methods, ToolFunction, ToolSet, Tools};
pub use spec::Spec;

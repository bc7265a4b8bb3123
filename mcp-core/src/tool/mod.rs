//! Functions as tools: how parameters are found, results spelled and failures told.

mod argument;
mod arguments;
mod define;
mod error;
mod output;
mod param;
mod set;
mod whole;

pub(crate) use argument::range;
pub use argument::{ArgumentSpec, Limits};
pub use arguments::{Arguments, Slot, default_value, nearest};
pub use define::{Call, CallFuture, Describe, Outcome, Output, Spec, Tool, must_send};
pub use error::{IntoToolError, ToolError, reference};
pub use output::{IntoToolResult, Json, Structured, ToolResult};
pub use param::{FromContext, Lent, Param, RefParam, Rejection, ViaArgument, ViaContext};
pub use set::{ToolFunction, ToolSet, Tools};

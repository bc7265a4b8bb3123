//! An answer that is a question.

use std::sync::Arc;

use mcp_core::Context;
use mcp_core::model::Question;

/// What must be known before a call can go on.
#[derive(Debug)]
pub(crate) struct InputRequired {
    /// Each with its key.
    pub(crate) questions: Vec<(String, Arc<Question>)>,
    /// What the call knows so far, not yet sealed.
    pub(crate) journal: Vec<u8>,
    /// The call.
    pub(crate) context: Context,
}

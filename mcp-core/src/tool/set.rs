//! Sets of tools: lists of functions, and the methods of a value.

use std::sync::Arc;

use super::{CallFuture, Describe, Output, Spec, Tool};
use crate::peer::Context;

/// A function that `#[tool]` made a tool.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tool function",
    label = "no tool of this name",
    note = "put `#[tool]` on `fn {Self}`"
)]
pub trait ToolFunction {
    /// The tool.
    fn tool() -> Tool;
}

/// Whatever has tools: a type with `#[tools]` on its `impl` block, or a list made by `toolset!`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no tools",
    label = "neither a list of tools nor a type with `#[tools]`",
    note = "put `#[tools]` on `impl {Self}`, or name free functions with `toolset![...]`"
)]
pub trait ToolSet {
    /// Its tools; they share the value.
    fn into_tools(self) -> Tools;
}

/// A list of tools.
#[derive(Debug, Default)]
pub struct Tools(pub(crate) Vec<Tool>);

impl Tools {
    /// No tools.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The same with the tool of a function.
    #[must_use]
    pub fn with<F: ToolFunction>(self) -> Self {
        self.tool(F::tool())
    }

    /// The same with one more tool.
    #[must_use]
    pub fn tool(mut self, tool: Tool) -> Self {
        self.0.push(tool);
        self
    }

    /// The same with a method of a shared value as one more tool.
    #[must_use]
    pub fn method<S: Send + Sync + 'static>(
        self,
        this: &Arc<S>,
        spec: &'static Spec,
        describe: Describe,
        output: Output,
        call: fn(Arc<S>, &'static Spec, Context) -> CallFuture,
    ) -> Self {
        let this = Arc::clone(this);
        let call = Box::new(move |context| call(Arc::clone(&this), spec, context));
        self.tool(Tool::new(spec, describe, output, call))
    }
}

impl IntoIterator for Tools {
    type Item = Tool;
    type IntoIter = std::vec::IntoIter<Tool>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl ToolSet for Tools {
    fn into_tools(self) -> Tools {
        self
    }
}

impl ToolSet for Tool {
    fn into_tools(self) -> Tools {
        Tools(vec![self])
    }
}

//! Sets of tools: lists of functions, and the methods of a value.

use std::borrow::Cow;
use std::sync::Arc;

use super::{CallFuture, Describe, Input, Output, Spec, Tool};
use crate::peer::{Condition, Context, Viewer};
use crate::prompt::{Prompt, PromptFunction, Prompts};
use crate::resource::{Resource, ResourceFunction, Resources};

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

/// Whatever has tools: a type with `#[tools]` on its `impl` block, also in an `Arc`, or a list made by
/// `toolset!`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no tools",
    label = "neither a list of tools nor a type with `#[tools]`",
    note = "put `#[tools]` on the `impl` block of the type, or name free functions with `toolset![...]`; give several sets one by one: `.tools(…).tools(…)`"
)]
pub trait ToolSet {
    /// Its tools; they share the value.
    fn into_tools(self) -> Tools;
}

/// A type of which `#[tools]` made methods something to offer.
pub trait Methods: Sized {
    /// What the methods became; all calls share the value.
    fn listed(this: Arc<Self>) -> Tools;
}

#[diagnostic::do_not_recommend]
impl<T: Methods> ToolSet for T {
    fn into_tools(self) -> Tools {
        T::listed(Arc::new(self))
    }
}

impl<T: Methods> ToolSet for Arc<T> {
    fn into_tools(self) -> Tools {
        T::listed(self)
    }
}

/// A method that an attribute made something to offer; the number tells those of a block apart,
/// and a type of its own the block from others.
pub trait Method<Block, const N: usize>: Sized {
    /// The list with what the method became.
    fn add(this: &Arc<Self>, tools: Tools) -> Tools;
}

/// A list of tools, with the prompts and resources that are written beside them.
#[derive(Debug, Default)]
pub struct Tools {
    tools: Vec<Tool>,
    prompts: Prompts,
    resources: Resources,
}

impl Tools {
    /// No tools.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            tools: Vec::new(),
            prompts: Prompts::new(),
            resources: Resources::new(),
        }
    }

    /// The same with the tool of a function.
    #[must_use]
    pub fn with<F: ToolFunction>(self) -> Self {
        self.tool(F::tool())
    }

    /// The same with one more tool.
    #[must_use]
    pub fn tool(mut self, tool: Tool) -> Self {
        self.tools.push(tool);
        self
    }

    /// The same with the prompt of a function.
    #[must_use]
    pub fn with_prompt<F: PromptFunction>(self) -> Self {
        self.prompt(F::prompt())
    }

    /// The same with one more prompt.
    #[must_use]
    pub fn prompt(mut self, prompt: Prompt) -> Self {
        self.prompts = self.prompts.prompt(prompt);
        self
    }

    /// The same with the resource of a function.
    #[must_use]
    pub fn with_resource<F: ResourceFunction>(self) -> Self {
        self.resource(F::resource())
    }

    /// The same with one more resource.
    #[must_use]
    pub fn resource(mut self, resource: Resource) -> Self {
        self.resources = self.resources.resource(resource);
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
        call: fn(Arc<S>, Arc<Input>, Context) -> CallFuture,
    ) -> Self {
        self.tool(Tool::method(this, spec, describe, output, call))
    }

    /// The same with `prefix_` before each name; a resource has a URI instead.
    ///
    /// ```
    /// use mcp_core::model::ToolDefinition;
    /// use mcp_core::{Tool, Tools, ToolResult};
    ///
    /// let ping = Tool::raw(ToolDefinition::new("ping", "Say pong"), |_context| {
    ///     Box::pin(async { Ok(ToolResult::default()) })
    /// });
    /// let tools = Tools::new().tool(ping).prefix("admin");
    /// assert_eq!(tools.iter().next().map(Tool::name), Some("admin_ping"));
    /// ```
    #[must_use]
    pub fn prefix(mut self, prefix: &str) -> Self {
        self.tools.iter_mut().for_each(|tool| tool.prefix(prefix));
        self.prompts = self.prompts.prefix(prefix);
        self
    }

    /// The same with a tag on each.
    #[must_use]
    pub fn tag(mut self, tag: impl Into<Cow<'static, str>>) -> Self {
        let tag = tag.into();
        let tools = self.tools.iter_mut();
        tools.for_each(|tool| tool.add_tag(tag.clone()));
        self.prompts = self.prompts.tag(tag.clone());
        self.resources = self.resources.tag(tag);
        self
    }

    /// The same with a scope that each requires.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<Cow<'static, str>>) -> Self {
        let scope = scope.into();
        let tools = self.tools.iter_mut();
        tools.for_each(|tool| tool.add_scope(scope.clone()));
        self.prompts = self.prompts.scope(scope.clone());
        self.resources = self.resources.scope(scope);
        self
    }

    /// The same with a condition on each; where it does not hold, there are none of them.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::sync::atomic::{AtomicBool, Ordering};
    /// use mcp_core::Tools;
    ///
    /// let beta = Arc::new(AtomicBool::new(false));
    /// let is_on = Arc::clone(&beta);
    /// let tools = Tools::new().visible_when(move |_| is_on.load(Ordering::Relaxed));
    /// beta.store(true, Ordering::Relaxed);
    /// ```
    #[must_use]
    pub fn visible_when(
        mut self,
        condition: impl Fn(&Viewer<'_>) -> bool + Send + Sync + 'static,
    ) -> Self {
        let condition = Condition::of(condition);
        let tools = self.tools.iter_mut();
        tools.for_each(|tool| tool.add_condition(condition.clone()));
        self.prompts = self.prompts.condition(&condition);
        self.resources = self.resources.condition(&condition);
        self
    }

    /// The same with another list behind it.
    #[must_use]
    pub fn and(mut self, others: impl ToolSet) -> Self {
        let (tools, prompts, resources) = others.into_tools().into_parts();
        self.tools.extend(tools);
        self.prompts = self.prompts.and(prompts);
        self.resources = self.resources.and(resources);
        self
    }

    /// The tools in their order.
    pub fn iter(&self) -> std::slice::Iter<'_, Tool> {
        self.tools.iter()
    }

    /// The tools, the prompts and the resources.
    #[must_use]
    pub fn into_parts(self) -> (Vec<Tool>, Prompts, Resources) {
        (self.tools, self.prompts, self.resources)
    }
}

impl<'t> IntoIterator for &'t Tools {
    type Item = &'t Tool;
    type IntoIter = std::slice::Iter<'t, Tool>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Tools {
    type Item = Tool;
    type IntoIter = std::vec::IntoIter<Tool>;

    fn into_iter(self) -> Self::IntoIter {
        self.tools.into_iter()
    }
}

impl ToolSet for Tools {
    fn into_tools(self) -> Tools {
        self
    }
}

impl ToolSet for Tool {
    fn into_tools(self) -> Tools {
        Tools::new().tool(self)
    }
}

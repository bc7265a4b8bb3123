//! What a tool is: a definition for the client, and a function to call.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::{GivenSchema, Input, Rejection, Spec, ToolResult};
use crate::model::{Hints, Icon, TaskSupport, ToolDefinition};
use crate::peer::{Condition, Context, Gate, StateMap, Viewer};
use crate::schema::Description;

/// How a call ends: with a result (a tool's own failure is one), or without the tool having run.
pub type Outcome = Result<ToolResult, Rejection>;

/// A running call.
pub type CallFuture = Pin<Box<dyn Future<Output = Outcome> + Send + 'static>>;

/// A function that starts a call.
pub type Call = Box<dyn Fn(Arc<Input>, Context) -> CallFuture + Send + Sync>;

/// A function that describes each parameter of a tool.
pub type Describe = fn(&mut Description, &'static Spec);

/// A function that gives the schema of a tool's answer.
pub type Output = fn() -> Option<schemars::Schema>;

/// A tool as it is written; [`prepare`](Tool::prepare) makes it ready to be called.
pub struct Tool {
    pub(super) head: Head,
    pub(super) source: Source,
    /// State of its own, which goes before the server's.
    pub(super) state: Option<Arc<StateMap>>,
    pub(super) call: Call,
}

/// What is said of a tool as a whole.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) name: Cow<'static, str>,
    pub(super) title: Option<Cow<'static, str>>,
    pub(super) description: Cow<'static, str>,
    pub(super) hints: Hints,
    pub(super) icons: Vec<Icon>,
    pub(super) meta: Option<serde_json::Value>,
    pub(super) gate: Gate,
    pub(super) tags: Vec<Cow<'static, str>>,
    pub(super) hidden: bool,
    pub(super) timeout: Option<Duration>,
    pub(super) task: TaskSupport,
    pub(super) place: &'static str,
}

/// Where its schemas come from.
pub(super) enum Source {
    /// The types of a function.
    Function {
        spec: &'static Spec,
        describe: Describe,
        output: Output,
    },
    /// Somebody's hand.
    Given {
        input: GivenSchema,
        output: Option<GivenSchema>,
    },
}

impl Tool {
    fn of(spec: &'static Spec, describe: Describe, output: Output, call: Call) -> Self {
        let head = Head {
            name: spec.name.into(),
            title: spec.title.map(Into::into),
            description: spec.description.into(),
            hints: spec.hints,
            icons: spec.icons.map(|icons| icons()).unwrap_or_default(),
            meta: spec.meta.map(|meta| meta()),
            gate: Gate::new(spec.scopes, spec.visible_when),
            tags: spec.tags.iter().copied().map(Into::into).collect(),
            hidden: spec.hidden,
            timeout: spec.timeout,
            task: spec.task,
            place: spec.place,
        };
        let source = Source::Function {
            spec,
            describe,
            output,
        };
        Self {
            head,
            source,
            state: None,
            call,
        }
    }

    /// A free function as a tool: `describe` names each parameter, `output` the schema of the
    /// answer, `call` runs it.
    #[must_use]
    pub fn function(
        spec: &'static Spec,
        describe: Describe,
        output: Output,
        call: fn(Arc<Input>, Context) -> CallFuture,
    ) -> Self {
        Self::of(spec, describe, output, Box::new(call))
    }

    /// A method of a shared value as a tool.
    #[must_use]
    pub fn method<S: Send + Sync + 'static>(
        this: &Arc<S>,
        spec: &'static Spec,
        describe: Describe,
        output: Output,
        call: fn(Arc<S>, Arc<Input>, Context) -> CallFuture,
    ) -> Self {
        let this = Arc::clone(this);
        let call = Box::new(move |input, context| call(Arc::clone(&this), input, context));
        Self::of(spec, describe, output, call)
    }

    /// A tool whose definition is made by hand. Its schemas reach the client as they are; calls
    /// are held to the input schema, and read their arguments from the context.
    ///
    /// ```
    /// use mcp_core::model::{Content, ToolDefinition};
    /// use mcp_core::{Tool, ToolResult};
    ///
    /// let tool = Tool::raw(ToolDefinition::new("ping", "Say pong"), |_context| {
    ///     Box::pin(async { Ok(ToolResult::from(vec![Content::text("pong")])) })
    /// });
    /// assert_eq!(tool.name(), "ping");
    /// ```
    pub fn raw(
        definition: ToolDefinition,
        call: impl Fn(Context) -> CallFuture + Send + Sync + 'static,
    ) -> Self {
        let head = Head {
            name: definition.name,
            title: definition.title,
            description: definition.description,
            hints: definition.hints,
            icons: definition.icons,
            meta: definition
                .meta
                .and_then(|meta| serde_json::from_str(meta.get()).ok()),
            gate: Gate::default(),
            tags: Vec::new(),
            hidden: false,
            timeout: None,
            task: definition.task,
            place: "a hand-made tool",
        };
        let source = Source::Given {
            input: GivenSchema(Ok(definition.input_schema)),
            output: definition.output_schema.map(GivenSchema::of),
        };
        let call = Arc::new(call);
        let call = move |input: Arc<Input>, context| -> CallFuture {
            let call = Arc::clone(&call);
            Box::pin(async move {
                input.check(&context)?;
                input.answer(call(context).await)
            })
        };
        Self {
            head,
            source,
            state: None,
            call: Box::new(call),
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.head.name
    }

    /// The words by which it is chosen.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.head.tags.iter().map(AsRef::as_ref)
    }

    /// What a caller must be allowed.
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        self.head.gate.scopes()
    }

    /// Where it is written: `file:line`.
    #[must_use]
    pub const fn place(&self) -> &'static str {
        self.head.place
    }

    /// Puts `prefix_` before its name.
    pub fn prefix(&mut self, prefix: &str) {
        self.head.name = format!("{prefix}_{}", self.head.name).into();
    }

    /// Adds a word by which it is chosen.
    pub fn add_tag(&mut self, tag: impl Into<Cow<'static, str>>) {
        let tag = tag.into();
        if !self.head.tags.contains(&tag) {
            self.head.tags.push(tag);
        }
    }

    /// Adds to what a caller must be allowed.
    pub fn add_scope(&mut self, scope: impl Into<Cow<'static, str>>) {
        self.head.gate.add_scope(scope.into());
    }

    /// The same where a condition holds, beside those it has: elsewhere it is as if there were no
    /// such tool. The condition is asked for each list and each call; one that panics does not hold.
    ///
    /// ```
    /// use mcp_core::model::ToolDefinition;
    /// use mcp_core::{Tool, ToolResult};
    ///
    /// let tool = Tool::raw(ToolDefinition::new("whoami", "Say who asks"), |_context| {
    ///     Box::pin(async { Ok(ToolResult::default()) })
    /// });
    /// let tool = tool.visible_when(|viewer| viewer.principal().is_some());
    /// ```
    #[must_use]
    pub fn visible_when(
        mut self,
        condition: impl Fn(&Viewer<'_>) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.add_condition(Condition::of(condition));
        self
    }

    pub(crate) fn add_condition(&mut self, condition: Condition) {
        self.head.gate.add_condition(condition);
    }

    /// The same with another say on whether its calls may become tasks.
    ///
    /// ```
    /// use mcp_core::model::{TaskSupport, ToolDefinition};
    /// use mcp_core::{Tool, ToolResult};
    ///
    /// let tool = Tool::raw(ToolDefinition::new("sleep", "Sleep on it"), |_context| {
    ///     Box::pin(async { Ok(ToolResult::default()) })
    /// });
    /// let tool = tool.task(TaskSupport::Optional);
    /// ```
    #[must_use]
    pub const fn task(mut self, support: TaskSupport) -> Self {
        self.head.task = support;
        self
    }

    /// Gives it state of its own, which goes before the server's; what it was given earlier goes
    /// before this.
    pub fn add_state(&mut self, state: &Arc<StateMap>) {
        self.state = Some(match &self.state {
            None => Arc::clone(state),
            Some(own) => Arc::new(own.over(state)),
        });
    }
}

impl fmt::Debug for Tool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tool")
            .field("head", &self.head)
            .finish_non_exhaustive()
    }
}

/// Keeps the error about a future that is not `Send` at the function it is about.
pub const fn must_send<F: Future + Send>(future: F) -> F {
    future
}

//! What a tool is: a definition for the client, and a function to call.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use super::{ArgumentSpec, Rejection, ToolResult};
use crate::model::{Hints, ToolDefinition};
use crate::peer::{Context, StateMap};
use crate::schema::{Description, output_schema};

/// How a call ends: with a result (a tool's own failure is one), or without the tool having run.
pub type Outcome = Result<ToolResult, Rejection>;

/// A running call.
pub type CallFuture = Pin<Box<dyn Future<Output = Outcome> + Send + 'static>>;

/// A function that starts a call.
pub type Call = Box<dyn Fn(Context) -> CallFuture + Send + Sync>;

/// A function that describes each parameter of a tool.
pub type Describe = fn(&mut Description, &'static Spec);

/// A function that gives the schema of a tool's answer.
pub type Output = fn() -> Option<schemars::Schema>;

/// What the attribute macro knows of a tool.
#[derive(Debug)]
pub struct Spec {
    /// Its name.
    pub name: &'static str,
    /// A name for people.
    pub title: Option<&'static str>,
    /// What it does.
    pub description: &'static str,
    /// Hints on its behaviour.
    pub hints: Hints,
    /// Its parameters in order; extractors stand among them.
    pub parameters: &'static [ArgumentSpec],
    /// Where it is written: `file:line`.
    pub place: &'static str,
}

/// A tool, ready to be served.
pub struct Tool {
    definition: ToolDefinition,
    needs: Vec<crate::schema::Need>,
    wraps: bool,
    place: &'static str,
    call: Call,
}

impl Tool {
    /// Describes a function to clients; `describe` names each parameter, `output` the schema of
    /// the answer, `call` runs it.
    #[must_use]
    pub fn new(spec: &'static Spec, describe: Describe, output: Output, call: Call) -> Self {
        let mut description = Description::default();
        describe(&mut description, spec);
        let (input_schema, needs) = description.finish();
        let definition = ToolDefinition {
            name: spec.name.into(),
            title: spec.title.map(Into::into),
            description: spec.description.into(),
            input_schema,
            output_schema: output().and_then(output_schema),
            hints: spec.hints,
        };
        Self {
            wraps: wraps(&definition),
            definition,
            needs,
            place: spec.place,
            call,
        }
    }

    /// A free function as a tool.
    #[must_use]
    pub fn function(
        spec: &'static Spec,
        describe: Describe,
        output: Output,
        call: fn(&'static Spec, Context) -> CallFuture,
    ) -> Self {
        let call = Box::new(move |context| call(spec, context));
        Self::new(spec, describe, output, call)
    }

    /// A tool whose definition is made by hand: its arguments are not checked.
    pub fn raw(
        definition: ToolDefinition,
        call: impl Fn(Context) -> CallFuture + Send + Sync + 'static,
    ) -> Self {
        Self {
            wraps: wraps(&definition),
            definition,
            needs: Vec::new(),
            place: "a hand-made tool",
            call: Box::new(call),
        }
    }

    /// What a client learns of it.
    #[must_use]
    pub const fn definition(&self) -> &ToolDefinition {
        &self.definition
    }

    /// Whether its structured answer goes into an object where a revision wants one.
    #[must_use]
    pub const fn wraps(&self) -> bool {
        self.wraps
    }

    /// Where it is written: `file:line`.
    #[must_use]
    pub const fn place(&self) -> &'static str {
        self.place
    }

    /// The first type of state that it needs and the map lacks.
    #[must_use]
    pub fn missing_state(&self, state: &StateMap) -> Option<&'static str> {
        let missing = self.needs.iter().find(|need| !state.has(need.id))?;
        Some(missing.name)
    }

    /// Starts a call.
    #[must_use]
    pub fn call(&self, context: Context) -> CallFuture {
        (self.call)(context)
    }
}

impl fmt::Debug for Tool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tool")
            .field("definition", &self.definition)
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

fn wraps(definition: &ToolDefinition) -> bool {
    definition
        .output_schema
        .as_deref()
        .is_some_and(crate::wire::wraps)
}

/// Keeps the error about a future that is not `Send` at the function it is about.
pub const fn must_send<F: Future + Send>(future: F) -> F {
    future
}

//! From a tool as it is written to one that can be listed and called.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::define::{Call, CallFuture, Source, Tool};
use super::input::Input;
use super::schemas::{derived, given, meta, rule};
use crate::model::ToolDefinition;
use crate::peer::{Context, Gate, StateMap};
use crate::schema::{self, Description, HeaderParam, Need, SchemaPolicy};

/// How tools are shown and called.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// Which schemas clients get to see.
    pub schemas: SchemaPolicy,
    /// A text that spells a number, a boolean, an object or an array counts as that where the
    /// schema allows no text.
    pub lenient: bool,
    /// Structured answers are held to the schema that is published for them.
    pub check_answers: bool,
}

impl Default for Policy {
    /// Portable schemas, lenient; answers are checked in debug builds.
    fn default() -> Self {
        Self {
            schemas: SchemaPolicy::Portable,
            lenient: true,
            check_answers: cfg!(debug_assertions),
        }
    }
}

/// A tool, ready to be listed and called.
pub struct Prepared {
    definition: ToolDefinition,
    input: Arc<Input>,
    wraps: bool,
    /// The answer has a type, and no schema of it is published.
    conceals: bool,
    call: Call,
    state: Option<Arc<StateMap>>,
    needs: Vec<Need>,
    header_params: Vec<HeaderParam>,
    gate: Gate,
    tags: Vec<Cow<'static, str>>,
    hidden: bool,
    timeout: Option<Duration>,
    place: &'static str,
}

impl Tool {
    /// Makes it ready.
    ///
    /// # Errors
    /// What is wrong with it, in a sentence that says what to change.
    pub fn prepare(self, policy: &Policy) -> Result<Prepared, String> {
        let (schemas, needs) = match &self.source {
            Source::Given { input, output } => (given(input, output.as_ref())?, Vec::new()),
            Source::Function {
                spec,
                describe,
                output,
            } => {
                let mut description = Description::default();
                describe(&mut description, spec);
                let mut described = description.finish();
                let needs = std::mem::take(&mut described.needs);
                (derived(spec, &described, output(), policy)?, needs)
            }
        };
        let header_params = schema::header_params(schemas.input.get())?;
        let meta = self.head.meta.as_ref().map(meta).transpose()?;
        let answer = schemas.output.as_deref().filter(|_| policy.check_answers);
        let input = Input {
            name: self.head.name.clone(),
            parameters: schemas.parameters,
            shape: schemas.shape,
            rules: schemas.rules,
            lenient: policy.lenient,
            answer: answer.and_then(|schema| rule(schema).ok()),
        };
        let Self {
            head, state, call, ..
        } = self;
        Ok(Prepared {
            wraps: schemas.output.as_deref().is_some_and(crate::wire::wraps),
            conceals: schemas.conceals,
            input: Arc::new(input),
            call,
            state,
            needs,
            header_params,
            gate: head.gate,
            tags: head.tags,
            hidden: head.hidden,
            timeout: head.timeout,
            place: head.place,
            definition: ToolDefinition {
                title: head.title,
                input_schema: schemas.input,
                output_schema: schemas.output,
                hints: head.hints,
                task: head.task,
                icons: head.icons,
                meta,
                ..ToolDefinition::new(head.name, head.description)
            },
        })
    }
}

impl Prepared {
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

    /// Whether anything but the tool itself may repeat an argument: not one that is secret, nor
    /// one that the tool does not have, for it may be a secret one misspelt.
    #[must_use]
    pub fn tells(&self, argument: &str) -> bool {
        self.input.tells(argument)
    }

    /// What popular clients are known to stumble over in it.
    #[must_use]
    pub fn lints(&self) -> Vec<schema::Lint> {
        let mut lints = schema::lint(&self.definition, self.place);
        if self.conceals {
            let name = &self.definition.name;
            lints.push(schema::Lint::recursive_answer(name, self.place));
        }
        lints
    }

    /// Where it is written: `file:line`.
    #[must_use]
    pub const fn place(&self) -> &'static str {
        self.place
    }

    /// The arguments that clients repeat in HTTP headers (`server/tools#x-mcp-header`).
    #[must_use]
    pub fn header_params(&self) -> &[HeaderParam] {
        &self.header_params
    }

    /// Whether it is left out of the list.
    #[must_use]
    pub const fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// How long it may take, where the server's own limit does not fit.
    #[must_use]
    pub const fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// What a caller must be allowed.
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        self.gate.scopes()
    }

    /// For whom it is there.
    #[must_use]
    pub const fn gate(&self) -> &Gate {
        &self.gate
    }

    /// State of its own, which goes before the server's.
    #[must_use]
    pub const fn own_state(&self) -> Option<&Arc<StateMap>> {
        self.state.as_ref()
    }

    /// The words by which it is chosen.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.tags.iter().map(AsRef::as_ref)
    }

    /// The first type of state that it needs and neither it nor the server has.
    #[must_use]
    pub fn missing_state(&self, server: &StateMap) -> Option<&'static str> {
        let has = |need: &Need| {
            let own = self.state.as_ref().is_some_and(|own| own.has(need.id));
            own || server.has(need.id)
        };
        let missing = self.needs.iter().find(|need| !has(need))?;
        Some(missing.name)
    }

    /// Starts a call.
    #[must_use]
    pub fn call(&self, context: Context) -> CallFuture {
        if let Some(own) = &self.state {
            context.set_state(own);
        }
        (self.call)(Arc::clone(&self.input), context)
    }
}

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepared")
            .field("definition", &self.definition)
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

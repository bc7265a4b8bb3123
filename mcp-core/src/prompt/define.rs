//! What a prompt is: a definition for the client, and a function to call.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::{PromptResult, PromptSpec};
use crate::model::PromptDefinition;
use crate::peer::{Context, Gate, StateMap};
use crate::text::{
    CompletionFuture, Shared, TextCall, TextDescribe, TextDescription, Typed, shared, spec_meta,
    words,
};
use crate::tool::Rejection;

/// How a prompt ends: with messages, or with an error of the protocol, for it has no other.
pub type PromptOutcome = Result<PromptResult, Rejection>;

/// A prompt that is being made.
pub type PromptFuture = Pin<Box<dyn Future<Output = PromptOutcome> + Send + 'static>>;

/// A function that starts to make a prompt.
pub type PromptCall = Box<dyn Fn(TextCall) -> PromptFuture + Send + Sync>;

/// A prompt, ready to be listed and asked for.
pub struct Prompt {
    definition: PromptDefinition,
    shared: Shared,
    call: PromptCall,
}

shared!(Prompt);

impl Prompt {
    fn of(spec: &'static PromptSpec, describe: TextDescribe, call: PromptCall) -> Self {
        let mut description = TextDescription::default();
        describe(&mut description, spec.arguments);
        let described = description.finish();
        let meta = spec_meta(spec.meta);
        let text = Some(spec.description).filter(|text| !text.is_empty());
        let shared = Shared {
            completers: described.completers,
            needs: described.needs,
            state: None,
            gate: Gate::new(spec.scopes, spec.visible_when),
            tags: words(spec.tags),
            hidden: spec.hidden,
            timeout: spec.timeout,
            place: spec.place,
            fault: meta.as_ref().err().cloned(),
        };
        let definition = PromptDefinition {
            title: spec.title.map(Into::into),
            description: text.map(Into::into),
            arguments: described.arguments,
            icons: spec.icons.map(|icons| icons()).unwrap_or_default(),
            meta: meta.ok().flatten(),
            ..PromptDefinition::new(spec.name)
        };
        Self {
            definition,
            shared,
            call,
        }
    }

    /// A free function as a prompt: `describe` names each parameter, `call` runs it.
    #[must_use]
    pub fn function(
        spec: &'static PromptSpec,
        describe: TextDescribe,
        call: fn(&'static PromptSpec, TextCall) -> PromptFuture,
    ) -> Self {
        Self::of(spec, describe, Box::new(move |given| call(spec, given)))
    }

    /// A method of a shared value as a prompt.
    #[must_use]
    pub fn method<S: Send + Sync + 'static>(
        this: &Arc<S>,
        spec: &'static PromptSpec,
        describe: TextDescribe,
        call: fn(Arc<S>, &'static PromptSpec, TextCall) -> PromptFuture,
    ) -> Self {
        let this = Arc::clone(this);
        let call = move |given| call(Arc::clone(&this), spec, given);
        Self::of(spec, describe, Box::new(call))
    }

    /// A prompt whose definition is made by hand: its arguments are not checked.
    ///
    /// ```
    /// use mcp_core::model::PromptDefinition;
    /// use mcp_core::{IntoPrompt, Prompt};
    ///
    /// let prompt = Prompt::raw(PromptDefinition::new("greet"), |call| {
    ///     let name = call.given().next().map_or("you", |(_, value)| value).to_owned();
    ///     Box::pin(async move { format!("Greet {name}.").into_prompt() })
    /// });
    /// assert_eq!(prompt.definition().name, "greet");
    /// ```
    pub fn raw(
        definition: PromptDefinition,
        call: impl Fn(TextCall) -> PromptFuture + Send + Sync + 'static,
    ) -> Self {
        Self {
            definition,
            shared: Shared {
                place: "a hand-made prompt",
                ..Shared::default()
            },
            call: Box::new(call),
        }
    }

    /// What a client learns of it.
    #[must_use]
    pub const fn definition(&self) -> &PromptDefinition {
        &self.definition
    }

    /// Puts `prefix_` before its name.
    pub fn prefix(&mut self, prefix: &str) {
        self.definition.name = format!("{prefix}_{}", self.definition.name).into();
    }

    /// Starts to make it from its arguments.
    #[must_use]
    pub fn get<N: Into<Cow<'static, str>>, V: Into<String>>(
        &self,
        context: Context,
        arguments: impl IntoIterator<Item = (N, V)>,
    ) -> PromptFuture {
        let context = self.shared.equip(context);
        let name = &self.definition.name;
        (self.call)(TextCall::prompt(context, name, arguments))
    }
}

impl fmt::Debug for Prompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prompt")
            .field("definition", &self.definition)
            .field("shared", &self.shared)
            .finish_non_exhaustive()
    }
}

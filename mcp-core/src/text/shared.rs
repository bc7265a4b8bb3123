//! What prompts and resources have in common beside their definitions.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use serde_json::value::RawValue;

use super::{Completer, Completers};
use crate::peer::{Context, Gate, StateMap};
use crate::schema::Need;

/// What is known of a prompt or a resource, and is not for clients.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    pub(crate) completers: Completers,
    pub(crate) needs: Vec<Need>,
    /// State of its own, which goes before the server's.
    pub(crate) state: Option<Arc<StateMap>>,
    pub(crate) gate: Gate,
    pub(crate) tags: Vec<Cow<'static, str>>,
    pub(crate) hidden: bool,
    pub(crate) timeout: Option<Duration>,
    pub(crate) place: &'static str,
    /// What is wrong with it.
    pub(crate) fault: Option<String>,
}

impl Shared {
    pub(crate) fn missing_state(&self, server: &StateMap) -> Option<&'static str> {
        let has = |need: &&Need| {
            let own = self.state.as_ref().is_some_and(|own| own.has(need.id));
            own || server.has(need.id)
        };
        let missing = self.needs.iter().find(|need| !has(need))?;
        Some(missing.name)
    }

    pub(crate) fn add_state(&mut self, state: &Arc<StateMap>) {
        self.state = Some(match &self.state {
            None => Arc::clone(state),
            Some(own) => Arc::new(own.over(state)),
        });
    }

    /// The call with the state that goes before the server's.
    pub(crate) fn equip(&self, context: Context) -> Context {
        if let Some(own) = &self.state {
            context.set_state(own);
        }
        context
    }

    pub(crate) fn set_completer(&mut self, argument: &'static str, complete: Completer) {
        self.completers.set(argument, complete);
    }
}

pub(crate) fn words(words: &[&'static str]) -> Vec<Cow<'static, str>> {
    words.iter().copied().map(Into::into).collect()
}

pub(crate) fn add(words: &mut Vec<Cow<'static, str>>, word: Cow<'static, str>) {
    if !words.contains(&word) {
        words.push(word);
    }
}

/// What programs may read, as it is sent; or what is wrong with it.
pub(crate) fn spec_meta(meta: Option<fn() -> Value>) -> Result<Option<Box<RawValue>>, String> {
    let Some(meta) = meta.map(|meta| meta()) else {
        return Ok(None);
    };
    if !meta.is_object() {
        return Err(format!("its `meta` must be a JSON object, and is {meta}"));
    }
    let meta = serde_json::value::to_raw_value(&meta);
    meta.map(Some).map_err(|error| error.to_string())
}

/// The methods that a prompt and a resource have in common.
macro_rules! shared {
    ($type:ty) => {
        impl $type {
            /// Completes an argument by a function.
            #[must_use]
            pub fn with_completer(
                mut self,
                argument: &'static str,
                complete: fn(Context, Typed) -> CompletionFuture,
            ) -> Self {
                self.shared.set_completer(argument, Box::new(complete));
                self
            }

            /// Completes an argument by a method of a shared value.
            #[must_use]
            pub fn with_method_completer<S: Send + Sync + 'static>(
                mut self,
                this: &Arc<S>,
                argument: &'static str,
                complete: fn(Arc<S>, Context, Typed) -> CompletionFuture,
            ) -> Self {
                let this = Arc::clone(this);
                let complete = move |context, typed| complete(Arc::clone(&this), context, typed);
                self.shared.set_completer(argument, Box::new(complete));
                self
            }

            /// Whether any of its arguments can be completed.
            #[must_use]
            pub fn completes(&self) -> bool {
                !self.shared.completers.is_empty()
            }

            /// Whether something completes this argument.
            #[must_use]
            pub fn completes_argument(&self, argument: &str) -> bool {
                self.shared.completers.find(argument).is_some()
            }

            /// Starts the completing of an argument, if there is something that completes it.
            #[must_use]
            pub fn complete(
                &self,
                argument: &str,
                context: Context,
                typed: Typed,
            ) -> Option<CompletionFuture> {
                let complete = self.shared.completers.find(argument)?;
                Some(complete(self.shared.equip(context), typed))
            }

            /// Where it is written: `file:line`.
            #[must_use]
            pub const fn place(&self) -> &'static str {
                self.shared.place
            }

            /// What is wrong with it, in a sentence that says what to change.
            #[must_use]
            pub fn fault(&self) -> Option<&str> {
                self.shared.fault.as_deref()
            }

            /// The first type of state that it needs and neither it nor the server has.
            #[must_use]
            pub fn missing_state(&self, server: &StateMap) -> Option<&'static str> {
                self.shared.missing_state(server)
            }

            /// The words by which it is chosen.
            pub fn tags(&self) -> impl Iterator<Item = &str> {
                self.shared.tags.iter().map(AsRef::as_ref)
            }

            /// What a caller must be allowed.
            pub fn scopes(&self) -> impl Iterator<Item = &str> {
                self.shared.gate.scopes()
            }

            /// For whom it is there.
            #[must_use]
            pub const fn gate(&self) -> &crate::peer::Gate {
                &self.shared.gate
            }

            /// State of its own, which goes before the server's.
            #[must_use]
            pub const fn own_state(&self) -> Option<&Arc<StateMap>> {
                self.shared.state.as_ref()
            }

            /// Whether it is left out of the list.
            #[must_use]
            pub const fn is_hidden(&self) -> bool {
                self.shared.hidden
            }

            /// How long it may take, where the server's own limit does not fit.
            #[must_use]
            pub const fn timeout(&self) -> Option<Duration> {
                self.shared.timeout
            }

            /// Adds a word by which it is chosen.
            pub fn add_tag(&mut self, tag: impl Into<Cow<'static, str>>) {
                crate::text::add(&mut self.shared.tags, tag.into());
            }

            /// Adds to what a caller must be allowed.
            pub fn add_scope(&mut self, scope: impl Into<Cow<'static, str>>) {
                self.shared.gate.add_scope(scope.into());
            }

            /// Adds to whom it is there for: those who pass another gate as well.
            pub fn add_gate(&mut self, gate: &crate::peer::Gate) {
                self.shared.gate.add(gate);
            }

            /// The same where a condition holds, beside those it has: elsewhere it is as if it were
            /// not there. The condition is asked for each list and each request; one that panics
            /// does not hold.
            #[must_use]
            pub fn visible_when(
                mut self,
                condition: impl Fn(&crate::peer::Viewer<'_>) -> bool + Send + Sync + 'static,
            ) -> Self {
                self.add_condition(crate::peer::Condition::of(condition));
                self
            }

            pub(crate) fn add_condition(&mut self, condition: crate::peer::Condition) {
                self.shared.gate.add_condition(condition);
            }

            /// Gives it state of its own, which goes before the server's; what it was given
            /// earlier goes before this.
            pub fn add_state(&mut self, state: &Arc<StateMap>) {
                self.shared.add_state(state);
            }
        }
    };
}

pub(crate) use shared;

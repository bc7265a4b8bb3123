//! Completing an argument while a person types it (`server/utilities/completion`).

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

use super::failed;
use crate::model::Completion;
use crate::peer::Context;
use crate::tool::{IntoToolError, Rejection};

/// What was typed so far.
///
/// ```
/// use mcp_core::text::Typed;
/// let typed = Typed::new("Co").with("team", "web");
/// assert_eq!(typed.argument("team"), Some("web"));
/// assert_eq!(typed.filter(["core", "docs"]), ["core"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Typed {
    /// The beginning of the argument's value.
    pub value: String,
    /// The other arguments that are known; none before 2025-06-18.
    pub arguments: Vec<(String, String)>,
}

impl Typed {
    /// The beginning of a value.
    pub fn new(value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            arguments: Vec::new(),
        }
    }

    /// The same with another argument that is known.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.arguments.push((name.into(), value.into()));
        self
    }

    /// The value of another argument.
    #[must_use]
    pub fn argument(&self, name: &str) -> Option<&str> {
        let known = self.arguments.iter().find(|(known, _)| known == name);
        known.map(|(_, value)| value.as_str())
    }

    /// The values that begin with what was typed; upper and lower case are one.
    #[must_use]
    pub fn filter<T: Into<String>>(&self, values: impl IntoIterator<Item = T>) -> Vec<String> {
        let typed = self.value.to_lowercase();
        let values = values.into_iter().map(Into::into);
        values
            .filter(|value| value.to_lowercase().starts_with(&typed))
            .collect()
    }

    /// The same of values that were all given, whatever was typed.
    ///
    /// # Errors
    /// There are no values.
    pub fn fitting(&self, all: CompletionOutcome) -> CompletionOutcome {
        all.map(|all| Completion {
            values: self.filter(all.values),
            total: None,
            has_more: all.has_more,
        })
    }
}

impl From<&str> for Typed {
    fn from(value: &str) -> Self {
        Self::new(value)
    }
}

/// How completing ends: with values, or with an error of the protocol.
pub type CompletionOutcome = Result<Completion, Rejection>;

/// Values on their way.
pub type CompletionFuture = Pin<Box<dyn Future<Output = CompletionOutcome> + Send>>;

/// A function that completes one argument.
pub type Completer = Box<dyn Fn(Context, Typed) -> CompletionFuture + Send + Sync>;

/// A list of values, or why there is none.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of values",
    label = "not a list of texts",
    note = "return `Vec<String>`, `Vec<&'static str>` or an array of these, `Completion`, or `Result` of these"
)]
pub trait Completions {
    /// The values.
    ///
    /// # Errors
    /// What the client gets where the value is a failure: an error of the protocol.
    fn into_completion(self) -> CompletionOutcome;
}

macro_rules! lists {
    ($($text:ty),*) => {$(
        impl Completions for Vec<$text> {
            fn into_completion(self) -> CompletionOutcome {
                listed(self)
            }
        }

        impl<const N: usize> Completions for [$text; N] {
            fn into_completion(self) -> CompletionOutcome {
                listed(self)
            }
        }
    )*};
}

lists!(String, &'static str, Cow<'static, str>);

impl Completions for &'static [&'static str] {
    fn into_completion(self) -> CompletionOutcome {
        listed(self.iter().copied())
    }
}

fn listed<T: Into<String>>(values: impl IntoIterator<Item = T>) -> CompletionOutcome {
    let values: Vec<String> = values.into_iter().map(Into::into).collect();
    Ok(values.into())
}

impl Completions for Completion {
    fn into_completion(self) -> CompletionOutcome {
        Ok(self)
    }
}

/// What the client may read of the error, under the code that it has or else as an internal error.
impl<T: Completions, E: IntoToolError> Completions for Result<T, E> {
    fn into_completion(self) -> CompletionOutcome {
        self.map_err(failed)?.into_completion()
    }
}

/// Marks values that are there at once.
#[derive(Debug)]
pub enum ViaValues {}

/// Marks values that must be waited for.
#[derive(Debug)]
pub enum ViaFuture {}

/// A type that a completing function can return: values, or a future of them.
#[diagnostic::on_unimplemented(
    message = "a completing function cannot return `{Self}`",
    label = "neither a list of values nor a `Send` future of one",
    note = "return `Vec<String>`, `Vec<&'static str>` or an array of these, from an `async fn` or a plain one"
)]
pub trait IntoCompletions<Via> {
    /// Waits for the values.
    fn into_completions(self) -> impl Future<Output = CompletionOutcome> + Send;
}

#[diagnostic::do_not_recommend]
impl<T: Completions> IntoCompletions<ViaValues> for T {
    fn into_completions(self) -> impl Future<Output = CompletionOutcome> + Send {
        std::future::ready(self.into_completion())
    }
}

#[diagnostic::do_not_recommend]
impl<F: Future<Output: Completions> + Send> IntoCompletions<ViaFuture> for F {
    async fn into_completions(self) -> CompletionOutcome {
        self.await.into_completion()
    }
}

/// Marks a fixed list.
#[derive(Debug)]
pub enum ViaList {}

/// Marks a function with these parameters.
#[derive(Debug)]
pub struct ViaFunction<Parameters, Via>(Parameters, Via);

/// What `#[arg(complete = …)]` takes: a fixed list, of which those that begin with what was typed
/// are shown, or a function of nothing, of [`Typed`], or of [`Context`] and [`Typed`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot complete an argument",
    label = "neither a list of values nor a function that returns one",
    note = "write a list like `[\"a\", \"b\"]`, or name a function such as `async fn(Typed) -> Vec<String>`",
    note = "a method that completes stands in the same block"
)]
pub trait Complete<Via> {
    /// The completing, which begins when it is first polled.
    fn complete(self, context: Context, typed: Typed) -> CompletionFuture;
}

#[diagnostic::do_not_recommend]
impl<T: Completions> Complete<ViaList> for T {
    fn complete(self, _context: Context, typed: Typed) -> CompletionFuture {
        let fitting = typed.fitting(self.into_completion());
        Box::pin(std::future::ready(fitting))
    }
}

#[diagnostic::do_not_recommend]
impl<F, R, Via> Complete<ViaFunction<(), Via>> for F
where
    F: FnOnce() -> R + Send + 'static,
    R: IntoCompletions<Via> + Send + 'static,
{
    fn complete(self, _context: Context, typed: Typed) -> CompletionFuture {
        Box::pin(async move { typed.fitting(self().into_completions().await) })
    }
}

#[diagnostic::do_not_recommend]
impl<F, R, Via> Complete<ViaFunction<(Typed,), Via>> for F
where
    F: FnOnce(Typed) -> R + Send + 'static,
    R: IntoCompletions<Via> + Send + 'static,
{
    fn complete(self, _context: Context, typed: Typed) -> CompletionFuture {
        Box::pin(async move { self(typed).into_completions().await })
    }
}

#[diagnostic::do_not_recommend]
impl<F, R, Via> Complete<ViaFunction<(Context, Typed), Via>> for F
where
    F: FnOnce(Context, Typed) -> R + Send + 'static,
    R: IntoCompletions<Via> + Send + 'static,
{
    fn complete(self, context: Context, typed: Typed) -> CompletionFuture {
        Box::pin(async move { self(context, typed).into_completions().await })
    }
}

/// The completers of one prompt or resource, by argument.
#[derive(Default)]
pub(crate) struct Completers(Vec<(&'static str, Completer)>);

impl Completers {
    /// A fixed list for an argument.
    pub(crate) fn fixed(&mut self, argument: &'static str, values: &'static [&'static str]) {
        let complete = move |context, typed| values.complete(context, typed);
        self.set(argument, Box::new(complete));
    }

    /// A completer for an argument, instead of the one that it had.
    pub(crate) fn set(&mut self, argument: &'static str, complete: Completer) {
        self.0.retain(|(known, _)| *known != argument);
        self.0.push((argument, complete));
    }

    pub(crate) fn find(&self, argument: &str) -> Option<&Completer> {
        let found = self.0.iter().find(|(known, _)| *known == argument);
        found.map(|(_, complete)| complete)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Completers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arguments = self.0.iter().map(|(argument, _)| argument);
        f.debug_list().entries(arguments).finish()
    }
}

#[cfg(test)]
mod tests;

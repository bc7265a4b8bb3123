//! What may be a parameter: arguments and extractors, told apart by what their types can do.

use std::borrow::{Borrow, Cow};
use std::ops::Deref;

use http::HeaderMap;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::{Args, Arguments, ToolResult};
use crate::jsonrpc::ErrorObject;
use crate::model::Capability;
use crate::peer::{Cancelled, Context, Notify, Principal, Progress, State};
use crate::schema::Description;

/// Marks a parameter that is an argument.
#[derive(Debug)]
pub enum ViaArgument {}

/// Marks a parameter that is taken from the request.
#[derive(Debug)]
pub enum ViaContext {}

/// Marks a parameter that is all arguments at once.
#[derive(Debug)]
pub enum ViaWhole {}

/// Why a call does not run.
#[derive(Debug)]
#[non_exhaustive]
pub enum Rejection {
    /// The client lacks a capability: an error of the protocol in 2026-07-28, a tool error before.
    MissingCapability(Capability),
    /// Nobody has proven who they are: over HTTP 401, with a challenge.
    Unauthenticated,
    /// The caller lacks scopes: over HTTP 403, with a challenge.
    Forbidden {
        /// All that the operation needs.
        scopes: Vec<Cow<'static, str>>,
    },
    /// An error of the protocol.
    Error(ErrorObject),
    /// A result, mostly one that says what is wrong.
    Answer(ToolResult),
    /// There is no resource of this URI.
    NoSuchResource {
        /// As the client wrote it.
        uri: String,
    },
}

impl From<ErrorObject> for Rejection {
    fn from(error: ErrorObject) -> Self {
        Self::Error(error)
    }
}

/// A type that a tool can take as a parameter without it being an argument.
///
/// ```
/// use mcp_core::{Context, FromContext, Rejection};
///
/// struct Language(String);
///
/// impl FromContext for Language {
///     fn from_context(context: &Context) -> Result<Self, Rejection> {
///         let header = context.headers().get("accept-language");
///         let language = header.and_then(|value| value.to_str().ok()).unwrap_or("en");
///         Ok(Self(language.to_owned()))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be taken from the request",
    label = "not an extractor",
    note = "an argument has a plain name: write `name: {Self}`, without a pattern and without `#[ctx]`",
    note = "for an extractor of your own, implement `mcp_server::FromContext` for `{Self}`"
)]
pub trait FromContext: Sized {
    /// Takes the value from the request.
    ///
    /// # Errors
    /// What the client gets instead of the tool's answer. The tool does not run.
    fn from_context(context: &Context) -> Result<Self, Rejection>;

    /// Says which state it needs, so that a server without it cannot be built.
    fn needs(_description: &mut Description) {}
}

/// A type that can be a parameter of a tool.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter of a tool",
    label = "neither an argument nor an extractor",
    note = "an argument needs `serde::Deserialize` and `schemars::JsonSchema`: derive both for `{Self}`, or for the types inside it",
    note = "a type of another crate has them by features: that crate's `serde`, and one of schemars, such as `chrono04`, `uuid1` or `url2`",
    note = "an extractor needs `mcp_server::FromContext`: implement it for `{Self}`, and write no `#[arg]`",
    note = "what `.state(…)` gave to the server is taken as `State<{Self}>`"
)]
pub trait Param<Via>: Sized {
    /// Adds it to the description of the tool.
    fn describe(description: &mut Description, index: usize, spec: &'static super::Spec);
    /// Takes it from the call; `None` when it is not there, which `arguments` then knows.
    fn extract(arguments: &mut Arguments<'_, '_>, index: usize) -> Option<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + JsonSchema> Param<ViaArgument> for T {
    fn describe(description: &mut Description, index: usize, spec: &'static super::Spec) {
        description.argument::<T>(index, &spec.parameters[index]);
    }

    fn extract(arguments: &mut Arguments<'_, '_>, index: usize) -> Option<Self> {
        arguments.argument(index)
    }
}

#[diagnostic::do_not_recommend]
impl<T: FromContext> Param<ViaContext> for T {
    fn describe(description: &mut Description, _index: usize, _spec: &'static super::Spec) {
        T::needs(description);
    }

    fn extract(arguments: &mut Arguments<'_, '_>, _index: usize) -> Option<Self> {
        arguments.extract()
    }
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + JsonSchema> Param<ViaWhole> for Args<T> {
    fn describe(description: &mut Description, _index: usize, _spec: &'static super::Spec) {
        description.whole::<T>();
    }

    fn extract(arguments: &mut Arguments<'_, '_>, _index: usize) -> Option<Self> {
        arguments.whole().map(Args)
    }
}

/// A type that can be a parameter of a tool behind a reference.
#[diagnostic::on_unimplemented(
    message = "`&{Self}` cannot be a parameter of a tool",
    label = "neither an argument nor an extractor",
    note = "an argument behind a reference needs `Clone`, `serde::Deserialize` and `schemars::JsonSchema`: derive them for `{Self}`, or for the types inside it; or take it by value",
    note = "what `.state(…)` gave to the server is taken as `State<…>` or `&State<…>`"
)]
pub trait RefParam<Via> {
    /// The owned value that the reference points into.
    type Held: Deref<Target = Self>;
    /// As [`Param::describe`].
    fn describe(description: &mut Description, index: usize, spec: &'static super::Spec);
    /// As [`Param::extract`].
    fn extract(arguments: &mut Arguments<'_, '_>, index: usize) -> Option<Self::Held>;
}

/// An owned value that lends itself as another type, as `String` does for `str`.
#[derive(Debug)]
pub struct Lent<T: ?Sized + ToOwned>(pub(crate) T::Owned);

impl<T: ?Sized + ToOwned> Lent<T> {
    /// An owned copy, for a default that is written as a reference.
    #[must_use]
    pub fn of(value: &T) -> Self {
        Self(value.to_owned())
    }
}

impl<T: ?Sized + ToOwned> Deref for Lent<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.borrow()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized + ToOwned> RefParam<ViaArgument> for T
where
    T::Owned: DeserializeOwned + JsonSchema,
{
    type Held = Lent<T>;

    fn describe(description: &mut Description, index: usize, spec: &'static super::Spec) {
        description.argument::<T::Owned>(index, &spec.parameters[index]);
    }

    fn extract(arguments: &mut Arguments<'_, '_>, index: usize) -> Option<Lent<T>> {
        arguments.argument(index).map(Lent)
    }
}

/// An extracted value behind a reference.
#[derive(Debug)]
pub struct Extracted<T>(pub(crate) T);

impl<T> Deref for Extracted<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

#[diagnostic::do_not_recommend]
impl<T: FromContext> RefParam<ViaContext> for T {
    type Held = Extracted<T>;

    fn describe(description: &mut Description, _index: usize, _spec: &'static super::Spec) {
        T::needs(description);
    }

    fn extract(arguments: &mut Arguments<'_, '_>, _index: usize) -> Option<Extracted<T>> {
        arguments.extract().map(Extracted)
    }
}

impl FromContext for Context {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        Ok(context.clone())
    }
}

impl FromContext for Principal {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        let principal = context.principal().cloned();
        principal.ok_or(Rejection::Unauthenticated)
    }
}

impl FromContext for Option<Principal> {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        Ok(context.principal().cloned())
    }
}

impl FromContext for Progress {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        Ok(Self::new(context))
    }
}

impl FromContext for Cancelled {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        Ok(Self::new(context))
    }
}

impl FromContext for Notify {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        Ok(context.notify())
    }
}

impl FromContext for HeaderMap {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        Ok(context.headers().clone())
    }
}

impl<T: Send + Sync + 'static> FromContext for State<T> {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        context.state().map(State).ok_or_else(|| {
            let name = std::any::type_name::<T>();
            tracing::error!(
                state = name,
                "a tool needs state that the server was not given"
            );
            Rejection::Answer(ToolResult::error("internal error: the server lacks state"))
        })
    }

    fn needs(description: &mut Description) {
        description.state::<T>();
    }
}

/// State that the server need not have been given.
impl<T: Send + Sync + 'static> FromContext for Option<State<T>> {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        Ok(context.state().map(State))
    }
}

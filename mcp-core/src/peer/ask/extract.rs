//! Extractors for tools that need their client's help: what the client lacks is told before the tool
//! runs, unless an `Option` says that the tool can do without.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Answer, Ask};
use crate::form::Form;
use crate::model::{Capability, CreateMessage, CreatedMessage, Root};
use crate::peer::Context;
use crate::tool::{FromContext, Rejection};

/// A client that can show forms. A tool that takes this runs only where there is one; one that can do
/// without takes an `Option` of it.
///
/// ```
/// use mcp_core::form::Form;
/// use mcp_core::ToolError;
/// use mcp_core::peer::Elicitation;
///
/// async fn book<Trip: Form>(elicitation: Elicitation) -> Result<&'static str, ToolError> {
///     let trip = elicitation.ask::<Trip>("Where to?").await?;
///     Ok(if trip.accepted().is_some() { "booked" } else { "as you like" })
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Elicitation(Context);

impl Elicitation {
    /// As [`Context::ask`].
    pub fn ask<F: Form>(&self, message: impl Into<String>) -> Ask<Answer<F>> {
        self.0.ask(message)
    }

    /// As [`Context::ask_raw`].
    pub fn ask_raw(
        &self,
        message: impl Into<String>,
        schema: impl Serialize,
    ) -> Ask<Answer<Map<String, Value>>> {
        self.0.ask_raw(message, schema)
    }
}

/// A client that has a model. A tool that takes this runs only where there is one; one that can do
/// without takes an `Option` of it.
///
/// ```
/// use mcp_core::ToolError;
/// use mcp_core::peer::Sampling;
///
/// async fn summarize(text: String, sampling: Sampling) -> Result<String, ToolError> {
///     Ok(sampling.sample(format!("Summarize: {text}")).await?.text())
/// }
///
/// async fn shorten(text: String, sampling: Option<Sampling>) -> Result<String, ToolError> {
///     match sampling {
///         Some(sampling) => Ok(sampling.sample(format!("Shorten: {text}")).await?.text()),
///         None => Ok(text.chars().take(100).collect()),
///     }
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Sampling(Context);

impl Sampling {
    /// As [`Context::sample`].
    pub fn sample(&self, request: impl Into<CreateMessage>) -> Ask<CreatedMessage> {
        self.0.sample(request)
    }
}

/// A client that says in which folders it works. A tool that takes this runs only where there is
/// one; one that can do without takes an `Option` of it.
///
/// ```
/// use mcp_core::ToolError;
/// use mcp_core::peer::Roots;
///
/// async fn count(roots: Roots) -> Result<usize, ToolError> {
///     Ok(roots.list().await?.len())
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Roots(Context);

impl Roots {
    /// As [`Context::roots`].
    pub fn list(&self) -> Ask<Vec<Root>> {
        self.0.roots()
    }
}

fn having(context: &Context, capability: Capability) -> Result<Context, Rejection> {
    match context.can(capability) {
        true => Ok(context.clone()),
        false => Err(Rejection::MissingCapability(capability)),
    }
}

impl FromContext for Elicitation {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        having(context, Capability::Elicitation).map(Self)
    }
}

// Errors that list extractors name what this is an `Option` of.
#[diagnostic::do_not_recommend]
impl FromContext for Option<Elicitation> {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        Ok(Elicitation::from_context(context).ok())
    }
}

impl FromContext for Sampling {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        having(context, Capability::Sampling).map(Self)
    }
}

#[diagnostic::do_not_recommend]
impl FromContext for Option<Sampling> {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        Ok(Sampling::from_context(context).ok())
    }
}

impl FromContext for Roots {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        having(context, Capability::Roots).map(Self)
    }
}

#[diagnostic::do_not_recommend]
impl FromContext for Option<Roots> {
    fn from_context(context: &Context) -> Result<Self, Rejection> {
        Ok(Roots::from_context(context).ok())
    }
}

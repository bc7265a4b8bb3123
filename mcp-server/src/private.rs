//! What the code written by the attribute macros names: nothing here is for people.

#[path = "private/derived.rs"]
mod derived;

pub use derived::{Masked, MaskedWords, Words};
pub use mcp_core::form::{
    Choice, ChoiceSpec, FieldSpec, Form, FormFault, FormValue, FormValues, limited,
};
pub use mcp_core::jsonrpc::ErrorCode;
pub use mcp_core::model::{Audience, FormSchema, Hints, Icon, TaskSupport};
pub use mcp_core::prompt::{IntoPrompt, Prompt, PromptFunction, PromptSpec, Prompts};
pub use mcp_core::resource::{
    Expansion, IntoListed, IntoResource, Resource, ResourceFunction, ResourceSpec, Resources, Step,
    Template,
};
pub use mcp_core::schema::Description;
pub use mcp_core::text::{
    Complete, IntoCompletions, ParsedParam, RefTextParam, TextArguments, TextCall, TextDescription,
    TextParam, TextSpec, Typed, ViaText,
};
pub use mcp_core::tool::*;

pub use std::boxed::Box;
pub use std::convert::Into;
pub use std::default::Default;
pub use std::error::Error;
pub use std::marker::{Send, Sync};
pub use std::option::Option::{self, None, Some};
pub use std::result::Result::{self, Err, Ok};
pub use std::sync::Arc;
pub use std::time::Duration;
pub use std::{concat, file, format, line, unreachable, vec};

/// A schema that stands in an attribute.
pub fn given_schema(schema: impl IntoSchema) -> GivenSchema {
    GivenSchema::of(schema)
}

/// What a function returns that may block its thread, which is one made for that.
///
/// Its panic is raised where it is waited for; when nobody waits any more, it runs to its end.
pub async fn blocking<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    let span = tracing::Span::current();
    match tokio::task::spawn_blocking(move || span.in_scope(run)).await {
        Ok(value) => value,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(error) => unreachable!("the task is never aborted: {error}"),
        },
    }
}

/// Lists functions that are tools: whoever takes a [`ToolSet`] takes the list.
///
/// ```
/// use mcp_server::{tool, toolset};
///
/// /// Add two numbers
/// #[tool]
/// fn add(a: i64, b: i64) -> i64 {
///     a + b
/// }
///
/// mod admin {
///     /// Forget everything
///     #[mcp_server::tool(destructive)]
///     pub async fn purge() {}
/// }
///
/// let tools = toolset![add, admin::purge];
/// assert_eq!(tools.into_iter().count(), 2);
/// ```
///
/// [`ToolSet`]: crate::ToolSet
#[macro_export]
macro_rules! toolset {
    ($($function:ty),* $(,)?) => {
        $crate::__private::Tools::new()$(.with::<$function>())*
    };
}

/// Lists functions that are prompts: whoever takes a `PromptSet` takes the list.
///
/// ```
/// use mcp_server::{prompt, prompts};
///
/// /// Sort an issue in
/// #[prompt]
/// fn triage(issue: u64) -> String {
///     format!("Which label fits issue {issue}?")
/// }
///
/// let prompts = prompts![triage];
/// let names: Vec<_> = prompts.iter().map(|prompt| &prompt.definition().name).collect();
/// assert_eq!(names, ["triage"]);
/// ```
#[macro_export]
macro_rules! prompts {
    ($($function:ty),* $(,)?) => {
        $crate::__private::Prompts::new()$(.with::<$function>())*
    };
}

/// Lists functions that are resources: whoever takes a `ResourceSet` takes the list.
///
/// ```
/// use mcp_server::{resource, resources};
///
/// /// The text of an issue
/// #[resource("tracker://issues/{id}", mime = "text/markdown")]
/// fn issue(id: u64) -> Option<String> {
///     (id == 7).then(|| "# It crashes".to_owned())
/// }
///
/// let resources = resources![issue];
/// assert!(resources.iter().all(|resource| resource.matches("tracker://issues/7").is_some()));
/// ```
#[macro_export]
macro_rules! resources {
    ($($function:ty),* $(,)?) => {
        $crate::__private::Resources::new()$(.with::<$function>())*
    };
}

/// Fails a test when popular clients are known to stumble over something that a server publishes:
/// one bad schema hides all tools of a server in some of them.
///
/// ```
/// use mcp_server::prelude::*;
///
/// /// Add two numbers
/// #[tool]
/// fn add(
///     /// The first
///     a: i64,
///     /// The second
///     b: i64,
/// ) -> i64 {
///     a + b
/// }
///
/// # fn main() -> Result<(), mcp_server::BuildError> {
/// let server = Server::builder(server_info!()).tools(toolset![add]).build()?;
/// mcp_server::assert_portable!(server);
/// # Ok(())
/// # }
/// ```
#[macro_export]
macro_rules! assert_portable {
    ($server:expr $(,)?) => {
        $crate::__private::assert_portable(&($server).lint())
    };
}

/// Fails with all lints at once.
#[track_caller]
pub fn assert_portable(lints: &[mcp_core::schema::Lint]) {
    let mut lines = String::new();
    for lint in lints {
        lines += &format!("\n{lint}");
    }
    assert!(lints.is_empty(), "not portable:{lines}");
}

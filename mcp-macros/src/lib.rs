//! The attributes of mcp-server: [`macro@tool`] and [`macro@tools`].
//!
//! An attribute is parsed into a model, the model is checked, and code is written from it. On any
//! mistake the user's own code is still emitted, with something empty in place of the tools, so
//! that the compiler reports the mistake and nothing that follows from it.

mod shared;
mod tool;
mod tools;

use proc_macro::TokenStream;

/// Makes a function a tool. It stays the function it is.
///
/// ```text
/// /// Add two numbers
/// #[tool(read_only, idempotent)]
/// async fn add(a: i64, #[arg(default = 1)] b: i64) -> i64 {
///     a + b
/// }
/// ```
///
/// The doc comment is the description for the model, and required. A doc comment on a parameter
/// describes the argument. Parameters whose types implement `FromContext` are taken from the
/// request; all others are arguments, which are deserialized. The function may be `async` or not.
///
/// | key | meaning |
/// |---|---|
/// | `name = "…"` | the tool's name, if not the function's |
/// | `title = "…"` | a name for people |
/// | `read_only`, `destructive`, `idempotent`, `open_world` | hints, each also `= false` |
/// | `crate = path` | where mcp-server is found, if not at `::mcp_server` |
///
/// | key of `#[arg(…)]` | meaning |
/// |---|---|
/// | `name = "…"` | the argument's name, if not the parameter's |
/// | `default`, `default = expression` | what stands for the argument when it is not given |
/// | `min = number`, `max = number` | limits of a number |
/// | `min_length = count`, `max_length = count` | limits of a text, in characters |
#[proc_macro_attribute]
pub fn tool(keys: TokenStream, item: TokenStream) -> TokenStream {
    tool::attribute(keys.into(), &item.into()).into()
}

/// Makes the methods that carry [`macro@tool`] the tools of a type.
///
/// ```text
/// #[tools(prefix = "notes")]
/// impl Notes {
///     /// Read a note
///     #[tool(read_only)]
///     async fn read(&self, name: &str) -> Result<String, ToolError> { … }
/// }
/// ```
///
/// The type must be `Send + Sync + 'static`, for calls run at the same time and share the value.
/// A method takes `&self`, or no `self` at all.
///
/// | key | meaning |
/// |---|---|
/// | `prefix = "…"` | goes before each name, with `_` between |
/// | `crate = path` | where mcp-server is found, if not at `::mcp_server` |
#[proc_macro_attribute]
pub fn tools(keys: TokenStream, item: TokenStream) -> TokenStream {
    tools::attribute(keys.into(), &item.into()).into()
}

//! What the code written by the attribute macros names: nothing here is for people.

pub use mcp_core::model::Hints;
pub use mcp_core::schema::Description;
pub use mcp_core::tool::*;

pub use std::boxed::Box;
pub use std::default::Default;
pub use std::marker::{Send, Sync};
pub use std::option::Option::{None, Some};
pub use std::result::Result::{Err, Ok};
pub use std::sync::Arc;
pub use std::{concat, file, line, unreachable};

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

//! All that a tool can look like.
#![deny(warnings, clippy::pedantic, missing_docs)]
#![forbid(unsafe_code)]
#![allow(
    clippy::needless_arbitrary_self_type,
    clippy::missing_errors_doc,
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    clippy::unused_async,
    clippy::unused_self
)]

use std::borrow::Cow;
use std::fmt::Display;

use mcp_server::{
    Cancelled, Context, Json, Progress, State, ToolError, ToolSet, tool, tools, toolset,
};

type Answer = Result<Json<Vec<u8>>, ToolError>;

/// A unit of something.
pub struct Shelf<T, const N: usize>(T);

#[tools]
impl<T, const N: usize> Shelf<T, N>
where
    T: Display,
{
    /// Where it stands.
    pub const PLACE: &'static str = "here";

    /// Show
    #[tool]
    fn show(&self, #[arg(default = N)] times: usize) -> String {
        self.0.to_string().repeat(times)
    }

    /// No `self`
    #[tool]
    async fn place(#[arg(default = Self::PLACE)] place: &str) -> String {
        place.to_owned()
    }

    /// A receiver with a type
    #[tool]
    async fn typed(self: &Self) -> impl mcp_server::IntoToolResult + use<T, N> {
        self.0.to_string()
    }

    /// Gone
    #[cfg(any())]
    #[tool]
    fn gone(&self, missing: Missing) {}

    #[cfg(not(any()))]
    /// Described below its condition
    #[tool]
    #[must_use]
    fn r#type(&self, r#match: bool) -> bool {
        r#match
    }

    /// Just a method.
    pub fn plain<U>(&mut self, other: U) -> U {
        other
    }
}

/// What was given
#[tool]
fn trimmed(text: &str) -> &str {
    text.trim()
}

/// Nothing in, nothing out
#[tool]
pub fn nothing() {}

/// References
#[tool]
pub async fn references(
    text: &str,
    numbers: &[u8],
    path: &std::path::Path,
    context: &Context,
    state: &State<u8>,
) -> Answer {
    let _ = (text, path, context.peer(), **state);
    Ok(Json(numbers.to_vec()))
}

/// Patterns
#[tool]
async fn patterns(
    State(number): State<u8>,
    mut text: String,
    _: Progress,
    _cancelled: Cancelled,
) -> String {
    text.push_str(&number.to_string());
    text
}

/// Borrowed or owned
#[tool]
fn borrowed(text: Cow<'_, str>, list: Option<Vec<(u8, String)>>) -> String {
    format!("{text} {list:?}")
}

#[tool]
#[deprecated]
/// Old
fn old() -> Result<(), String> {
    Ok(())
}

macro_rules! adder {
    ($name:ident, $type:ty) => {
        /// Add one
        #[tool]
        fn $name(number: $type, text: &$type) -> $type {
            number + 1 + *text
        }
    };
}
adder!(add_one, u8);

mod inner {
    /// Visible to the parent alone
    #[mcp_server::tool(name = "inner-tool")]
    pub(super) fn tool() {}
}

fn main() {
    /// Inside a function
    #[tool]
    fn local() {}

    let tools = toolset![
        trimmed,
        nothing,
        references,
        patterns,
        borrowed,
        old,
        add_one,
        inner::tool,
        local
    ];
    assert_eq!(tools.into_iter().count(), 9);
    let tools = Shelf::<_, 3>(1).into_tools();
    let names: Vec<_> = tools
        .into_iter()
        .map(|tool| tool.name().to_owned())
        .collect();
    assert_eq!(names, ["show", "place", "typed", "type"]);
    assert_eq!(add_one(1, &2), 4);
}

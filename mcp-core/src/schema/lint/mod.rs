//! What popular clients are known to stumble over.
//!
//! | module | what it looks at |
//! |---|---|
//! | `head` | the name and the description of the tool |
//! | `arguments` | the root of the input schema: its shape, its arguments |
//! | `described` | the arguments, and what is inside of them: what each says it is |
//! | `keywords` | every schema: what is said of values |
//! | `refs` | where references lead |
//!
//! Which arguments may be mirrored in HTTP headers, `super::header` knows.

mod arguments;
mod described;
mod head;
mod keywords;
mod refs;
#[cfg(test)]
mod tests;

use std::fmt;

use serde_json::Value;
use serde_json::value::RawValue;

use super::header::headers;
use crate::model::ToolDefinition;

/// One thing about a tool that clients are known to stumble over: they drop the tool, or all tools
/// of the server, or call it wrongly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lint {
    /// The name of the tool.
    pub tool: String,
    /// Where it is written: `file:line`.
    pub place: &'static str,
    /// Where in its definition, as `tools/list` shows it: a JSON Pointer, such as
    /// `/inputSchema/properties/limit`.
    pub pointer: String,
    /// What is wrong, and what to write instead.
    pub text: String,
}

impl fmt::Display for Lint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            tool,
            place,
            pointer,
            text,
        } = self;
        write!(f, "tool `{tool}` ({place}) at `{pointer}`: {text}")
    }
}

impl Lint {
    /// No output schema is published, for the type of the answer holds itself.
    pub(crate) fn recursive_answer(tool: &str, place: &'static str) -> Self {
        Self {
            tool: tool.to_owned(),
            place,
            pointer: "/outputSchema".to_owned(),
            text: "the type of the answer holds itself, and clients drop all tools over such an \
                output schema, so none is published: return a list of items that name their \
                parents, or text"
                .to_owned(),
        }
    }
}

/// Looks through the definition of a tool as clients get to see it; `place` is where the tool is
/// written.
///
/// ```
/// use mcp_core::model::ToolDefinition;
/// use mcp_core::schema::lint;
///
/// let lints = lint(&ToolDefinition::new("admin.purge", "Purge the cache"), "src/admin.rs:7");
/// assert_eq!(lints.len(), 1);
/// assert!(lints[0].to_string().contains("write `admin_purge`"));
/// ```
#[must_use]
pub fn lint(definition: &ToolDefinition, place: &'static str) -> Vec<Lint> {
    let mut found = Findings::default();
    head::check(definition, &mut found);
    if let Some(schema) = read(&definition.input_schema, INPUT, &mut found) {
        arguments::check(&schema, &mut found);
        described::check(&schema, &mut found);
        check_schema(&schema, Side::Input, &mut found);
        found.0.extend(headers(&schema, INPUT).faults);
    }
    if let Some(schema) = &definition.output_schema
        && let Some(schema) = read(schema, OUTPUT, &mut found)
    {
        check_schema(&schema, Side::Output, &mut found);
    }
    let lint = |(pointer, text)| Lint {
        tool: definition.name.clone().into_owned(),
        place,
        pointer,
        text,
    };
    found.0.into_iter().map(lint).collect()
}

fn read(schema: &RawValue, pointer: &str, found: &mut Findings) -> Option<Value> {
    let schema = serde_json::from_str(schema.get());
    if schema.is_err() {
        found.say(
            pointer,
            "it cannot be read: write JSON that is nested less deep",
        );
    }
    schema.ok()
}

fn check_schema(schema: &Value, side: Side, found: &mut Findings) {
    keywords::check(schema, side, found);
    refs::check(schema, side, found);
}

/// Which schema of a tool it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Input,
    Output,
}

impl Side {
    fn pointer(self) -> &'static str {
        match self {
            Self::Input => INPUT,
            Self::Output => OUTPUT,
        }
    }
}

const INPUT: &str = "/inputSchema";
const OUTPUT: &str = "/outputSchema";

/// What was found: each with its place in the definition.
#[derive(Debug, Default)]
struct Findings(Vec<(String, String)>);

impl Findings {
    fn say(&mut self, pointer: &str, text: &str) {
        self.0.push((pointer.to_owned(), text.to_owned()));
    }
}

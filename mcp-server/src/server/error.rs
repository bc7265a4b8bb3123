//! Why a server cannot be built.

use std::fmt;

/// Why a server cannot be built; the text says what to change.
#[derive(Debug)]
pub struct BuildError(Kind);

#[derive(Debug)]
pub(super) enum Kind {
    Duplicate {
        name: String,
        first: &'static str,
        second: &'static str,
    },
    Name {
        name: String,
        place: &'static str,
    },
    State {
        tool: String,
        state: &'static str,
    },
    Path {
        path: String,
    },
}

impl From<Kind> for BuildError {
    fn from(kind: Kind) -> Self {
        Self(kind)
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Duplicate {
                name,
                first,
                second,
            } => write!(
                f,
                "two tools are called `{name}`: one at {first}, one at {second}; rename one with `#[tool(name = \"…\")]` or give its set a `prefix`"
            ),
            Kind::Name { name, place } => write!(
                f,
                "`{name}` ({place}) cannot be the name of a tool: use 1 to 128 of A-Z, a-z, 0-9, `_`, `-` and `.`"
            ),
            Kind::State { tool, state } => write!(
                f,
                "the tool `{tool}` needs `State<{state}>`, and the server has none: give it one with `.state(…)`"
            ),
            Kind::Path { path } => write!(
                f,
                "`{path}` cannot be served: a path begins with `/`, has no `?` or `#`, and stands for one endpoint only"
            ),
        }
    }
}

impl std::error::Error for BuildError {}

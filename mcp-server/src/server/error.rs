//! Why a server cannot be built or changed.

mod lacking;

use std::fmt;

use self::lacking::Lacking;
use super::HttpOptions;

/// Why a server cannot be built, or not be changed: all that is wrong, and for each what to do.
///
/// `Debug` says the same as `Display`, for it is what a `main` shows that gives its error back.
pub struct BuildError(Vec<Fault>);

/// One thing that is wrong.
#[derive(Debug)]
pub(super) enum Fault {
    Duplicate {
        thing: Thing,
        name: String,
        first: &'static str,
        second: &'static str,
    },
    Name {
        thing: Thing,
        name: String,
        place: &'static str,
    },
    State {
        thing: Thing,
        name: String,
        state: &'static str,
        /// Of which types it has some.
        given: Vec<&'static str>,
    },
    Thing {
        thing: Thing,
        name: String,
        place: &'static str,
        text: String,
    },
    /// Something is wrong with the paths, hosts or origins that are served.
    Http { text: String },
    /// Servers cannot be told apart.
    Beside(Beside),
    /// Something is wrong with how callers are to prove who they are.
    Authentication { text: String },
    /// Something is wrong with what the server says of itself.
    Itself { text: String },
    /// Something is wrong with the file of a skill.
    #[cfg(feature = "skills")]
    Skill { file: String, text: String },
    /// A change brings skills to a server without.
    #[cfg(feature = "skills")]
    NoSkills,
    /// A change names what there is not.
    Unknown { thing: Thing, key: String },
    /// A change adds what the server was built without.
    Undeclared { thing: Thing },
}

/// Why servers cannot stand beside each other.
#[derive(Debug)]
pub(super) enum Beside {
    /// One has a path of another.
    Path { path: String, number: usize },
    /// Another one answers where one publishes where its tokens come from.
    Metadata {
        path: String,
        number: usize,
        first: usize,
    },
    /// There are none.
    None,
}

/// What a server offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    Tool,
    Prompt,
    Resource,
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tool => "tool",
            Self::Prompt => "prompt",
            Self::Resource => "resource",
        })
    }
}

impl BuildError {
    /// An error, if anything is wrong.
    pub(super) fn of(faults: Vec<Fault>) -> Result<(), Self> {
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Self(faults))
        }
    }
}

impl BuildError {
    /// Refuses servers that could not be told apart.
    pub(crate) fn apart<'o>(servers: impl Iterator<Item = &'o HttpOptions>) -> Result<(), Self> {
        let mut known: Vec<&str> = Vec::new();
        let mut faults = Vec::new();
        for (number, options) in servers.enumerate() {
            let paths = options.paths().map(String::as_str);
            let shared = paths.iter().filter(|path| known.contains(*path));
            faults.extend(shared.map(|path| {
                Fault::Beside(Beside::Path {
                    path: (*path).to_owned(),
                    number,
                })
            }));
            known.extend(paths);
        }
        if known.is_empty() {
            faults.push(Fault::Beside(Beside::None));
        }
        Self::of(faults)
    }

    /// Refuses servers of which one publishes at a path, and another answers there: each as its number,
    /// the path, and the number of the one that answers.
    pub(crate) fn published<'p>(
        paths: impl Iterator<Item = (usize, &'p str, usize)>,
    ) -> Result<(), Self> {
        let hidden = paths.filter(|(number, _, first)| number != first);
        let faults = hidden.map(|(number, path, first)| {
            Fault::Beside(Beside::Metadata {
                path: path.to_owned(),
                number,
                first,
            })
        });
        Self::of(faults.collect())
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            fault.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for BuildError {}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Duplicate {
                thing: Thing::Resource,
                name,
                first,
                second,
            } => write!(
                f,
                "two resources are at `{name}`: one at {first}, one at {second}; give one another URI"
            ),
            Self::Duplicate {
                thing,
                name,
                first,
                second,
            } => write!(
                f,
                "two {thing}s are called `{name}`: one at {first}, one at {second}; rename one with `#[{thing}(name = \"…\")]` or give its set a `prefix`"
            ),
            Self::Name { thing, name, place } => write!(
                f,
                "`{name}` ({place}) cannot be the name of a {thing}: use 1 to 128 of A-Z, a-z, 0-9, `_`, `-` and `.`"
            ),
            Self::State {
                thing,
                name,
                state,
                given,
            } => {
                let lacking = Lacking { state, given };
                write!(f, "the {thing} `{name}` needs {lacking}")
            }
            Self::Thing {
                thing,
                name,
                place,
                text,
            } => write!(f, "the {thing} `{name}` ({place}): {text}"),
            Self::Unknown { thing, key } => write!(
                f,
                "there is no {thing} `{key}`: a change removes, hides and shows only what there is by then"
            ),
            Self::Undeclared { thing } => write!(
                f,
                "the server was built without {thing}s, and its clients do not look for any: build it with `.{thing}s(…)`, if only with an empty list"
            ),
            #[cfg(feature = "skills")]
            Self::Skill { file, text } => write!(f, "the skill file `{file}`: {text}"),
            #[cfg(feature = "skills")]
            Self::NoSkills => f.write_str(
                "the server was built without skills, and its clients do not look for any: build it with `.skills(…)`, if only with `Skills::new()`",
            ),
            Self::Authentication { text } => write!(f, "the authentication: {text}"),
            Self::Itself { text } => write!(f, "the server itself: {text}"),
            Self::Beside(beside) => beside.fmt(f),
            Self::Http { text } => f.write_str(text),
        }
    }
}

impl fmt::Display for Beside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path { path, number } => write!(
                f,
                "the server at place {number} (from 0) has the path `{path}` of one before it: give it its own with `.path(…)` and `.sse_paths(…)`"
            ),
            Self::Metadata {
                path,
                number,
                first,
            } => write!(
                f,
                "the server at place {number} (from 0) publishes at `{path}` where its tokens come from, and the one at place {first} answers there: give each a `resource(…)` whose path is its own, such as that of its endpoint"
            ),
            Self::None => f.write_str("there is no server to serve: give at least one"),
        }
    }
}

//! Skills: folders of instructions for agents, whose files are resources (the extension
//! `io.modelcontextprotocol/skills`). To serve them needs nothing; to read and check them does, and
//! comes with the feature `skills`.

#[cfg(feature = "skills")]
mod files;
#[cfg(feature = "skills")]
mod folder;
#[cfg(feature = "skills")]
mod front_matter;
mod library;
#[cfg(feature = "skills")]
mod names;
#[cfg(feature = "skills")]
mod shelve;

#[cfg(feature = "skills")]
pub use files::Skills;
pub(super) use library::Library;

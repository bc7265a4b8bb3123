//! Functions as resources: contents that are read by URI (`server/resources`).

mod contents;
mod define;
mod handler;
mod listed;
mod matching;
mod output;
mod overlap;
mod set;
mod spec;
mod template;

pub use contents::Contents;
pub use define::{Listing, ReadFuture, ReadOutcome, Resource, ResourceCall, ResourceMime};
pub use handler::{Handler, IntoContents};
pub use listed::{IntoListed, ListFuture, ListOutcome, Listed, Lists, MOST_LISTED};
pub use matching::is_uri;
pub use output::IntoResource;
pub use set::{ResourceFunction, ResourceSet, Resources};
pub use spec::ResourceSpec;
pub use template::{Expansion, Step, Template, Variables};

#[cfg(test)]
mod tests;

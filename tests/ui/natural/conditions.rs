//! Tools that are not always there.
#![deny(warnings)]

use mcp_server::prelude::*;

/// Here
#[cfg(not(any()))]
#[tool]
fn here() {}

/// Not here
#[cfg(any())]
#[tool]
fn gone(missing: Missing) {}

struct Notes;

#[tools]
impl Notes {
    /// One of two
    #[cfg(any())]
    #[tool]
    fn list(&self, missing: Missing) {}

    /// The other
    #[cfg(not(any()))]
    #[tool]
    fn list(&self) {}
}

#[tools]
mod others {
    /// Not here
    #[cfg(any())]
    #[tool]
    pub fn gone(missing: Missing) {}

    /// Here
    #[tool]
    #[cfg(not(any()))]
    pub fn there() {}
}

fn main() {
    let tools = toolset![here].and(Notes).and(others::tools());
    let names: Vec<String> = tools.iter().map(|tool| tool.name().to_owned()).collect();
    assert_eq!(names, ["here", "list", "there"]);
}

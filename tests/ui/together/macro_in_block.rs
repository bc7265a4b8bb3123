//! Methods that only a macro writes.
use mcp_server::{tool, tools};

struct Notes;

macro_rules! list {
    () => {
        /// List notes
        #[tool]
        fn list(&self) {}
    };
}

#[tools]
impl Notes {
    list!();
}

fn main() {}

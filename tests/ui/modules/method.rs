//! A method where functions go.
use mcp_server::tools;

#[tools]
mod notes {
    use mcp_server::tool;

    /// List notes
    #[tool]
    pub fn list() {}

    pub struct Notes;

    impl Notes {
        /// Count notes
        #[tool]
        pub fn count(&self) {}
    }
}

fn main() {}

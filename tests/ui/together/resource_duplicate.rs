//! Two resources of one URI, whatever their variables are called.
use mcp_server::tools;

struct Tracker;

#[tools]
impl Tracker {
    /// All issues
    #[resource("x://issues")]
    fn issues(&self) -> String {
        String::new()
    }

    /// All issues, in other words
    #[resource("x://issues", mime = "text/plain")]
    fn list(&self) -> String {
        String::new()
    }

    /// One issue
    #[resource("x://issues/{id}")]
    fn issue(&self, id: u64) -> String {
        id.to_string()
    }

    /// One issue by its title
    #[resource("x://issues/{title}")]
    fn titled(&self, title: String) -> String {
        title
    }
}

fn main() {}

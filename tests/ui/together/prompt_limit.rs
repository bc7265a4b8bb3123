//! Arguments have no schema that could hold limits.
use mcp_server::prompt;

/// Sort issues in
#[prompt]
fn triage(
    #[arg(min = 1, max = 9)] most: u8,
    #[arg(one_of = ["calm", "stern"])] tone: String,
) -> String {
    format!("{most} {tone}")
}

fn main() {}

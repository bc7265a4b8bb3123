//! A question for a struct that derives nothing.
use mcp_server::prelude::*;

struct Order {
    amount: u32,
}

/// Order something
#[tool]
async fn order(context: Context) -> Result<(), ToolError> {
    let _order = context.ask::<Order>("How much?").await?;
    Ok(())
}

fn main() {}

//! What remains when everything of MCP is left out: hyper and serde_json, or tokio alone.

mod answer;
mod body;
mod http;
mod lines;
mod message;

use std::error::Error;

use versus_common::{Options, runtime};

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::read()?;
    runtime(&options)?.block_on(async {
        match options.mode.as_str() {
            "stdio" => lines::serve().await?,
            _ => http::serve(&options).await?,
        }
        Ok(())
    })
}

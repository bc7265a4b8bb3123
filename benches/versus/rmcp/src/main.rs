//! rmcp with the same tools: as fast as it can be set up, and as its documentation sets it up.

mod documented;
mod tuned;

use std::error::Error;

use schemars::JsonSchema;
use serde::Deserialize;
use versus_common::{Options, runtime};

/// What `echo` takes.
#[derive(Deserialize, JsonSchema)]
struct Echo {
    /// What to say
    text: String,
}

/// What `progress` takes.
#[derive(Deserialize, JsonSchema)]
struct Events {
    /// How often
    events: u32,
}

/// What the tools take that are only listed.
#[derive(Deserialize, JsonSchema)]
struct ListIssues {
    /// Project key
    project: String,
    /// Only this state
    status: Option<String>,
    /// Most issues
    #[schemars(range(min = 1, max = 100))]
    #[serde(default = "twenty")]
    limit: u32,
    /// Also closed ones
    #[serde(default)]
    closed: bool,
}

fn twenty() -> u32 {
    20
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::read()?;
    runtime(&options)?.block_on(async {
        match options.mode.as_str() {
            "documented" => documented::serve().await,
            _ => tuned::serve(&options).await,
        }
    })
}

//! An extractor that stays on its thread, held while the tool waits.
use std::rc::Rc;

use mcp_server::{Context, FromContext, Rejection, tool};

struct Local(Rc<u8>);

impl FromContext for Local {
    fn from_context(_: &Context) -> Result<Self, Rejection> {
        Ok(Self(Rc::new(1)))
    }
}

async fn wait() {}

/// Move somewhere
#[tool]
async fn go(local: Local) -> u8 {
    wait().await;
    *local.0
}

fn main() {}

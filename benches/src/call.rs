//! Calls in process: a tool is found, called, and its answer taken.

use std::collections::BTreeMap;
use std::sync::Arc;

use mcp_server::model::ClientCapabilities;
use mcp_server::peer::{ContextParts, Host, Peer, StateMap};
use mcp_server::tool::{Policy, Prepared};
use mcp_server::{Context, Rejection, ToolResult, ToolSet as _};

use crate::{Tracker, now};

/// The tools by name, and what every call shares.
#[derive(Debug)]
pub struct Calls {
    tools: BTreeMap<String, Prepared>,
    peer: Arc<Peer>,
    state: Arc<StateMap>,
    host: Arc<dyn Host>,
}

impl Calls {
    /// The tools of [`Tracker`].
    ///
    /// # Panics
    /// Never: they are as they should be.
    #[must_use]
    pub fn new() -> Self {
        let tools = Tracker.into_tools().into_iter().map(|tool| {
            let tool = tool.prepare(&Policy::default());
            let tool = tool.expect("its schema and its limits fit");
            (tool.definition().name.to_string(), tool)
        });
        Self {
            tools: tools.collect(),
            peer: Arc::new(Peer::new(None, ClientCapabilities::default(), None)),
            state: Arc::default(),
            host: Arc::new(()),
        }
    }

    /// Finds the tool, calls it, and takes its answer.
    ///
    /// # Panics
    /// There is no such tool, or it gives no answer at once.
    #[must_use]
    pub fn call(&self, name: &str, arguments: &'static str) -> ToolResult {
        let tool = self.tools.get(name).expect("one of the tools above");
        let context = Context::new(ContextParts {
            arguments: arguments.into(),
            headers: Default::default(),
            peer: Arc::clone(&self.peer),
            principal: None,
            progress_token: None,
            state: Arc::clone(&self.state),
            host: Arc::clone(&self.host),
        });
        match now(tool.call(context)) {
            Ok(result) | Err(Rejection::Answer(result)) => result,
            Err(rejection) => panic!("no answer but {rejection:?}"),
        }
    }
}

impl Default for Calls {
    fn default() -> Self {
        Self::new()
    }
}

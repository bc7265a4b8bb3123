//! `tools/call` (`server/tools#calling-tools`).

use mcp_core::{Context, Rejection};

use super::tasking::{Beginning, Tasking};
use super::watch::watched;
use super::{Answer, Failing, Started, When, Work, guarded, unknown};
use crate::server::Catalogue;

/// Starts a tool, which takes its parameters when it begins.
pub(super) fn call(
    catalogue: &Catalogue,
    name: &str,
    tasking: Tasking,
    when: When,
    context: Context,
) -> Result<Started, Rejection> {
    let viewer = context.viewer();
    let tool = catalogue.tool(name, &viewer)?;
    let tool = tool.ok_or_else(|| unknown("tool", name, &catalogue.listed_tools(&viewer)))?;
    let beginning = match tasking.begin(tool.definition().task) {
        Ok(beginning) => beginning,
        Err(refusal) => return Ok(Started::Done(Answer::Rejected(refusal))),
    };
    if beginning == Beginning::Open {
        context.offer_task();
    }
    Ok(guarded(Failing::Tool, || {
        let call = when.start(tool, |tool| {
            watched(&tool.definition().name, || tool.call(context))
        });
        let wrap = tool.wraps();
        let (work, timeout) = (Work::Tool { call, wrap }, tool.timeout());
        match beginning {
            Beginning::Call | Beginning::Open => Started::Running(work, timeout),
            Beginning::Task => Started::Task(work, timeout),
        }
    }))
}

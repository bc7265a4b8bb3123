//! `prompts/get` (`server/prompts#getting-a-prompt`).

use mcp_core::Context;
use mcp_core::jsonrpc::ErrorObject;
use mcp_core::wire::decode::GetPrompt;

use super::{Failing, Started, Work, guarded, unknown};
use crate::server::Catalogue;

/// Starts to make a prompt, which takes its arguments at once.
pub(super) fn get(
    catalogue: &Catalogue,
    wish: GetPrompt<'_>,
    context: Context,
) -> Result<Started, ErrorObject> {
    let prompt = catalogue.prompt(&wish.name);
    let prompt = prompt.ok_or_else(|| unknown("prompt", &wish.name, catalogue.listed_prompts()))?;
    Ok(guarded(Failing::Other, || {
        let get = prompt.get(context, wish.arguments);
        Started::Running(Work::Prompt(get), prompt.timeout())
    }))
}

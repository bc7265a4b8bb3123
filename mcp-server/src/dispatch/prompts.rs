//! `prompts/get` (`server/prompts#getting-a-prompt`).

use std::sync::Arc;

use mcp_core::peer::Viewer;
use mcp_core::wire::decode::GetPrompt;
use mcp_core::{Context, Prompt, Rejection};

use super::{Failing, Started, When, Work, guarded, unknown};
use crate::server::Catalogue;

/// Starts to make a prompt, which takes its arguments when it begins.
pub(super) fn get(
    catalogue: &Catalogue,
    wish: GetPrompt<'_>,
    when: When,
    context: Context,
) -> Result<Started, Rejection> {
    let prompt = named(catalogue, &wish.name, &context.viewer())?;
    let arguments = wish.arguments;
    Ok(guarded(Failing::Other, || {
        let get = when.start(prompt, |prompt| prompt.get(context, arguments));
        Started::Running(Work::Prompt(get), prompt.timeout())
    }))
}

/// The prompt of a name, as somebody finds it.
pub(super) fn named<'c>(
    catalogue: &'c Catalogue,
    name: &str,
    viewer: &Viewer<'_>,
) -> Result<&'c Arc<Prompt>, Rejection> {
    let prompt = catalogue.prompt(name, viewer)?;
    prompt.ok_or_else(|| unknown("prompt", name, &catalogue.listed_prompts(viewer)))
}

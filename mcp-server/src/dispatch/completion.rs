//! `completion/complete` (`server/utilities/completion`).

use std::time::Duration;

use mcp_core::Context;
use mcp_core::jsonrpc::ErrorObject;
use mcp_core::model::Completion;
use mcp_core::text::CompletionFuture;
use mcp_core::wire::decode::{Complete, Reference};

use super::{Answer, Failing, Started, Work, guarded, invalid, unknown};
use crate::server::Catalogue;

/// Starts to complete an argument. One that nothing completes has no values.
pub(super) fn complete(
    catalogue: &Catalogue,
    wish: Complete<'_>,
    context: Context,
) -> Result<Started, ErrorObject> {
    let (argument, typed) = (&*wish.argument, wish.typed);
    match &wish.of {
        Reference::Prompt(name) => {
            let prompt = catalogue.prompt(name);
            let prompt =
                prompt.ok_or_else(|| unknown("prompt", name, catalogue.listed_prompts()))?;
            Ok(begin(prompt.timeout(), || {
                prompt.complete(argument, context, typed)
            }))
        }
        Reference::Resource(uri) => {
            let resource = catalogue.referenced(uri).ok_or_else(|| {
                invalid(format!(
                    "no resource is at `{uri}`, and no template is written so"
                ))
            })?;
            Ok(begin(resource.timeout(), || {
                resource.complete(argument, context, typed)
            }))
        }
    }
}

fn begin(
    timeout: Option<Duration>,
    complete: impl FnOnce() -> Option<CompletionFuture>,
) -> Started {
    guarded(Failing::Other, || match complete() {
        Some(complete) => Started::Running(Work::Complete(complete), timeout),
        None => Started::Done(Answer::Completion(Completion::default())),
    })
}

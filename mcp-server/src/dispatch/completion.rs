//! `completion/complete` (`server/utilities/completion`).

use std::time::Duration;

use mcp_core::model::Completion;
use mcp_core::text::CompletionFuture;
use mcp_core::wire::decode::{Complete, Reference};
use mcp_core::{Context, Rejection};

use super::{Answer, Failing, Started, Work, guarded, invalid, prompts};
use crate::server::Catalogue;

/// Starts to complete an argument. One that nothing completes has no values.
pub(super) fn complete(
    catalogue: &Catalogue,
    wish: Complete<'_>,
    context: Context,
) -> Result<Started, Rejection> {
    let (argument, typed) = (&*wish.argument, wish.typed);
    match &wish.of {
        Reference::Prompt(name) => {
            let prompt = prompts::named(catalogue, name, &context.viewer())?;
            Ok(begin(prompt.timeout(), || {
                prompt.complete(argument, context, typed)
            }))
        }
        Reference::Resource(uri) => {
            let resource = catalogue.referenced(uri, &context.viewer())?;
            let resource = resource.ok_or_else(|| {
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

//! `completion/complete` (`server/utilities/completion`).

use std::future::ready;
use std::sync::Arc;
use std::time::Duration;

use mcp_core::model::Completion;
use mcp_core::text::CompletionFuture;
use mcp_core::wire::decode::{Complete, Reference};
use mcp_core::{Context, Prompt, Rejection, Resource};

use super::{Answer, Failing, Started, When, Work, guarded, invalid, prompts};
use crate::server::Catalogue;

/// Starts to complete an argument. One that nothing completes has no values.
pub(super) fn complete(
    catalogue: &Catalogue,
    wish: Complete<'_>,
    when: When,
    context: Context,
) -> Result<Started, Rejection> {
    let (argument, typed) = (wish.argument.into_owned(), wish.typed);
    match &wish.of {
        Reference::Prompt(name) => {
            let prompt = prompts::named(catalogue, name, &context.viewer())?;
            if !prompt.completes_argument(&argument) {
                return Ok(nothing());
            }
            let start = move |prompt: &Prompt| prompt.complete(&argument, context, typed);
            Ok(begin(when, prompt, prompt.timeout(), start))
        }
        Reference::Resource(uri) => {
            let resource = catalogue.referenced(uri, &context.viewer())?;
            let resource = resource.ok_or_else(|| {
                invalid(format!(
                    "no resource is at `{uri}`, and no template is written so"
                ))
            })?;
            if !resource.completes_argument(&argument) {
                return Ok(nothing());
            }
            let start = move |resource: &Resource| resource.complete(&argument, context, typed);
            Ok(begin(when, resource, resource.timeout(), start))
        }
    }
}

fn nothing() -> Started {
    Started::Done(Answer::Completion(Completion::default()))
}

fn begin<T: Send + Sync + 'static>(
    when: When,
    thing: &Arc<T>,
    timeout: Option<Duration>,
    complete: impl FnOnce(&T) -> Option<CompletionFuture> + Send + 'static,
) -> Started {
    let complete =
        |thing: &T| complete(thing).unwrap_or_else(|| Box::pin(ready(Ok(Completion::default()))));
    guarded(Failing::Other, || {
        let complete = when.start(thing, complete);
        Started::Running(Work::Complete(complete), timeout)
    })
}

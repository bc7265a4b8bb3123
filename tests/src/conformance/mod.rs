//! What the official conformance suite asks for, with the words it looks for.

mod asking;
mod content;
mod offers;
mod rounds;
mod skills;
mod tasks;
mod updates;

use mcp_server::Builder;

/// Adds all of it.
pub(crate) fn offer(builder: Builder) -> Builder {
    builder
        .tools(content::tools())
        .tools(updates::tools())
        .tools(asking::tools())
        .tools(rounds::tools())
        .tools(offers::tools())
        .tools(tasks::tools())
        .prompts(offers::prompts())
        .prompts(rounds::prompts())
        .resources(offers::resources())
        .skills(skills::skills())
}

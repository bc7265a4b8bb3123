//! Functions as prompts: messages that a person chooses by name (`server/prompts`).

mod define;
mod output;
mod set;
mod spec;

pub use define::{Prompt, PromptCall, PromptFuture, PromptOutcome};
pub use output::{IntoPrompt, PromptResult};
pub use set::{PromptFunction, PromptSet, Prompts};
pub use spec::PromptSpec;

#[cfg(test)]
mod tests;

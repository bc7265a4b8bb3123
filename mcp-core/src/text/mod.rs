//! Arguments that arrive as text: those of prompts, and the variables of URI templates.

mod arguments;
mod call;
mod complete;
mod describe;
mod param;
mod read;
mod reject;
mod shared;
mod spec;
mod variants;

pub use arguments::{Refused, TextArguments};
pub use call::TextCall;
pub(crate) use complete::Completers;
pub use complete::{
    Complete, Completer, CompletionFuture, CompletionOutcome, Completions, IntoCompletions, Typed,
    ViaFunction, ViaFuture, ViaList, ViaValues,
};
pub use describe::{TextDescribe, TextDescription};
pub use param::{ParsedParam, RefTextParam, TextParam, ViaOption, ViaParse, ViaText};
pub(crate) use reject::{as_error, failed, no_such_resource};
pub(crate) use shared::{Shared, add, shared, spec_meta, words};
pub use spec::TextSpec;

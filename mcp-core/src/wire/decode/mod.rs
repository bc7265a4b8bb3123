//! The parameters of what a client sends, borrowed from the bytes of the message.
//!
//! A refusal is always [`ErrorCode::INVALID_PARAMS`] and names the member. An optional member that
//! is `null` counts as absent.

mod call_tool;
mod cancelled;
mod complete;
mod get_prompt;
mod initialize;
mod input;
mod list;
mod listen;
mod member;
mod meta;
mod params;
mod read_resource;
mod set_level;
mod subscribe;
mod task;
mod texts;
mod usable;

pub use call_tool::CallTool;
pub use cancelled::Cancelled;
pub use complete::{Complete, Reference};
pub use get_prompt::GetPrompt;
pub use initialize::Initialize;
pub use input::Input;
pub use list::List;
pub use listen::Listen;
pub use meta::Meta;
pub(crate) use params::PARAMS;
pub use params::Params;
pub use read_resource::ReadResource;
pub use set_level::SetLevel;
pub use subscribe::Subscribe;
pub use task::{OfTask, TaskWish};
pub use usable::usable;

#[cfg(doc)]
use crate::jsonrpc::ErrorCode;

#[cfg(test)]
mod testing {
    use serde_json::value::RawValue;

    use crate::jsonrpc::{ErrorCode, ErrorObject};

    pub(super) fn json(text: &str) -> &RawValue {
        serde_json::from_str(text).unwrap()
    }

    /// Why the parameters were refused.
    pub(super) fn refusal<T: std::fmt::Debug>(outcome: Result<T, ErrorObject>) -> String {
        let error = outcome.unwrap_err();
        assert_eq!(error.code, ErrorCode::INVALID_PARAMS);
        error.message.into_owned()
    }
}

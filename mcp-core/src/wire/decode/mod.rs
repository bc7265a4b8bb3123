//! The parameters of what a client sends, borrowed from the bytes of the message.
//!
//! A refusal is always [`ErrorCode::INVALID_PARAMS`] and names the member. An optional member that
//! is `null` counts as absent.

mod call_tool;
mod cancelled;
mod initialize;
mod list_tools;
mod member;
mod meta;
mod params;
mod set_level;

pub use call_tool::CallTool;
pub use cancelled::Cancelled;
pub use initialize::Initialize;
pub use list_tools::ListTools;
pub use meta::Meta;
pub use params::Params;
pub use set_level::SetLevel;

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

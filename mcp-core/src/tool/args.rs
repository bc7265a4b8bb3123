//! One struct that is all arguments of a tool.

use std::ops::Deref;

/// All arguments of a tool as one value, for those who have a struct for them.
///
/// ```
/// use mcp_core::tool::Args;
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// struct Search { text: String, limit: Option<u32> }
///
/// async fn search(Args(search): Args<Search>) -> String {
///     search.text
/// }
/// ```
///
/// Its schema is the schema of the struct, and every rule of that is enforced. It stands alone:
/// a tool that takes it has no other arguments, though extractors as it likes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Args<T>(pub T);

impl<T> Deref for Args<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

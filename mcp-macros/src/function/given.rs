//! What stands in the parentheses of an attribute.

use syn::LitStr;

use crate::shared::attr::Entry;

/// What stands in the parentheses of an attribute.
pub(crate) struct Given {
    /// What a resource has before its keys.
    pub(crate) uri: Option<LitStr>,
    pub(crate) entries: Vec<Entry>,
}

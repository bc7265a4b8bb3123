//! How an argument could go on (`server/utilities/completion`).

/// How an argument could go on, in the words of no revision.
///
/// ```
/// use mcp_core::model::Completion;
/// let first = Completion::from(vec!["a1".to_owned(), "a2".to_owned()]).of(5_000);
/// assert_eq!(first.total, Some(5_000));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Completion {
    /// The values, the best one first. A client gets at most the first 100.
    pub values: Vec<String>,
    /// How many there are, where these are not all.
    pub total: Option<u64>,
    /// There are more than these.
    pub has_more: bool,
}

impl Completion {
    /// The same, of so many in all.
    #[must_use]
    pub const fn of(mut self, total: u64) -> Self {
        self.total = Some(total);
        self
    }

    /// The same, where nobody counted how many more there are.
    #[must_use]
    pub const fn and_more(mut self) -> Self {
        self.has_more = true;
        self
    }
}

impl From<Vec<String>> for Completion {
    fn from(values: Vec<String>) -> Self {
        Self {
            values,
            ..Self::default()
        }
    }
}

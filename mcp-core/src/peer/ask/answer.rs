//! What a person answers.

/// What a person answers. No and nothing are answers too, and no errors.
///
/// ```
/// use mcp_core::peer::Answer;
/// let answer = Answer::Accepted("Paris");
/// assert_eq!(answer.accepted(), Some("Paris"));
/// assert_eq!(Answer::<&str>::Declined.accepted(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer<T> {
    /// They said yes, and filled this in.
    Accepted(T),
    /// They said no.
    Declined,
    /// They said nothing, and closed the question.
    Cancelled,
}

impl<T> Answer<T> {
    /// What was filled in, if it was.
    pub fn accepted(self) -> Option<T> {
        match self {
            Self::Accepted(value) => Some(value),
            Self::Declined | Self::Cancelled => None,
        }
    }
}

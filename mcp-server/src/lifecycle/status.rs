//! What HTTP says of an answer before it is read.

use std::borrow::Cow;

use http::StatusCode;

/// A status, and which scopes would have made it another one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Status {
    pub(crate) code: StatusCode,
    /// All that the operation takes, where the caller lacks one of them.
    pub(crate) scopes: Vec<Cow<'static, str>>,
}

impl Status {
    pub(crate) const OK: Self = Self {
        code: StatusCode::OK,
        scopes: Vec::new(),
    };

    /// Stands for one more answer of several, of which a challenge is what the client has to see.
    pub(super) fn note(&mut self, other: Self) {
        if other.is_challenge() && !self.is_challenge() {
            *self = other;
        }
    }

    /// Whether the client is to say anew who calls, and by what right.
    pub(crate) fn is_challenge(&self) -> bool {
        matches!(self.code, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
    }
}

impl From<StatusCode> for Status {
    fn from(code: StatusCode) -> Self {
        Self { code, ..Self::OK }
    }
}

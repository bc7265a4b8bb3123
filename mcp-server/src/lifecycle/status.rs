//! What HTTP says of an answer before it is read.

use std::borrow::Cow;

use http::StatusCode;

/// A status, and which scopes would have made it another one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Status {
    pub(crate) code: StatusCode,
    /// Apart, for every answer has a status, and hardly any has these.
    needed: Option<Box<Needed>>,
}

/// All scopes that an operation takes.
#[derive(Debug, PartialEq, Eq)]
struct Needed(Vec<Cow<'static, str>>);

impl Status {
    pub(crate) const OK: Self = Self {
        code: StatusCode::OK,
        needed: None,
    };

    /// The caller lacks one of the scopes that the operation takes.
    pub(super) fn forbidden(scopes: Vec<Cow<'static, str>>) -> Self {
        Self {
            code: StatusCode::FORBIDDEN,
            needed: Some(Box::new(Needed(scopes))),
        }
    }

    /// All that the operation takes, where the caller lacks one of them.
    pub(crate) fn scopes(&self) -> &[Cow<'static, str>] {
        self.needed.as_ref().map_or(&[], |needed| &needed.0)
    }

    /// Stands for one more answer of several. Only where all of them are challenges is this one, for
    /// the client then sends all of its requests again.
    pub(super) fn note(&mut self, other: Self, is_first: bool) {
        if is_first && other.is_challenge() {
            *self = other;
        } else if !other.is_challenge() {
            *self = Self::OK;
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

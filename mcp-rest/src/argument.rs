//! What cannot be part of a request.

use std::borrow::Cow;

/// Why a request was not sent: something in it cannot be a part of a request.
///
/// Says what is wrong with what, in words for a model; never repeats credentials.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ArgumentError(Cow<'static, str>);

impl ArgumentError {
    pub(crate) fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self(message.into())
    }
}

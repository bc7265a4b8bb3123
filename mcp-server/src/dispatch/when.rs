//! When a function of the server's owner begins. What reads its parameters is the owner's as well,
//! and runs before there is anything to poll.

use std::pin::Pin;
use std::sync::Arc;

/// When it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// As soon as nothing speaks against it.
    AtOnce,
    /// When it is first polled: until then nothing of the owner's runs.
    Polled,
}

/// What is on its way.
type Coming<O> = Pin<Box<dyn Future<Output = O> + Send>>;

impl When {
    /// Starts what a thing of the catalogue does.
    pub(super) fn start<T: Send + Sync + 'static, O: 'static>(
        self,
        thing: &Arc<T>,
        start: impl FnOnce(&T) -> Coming<O> + Send + 'static,
    ) -> Coming<O> {
        match self {
            Self::AtOnce => start(thing),
            Self::Polled => {
                let thing = Arc::clone(thing);
                later(move || start(&thing))
            }
        }
    }
}

/// Starts something when it is first polled.
pub(super) fn later<O: 'static>(start: impl FnOnce() -> Coming<O> + Send + 'static) -> Coming<O> {
    Box::pin(async move { start().await })
}

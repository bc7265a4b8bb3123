//! Tasks of the runtime, all of one type: what tokio makes of a task is compiled once for each.

use std::pin::Pin;

use tokio::runtime::Handle;
use tokio::task::JoinHandle;

/// Hands a future to the runtime.
pub(crate) fn spawn(
    runtime: &Handle,
    future: impl Future<Output = ()> + Send + 'static,
) -> JoinHandle<()> {
    runtime.spawn(task(future))
}

/// A future as all are that are handed to the runtime.
pub(crate) fn task(
    future: impl Future<Output = ()> + Send + 'static,
) -> Pin<Box<dyn Future<Output = ()> + Send>> {
    Box::pin(future)
}

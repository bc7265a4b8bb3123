//! What the benchmarks share: tools, a server of forty of them, and clients that never wait.

mod call;
mod lines;
pub mod message;
mod post;
mod tracker;

use std::pin::pin;
use std::task::{Context, Poll, Waker};

pub use call::Calls;
pub use lines::Lines;
pub use post::Post;
pub use tracker::{Filter, Issue, Status, Tracker, server};

/// The output of a future that has nothing to wait for.
///
/// # Panics
/// When it waits.
pub fn now<F: Future>(future: F) -> F::Output {
    match poll(future) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("nothing here has to wait"),
    }
}

/// Polls a future once.
fn poll<F: Future>(future: F) -> Poll<F::Output> {
    pin!(future).poll(&mut Context::from_waker(Waker::noop()))
}

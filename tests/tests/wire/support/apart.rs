//! A runtime that a test may lose: a call that never gives it back fails the test, and does not
//! hang it.

use std::panic::resume_unwind;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use tokio::runtime::Builder;

/// How long a test may take whose clock is paused.
const PATIENCE: Duration = Duration::from_secs(20);

/// Runs a test on one thread of its own, with a paused clock.
pub(crate) fn apart<F: Future<Output = ()>>(test: impl FnOnce() -> F + Send + 'static) {
    let (done, told) = channel();
    let thread = thread::spawn(move || {
        let mut runtime = Builder::new_current_thread();
        let runtime = runtime.enable_all().start_paused(true).build();
        runtime.expect("there is a runtime").block_on(test());
        let _ = done.send(());
    });
    match told.recv_timeout(PATIENCE) {
        Ok(()) => {}
        Err(RecvTimeoutError::Timeout) => panic!("a call holds up all others"),
        Err(RecvTimeoutError::Disconnected) => {
            let ended = thread.join();
            resume_unwind(ended.expect_err("it ended before it was done"));
        }
    }
}

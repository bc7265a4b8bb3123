//! Telling, in debug builds, of a tool that holds up the thread that it shares with other calls.
//! Elsewhere nobody looks at the clock for it.

use std::future::poll_fn;
use std::time::{Duration, Instant};

use mcp_core::tool::CallFuture;

/// For how long a tool may keep a thread without a pause.
const LONGEST: Duration = Duration::from_millis(100);

/// Starts a call, and in debug builds keeps an eye on it.
pub(super) fn watched(name: &str, start: impl FnOnce() -> CallFuture) -> CallFuture {
    if !cfg!(debug_assertions) {
        return start();
    }
    let name = name.to_owned();
    let mut call = timed(&name, start);
    Box::pin(poll_fn(move |cx| timed(&name, || call.as_mut().poll(cx))))
}

fn timed<T>(tool: &str, act: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let done = act();
    let took = begun.elapsed();
    if took > LONGEST {
        tracing::warn!(
            tool,
            ?took,
            "a tool held up its thread, and the calls beside it: mark it `blocking`, or await where \
             it waits"
        );
    }
    done
}

//! Serving on several threads that share nothing but the server and the listener.

use std::future::poll_fn;
use std::io;
use std::net::TcpListener;
use std::num::NonZeroUsize;
use std::thread;

use mcp_core::peer::Cancellation;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc;

use super::serve::announce;
use super::signals::Signals;
use crate::server::Server;

impl Server {
    /// As [`serve`](Self::serve), on threads of its own, each with a runtime of its own: a request
    /// is answered by the thread that accepted its connection, and no other is woken for it.
    /// Sessions are common to all.
    ///
    /// It takes less of the processors than one runtime with as many workers, as long as tools
    /// mostly wait. One that computes holds up the other connections of its thread: mark it
    /// `blocking`, or use [`serve`](Self::serve), where idle workers take over.
    ///
    /// Blocks until the process is told to end; call it where no runtime is.
    ///
    /// ```no_run
    /// use std::net::TcpListener;
    /// use std::thread::available_parallelism;
    ///
    /// # fn example(server: mcp_server::Server) -> std::io::Result<()> {
    /// let listener = TcpListener::bind("127.0.0.1:8000")?;
    /// server.serve_threads(listener, available_parallelism()?)
    /// # }
    /// ```
    ///
    /// # Errors
    /// When a thread or its runtime cannot be started, or signals cannot be listened for.
    pub fn serve_threads(&self, listener: TcpListener, threads: NonZeroUsize) -> io::Result<()> {
        listener.set_nonblocking(true)?;
        let here = runtime()?;
        // Before anybody is served: from then on the process must not just die of a signal.
        let signals = {
            let _here = here.enter();
            Signals::new()?
        };
        let end = End::default();
        let (serving, served) = mpsc::channel(1);
        thread::scope(|scope| {
            // However this ends, the threads end with it.
            let _end = EndsAll(&end);
            for number in 1..=threads.get() {
                let (listener, runtime) = (listener.try_clone()?, runtime()?);
                let (serving, end) = (serving.clone(), &end);
                thread::Builder::new()
                    .name(format!("mcp-{number}"))
                    .spawn_scoped(scope, move || {
                        let served = runtime.block_on(serve_until(self, listener, end));
                        if let Err(error) = served {
                            tracing::error!(%error, "a thread cannot serve");
                        }
                        drop(serving);
                    })?;
            }
            announce(self, listener.local_addr()?);
            // Only the threads hold it now, so that it closes as soon as they drain.
            drop((serving, listener));
            here.block_on(until_signalled(signals, &end, served))
        })
    }
}

fn runtime() -> io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}

/// How far the end of all threads has come.
#[derive(Default)]
struct End {
    draining: Cancellation,
    over: Cancellation,
}

struct EndsAll<'e>(&'e End);

impl Drop for EndsAll<'_> {
    fn drop(&mut self) {
        self.0.over.cancel();
    }
}

/// What one thread does.
async fn serve_until(server: &Server, listener: TcpListener, end: &End) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let draining = poll_fn(|cx| end.draining.poll_cancelled(cx));
    tokio::select! {
        () = server.serve_on(listener, draining) => {}
        () = poll_fn(|cx| end.over.poll_cancelled(cx)) => {}
    }
    Ok(())
}

/// What the calling thread does meanwhile; `served` closes when no thread serves any more.
async fn until_signalled(
    mut signals: Signals,
    end: &End,
    mut served: mpsc::Receiver<()>,
) -> io::Result<()> {
    tokio::select! {
        () = signals.next() => end.draining.cancel(),
        _ = served.recv() => return Err(io::Error::other("no thread can serve; see the log")),
    }
    tokio::select! {
        _ = served.recv() => {}
        () = signals.next() => tracing::warn!("a second signal: ending at once"),
    }
    Ok(())
}

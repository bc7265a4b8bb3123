//! A thread that writes records to where only blocking calls reach, as many at once as wait.

use std::fs::{Metadata, OpenOptions};
use std::io;
use std::path::Path;
use std::thread;

use tokio::sync::{mpsc, oneshot};

use super::{AuditRecord, Writing};

/// How many records wait for the thread, and how many it writes at once.
const WAITING: usize = 1024;

/// What the thread writes to.
pub(super) trait Store: Send + 'static {
    /// Writes records; they are durable when this returns. Some may be there even if it fails.
    fn store(&mut self, records: &[AuditRecord]) -> Result<(), String>;
}

/// A way to the thread, which ends when this is dropped and all is written.
#[derive(Debug)]
pub(super) struct Writer(mpsc::Sender<Job>);

/// A record, and who waits for it.
type Job = (AuditRecord, oneshot::Sender<Result<(), String>>);

impl Writer {
    pub(super) fn new(store: impl Store) -> io::Result<Self> {
        let (jobs, waiting) = mpsc::channel(WAITING);
        let thread = thread::Builder::new().name("mcp-audit".to_owned());
        thread.spawn(move || work(store, waiting))?;
        Ok(Self(jobs))
    }

    pub(super) fn write(&self, record: AuditRecord) -> Writing<'_> {
        Box::pin(async move {
            let (done, told) = oneshot::channel();
            let sent = self.0.send((record, done)).await;
            sent.map_err(|_| "the thread that writes has ended")?;
            let written = told.await.map_err(|_| "the thread that writes has ended")?;
            written.map_err(Into::into)
        })
    }
}

fn work(mut store: impl Store, mut waiting: mpsc::Receiver<Job>) {
    let mut jobs: Vec<Job> = Vec::new();
    while waiting.blocking_recv_many(&mut jobs, WAITING) > 0 {
        // Whoever gave up counts the record as lost, so it is.
        jobs.retain(|(_, done)| !done.is_closed());
        let (records, waiters): (Vec<_>, Vec<_>) = jobs.drain(..).unzip();
        let written = match &records[..] {
            [] => Ok(()),
            records => store.store(records),
        };
        for waiter in waiters {
            let _ = waiter.send(written.clone());
        }
    }
}

/// Creates a file that only its owner can read, where there is none. One that is there is not
/// opened: closing it again would end the locks that others in this process have on it.
pub(super) fn create_private(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Which file it is, whatever it is called by now; none where there is no file.
#[cfg(unix)]
pub(super) fn identity(file: io::Result<Metadata>) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;

    let file = file.ok()?;
    Some((file.dev(), file.ino()))
}

/// Whether there is a file: which one it is cannot be told.
#[cfg(not(unix))]
pub(super) fn identity(file: io::Result<Metadata>) -> Option<(u64, u64)> {
    file.ok().map(|_| (0, 0))
}

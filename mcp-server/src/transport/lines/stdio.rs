//! Standard input, read by a thread of its own.
//!
//! tokio's reads it in the runtime's pool and cannot give up on a read: a server that shuts down
//! while its client keeps the pipe open would hang in the drop of the runtime. A thread of its own
//! ends with the process.

use std::io::{self, Read as _};
use std::thread;

use tokio::io::{AsyncRead, AsyncWriteExt as _, DuplexStream, duplex};
use tokio::runtime::Handle;

/// How much is read at once.
const CHUNK: usize = 64 << 10;

/// Starts to read standard input.
pub(super) fn input() -> io::Result<impl AsyncRead + Unpin + Send> {
    let (ours, theirs) = duplex(CHUNK);
    let runtime = Handle::current();
    thread::Builder::new()
        .name("mcp-stdin".to_owned())
        .spawn(move || forward(&runtime, theirs))?;
    Ok(ours)
}

/// Ends with the input, or once nobody reads any more.
fn forward(runtime: &Handle, mut to: DuplexStream) {
    let mut input = io::stdin().lock();
    let mut chunk = vec![0; CHUNK];
    loop {
        let length = match input.read(&mut chunk) {
            Ok(0) => return,
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => {
                tracing::error!(%error, "standard input cannot be read");
                return;
            }
        };
        if runtime.block_on(to.write_all(&chunk[..length])).is_err() {
            return;
        }
    }
}

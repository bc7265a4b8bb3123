//! A client at the other end of a pipe.

use std::time::Duration;

use mcp_server::Server;
use tokio::io::{
    AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, DuplexStream, ReadHalf, WriteHalf, duplex,
    split,
};
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// How long a test waits before it fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// The client's end.
pub(crate) struct Lines {
    read: BufReader<ReadHalf<DuplexStream>>,
    write: WriteHalf<DuplexStream>,
    served: JoinHandle<std::io::Result<()>>,
}

impl Lines {
    pub(crate) fn open(server: Server) -> Self {
        let (ours, theirs) = duplex(1 << 16);
        let (read, write) = split(theirs);
        let served = tokio::spawn(async move { server.serve_lines(read, write).await });
        let (read, write) = split(ours);
        Self {
            read: BufReader::new(read),
            write,
            served,
        }
    }

    pub(crate) async fn write(&mut self, line: &[u8]) {
        self.write.write_all(line).await.expect("the server reads");
        self.write.write_all(b"\n").await.expect("the server reads");
    }

    /// The next line; `None` at the end.
    pub(crate) async fn read(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = timeout(PATIENCE, self.read.read_line(&mut line)).await;
        let length = read
            .expect("a line comes in time")
            .expect("a line is UTF-8");
        if length == 0 {
            return None;
        }
        assert!(line.ends_with('\n'), "half a line: {line:?}");
        Some(line.trim_end().to_owned())
    }

    /// Closes the input, and gives what the server still says.
    pub(crate) async fn close(mut self) -> Vec<String> {
        self.write.shutdown().await.expect("the pipe closes");
        let mut rest = Vec::new();
        while let Some(line) = self.read().await {
            rest.push(line);
        }
        let served = timeout(PATIENCE, self.served)
            .await
            .expect("the server ends");
        served
            .expect("the server does not panic")
            .expect("the end of input is no failure");
        rest
    }
}

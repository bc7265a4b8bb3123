//! From the outbox to bytes.

use std::future::poll_fn;
use std::io;
use std::task::{Context, Poll};

use mcp_core::peer::Outbox;
use tokio::io::{AsyncWrite, AsyncWriteExt as _};

use crate::session::Reader;

/// How many bytes are gathered into one write, unless one message alone has more.
const GATHER: usize = 64 << 10;

/// Writes messages, and what changes, until the outbox is closed and empty. What is ready together is written
/// together.
pub(super) async fn write_messages(
    outbox: &Outbox<Vec<u8>>,
    mut changes: Reader,
    mut write: impl AsyncWrite + Unpin,
) -> io::Result<()> {
    let mut lines = Vec::new();
    while poll_fn(|cx| poll_gather(outbox, &mut changes, cx, &mut lines)).await {
        write.write_all(&lines).await?;
        write.flush().await?;
        lines.clear();
    }
    Ok(())
}

/// Appends what is ready, and waits only while that is nothing; `false` at the end.
fn poll_gather(
    outbox: &Outbox<Vec<u8>>,
    changes: &mut Reader,
    cx: &mut Context<'_>,
    lines: &mut Vec<u8>,
) -> Poll<bool> {
    while lines.len() < GATHER {
        match changes.poll_message(cx, outbox) {
            Poll::Ready(Some(message)) => append(message, lines),
            Poll::Ready(None) => return Poll::Ready(!lines.is_empty()),
            Poll::Pending if lines.is_empty() => return Poll::Pending,
            Poll::Pending => break,
        }
    }
    Poll::Ready(true)
}

fn append(message: Vec<u8>, lines: &mut Vec<u8>) {
    debug_assert!(!message.contains(&b'\n'), "messages are compact JSON");
    if lines.is_empty() {
        *lines = message;
    } else {
        lines.extend_from_slice(&message);
    }
    lines.push(b'\n');
}

#[cfg(test)]
mod tests {
    use recorded::Writes;

    use super::*;

    fn filled(messages: &[&[u8]]) -> Outbox<Vec<u8>> {
        let outbox = Outbox::new(messages.len());
        for message in messages {
            outbox.try_send(message.to_vec()).unwrap();
        }
        outbox.close();
        outbox
    }

    fn changes() -> Reader {
        let server = crate::Server::builder(("test", "1")).build().unwrap();
        server.sessions().pipe(None).reader()
    }

    #[tokio::test]
    async fn what_is_ready_together_is_one_write() {
        let mut writes = Writes::default();
        write_messages(&filled(&[b"1", b"2", b"3"]), changes(), &mut writes)
            .await
            .unwrap();
        assert_eq!(writes.0, [b"1\n2\n3\n"]);
    }

    #[tokio::test]
    async fn a_large_message_is_a_write_of_its_own() {
        let large = vec![b'x'; GATHER];
        let mut writes = Writes::default();
        write_messages(&filled(&[&large, b"2"]), changes(), &mut writes)
            .await
            .unwrap();
        assert_eq!(writes.0, [[&large[..], b"\n"].concat(), b"2\n".to_vec()]);
    }

    mod recorded {
        use std::pin::Pin;

        use super::*;

        /// Remembers each write.
        #[derive(Default)]
        pub(super) struct Writes(pub(super) Vec<Vec<u8>>);

        impl AsyncWrite for Writes {
            fn poll_write(
                mut self: Pin<&mut Self>,
                _: &mut Context<'_>,
                bytes: &[u8],
            ) -> Poll<io::Result<usize>> {
                self.0.push(bytes.to_vec());
                Poll::Ready(Ok(bytes.len()))
            }

            fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
                Poll::Ready(Ok(()))
            }

            fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
                Poll::Ready(Ok(()))
            }
        }
    }
}

//! From bytes to lines, of which none is held in memory beyond a limit.

use std::io;

use bytes::{BufMut as _, Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt as _};

/// How much is read at once.
const CHUNK: usize = 16 << 10;
/// The longest line ending, `\r\n`.
const ENDING: usize = 2;

/// What came in.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line that is not blank, without its ending.
    Whole(Bytes),
    /// The beginning of a line over the limit; the rest of it is skipped.
    TooLong,
}

/// Splits a byte stream at `\n`. Blank lines are passed over, a `\r` at the end is dropped.
pub(super) struct LineReader<R> {
    read: R,
    limit: usize,
    buffer: BytesMut,
    /// How much of the buffer is known to hold no `\n`.
    searched: usize,
    /// The line under way is over the limit.
    skipping: bool,
}

impl<R: AsyncRead + Unpin> LineReader<R> {
    pub(super) fn new(read: R, limit: usize) -> Self {
        Self {
            read,
            limit,
            buffer: BytesMut::new(),
            searched: 0,
            skipping: false,
        }
    }

    /// The next line; `None` at the end. The last line needs no `\n`.
    pub(super) async fn next(&mut self) -> io::Result<Option<Line>> {
        loop {
            while let Some(line) = self.split() {
                if let Some(line) = self.judge(line) {
                    return Ok(Some(line));
                }
            }
            if self.skipping {
                self.buffer.clear();
                self.searched = 0;
            } else if self.room() == 0 {
                self.skipping = true;
                return Ok(Some(Line::TooLong));
            }
            if self.fill().await? == 0 {
                let rest = self.buffer.split().freeze();
                self.searched = 0;
                return Ok(self.judge(rest));
            }
        }
    }

    /// Takes a line out of the buffer, with its ending.
    fn split(&mut self) -> Option<Bytes> {
        let unsearched = &self.buffer[self.searched..];
        let Some(end) = memchr::memchr(b'\n', unsearched) else {
            self.searched = self.buffer.len();
            return None;
        };
        let length = self.searched + end + 1;
        self.searched = 0;
        Some(self.buffer.split_to(length).freeze())
    }

    /// What a line is worth: nothing if it is blank, or the rest of one over the limit.
    fn judge(&mut self, mut line: Bytes) -> Option<Line> {
        if std::mem::take(&mut self.skipping) {
            return None;
        }
        let content = line.strip_suffix(b"\n").unwrap_or(&line);
        let content = content.strip_suffix(b"\r").unwrap_or(content);
        let length = content.len();
        if content.trim_ascii().is_empty() {
            return None;
        }
        if length > self.limit {
            return Some(Line::TooLong);
        }
        line.truncate(length);
        Some(Line::Whole(line))
    }

    /// How much more the line under way may grow.
    fn room(&self) -> usize {
        let most = self.limit.saturating_add(ENDING);
        most.saturating_sub(self.buffer.len())
    }

    async fn fill(&mut self) -> io::Result<usize> {
        let room = self.room().min(CHUNK);
        if self.buffer.capacity() == self.buffer.len() {
            self.buffer.reserve(room);
        }
        self.read
            .read_buf(&mut (&mut self.buffer).limit(room))
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn lines(input: &[u8], limit: usize) -> Vec<Line> {
        let mut reader = LineReader::new(input, limit);
        let mut lines = Vec::new();
        while let Some(line) = reader.next().await.unwrap() {
            lines.push(line);
        }
        lines
    }

    fn whole(text: &'static str) -> Line {
        Line::Whole(Bytes::from_static(text.as_bytes()))
    }

    #[tokio::test]
    async fn endings_are_cut_and_blank_lines_passed_over() {
        let lines = lines(b"\n\r\none\r\n  \t\n\ntwo\nthree", 16).await;
        assert_eq!(lines, [whole("one"), whole("two"), whole("three")]);
    }

    #[tokio::test]
    async fn the_limit_counts_the_line_without_its_ending() {
        let lines = lines(b"1234\r\n12345\r\n1234\n12345\n123456\n1234", 4).await;
        let expected = [
            whole("1234"),
            Line::TooLong,
            whole("1234"),
            Line::TooLong,
            Line::TooLong,
            whole("1234"),
        ];
        assert_eq!(lines, expected);
    }

    /// Rows: ST-10.
    #[tokio::test]
    async fn a_line_over_the_limit_is_reported_once_and_not_kept() {
        let long = [vec![b'x'; 1 << 20], b"\ngood\n".to_vec()].concat();
        let mut reader = LineReader::new(&long[..], 100);
        assert_eq!(reader.next().await.unwrap(), Some(Line::TooLong));
        assert_eq!(reader.next().await.unwrap(), Some(whole("good")));
        assert_eq!(reader.next().await.unwrap(), None);
        assert!(reader.buffer.capacity() <= 2 * CHUNK);
    }

    #[tokio::test]
    async fn a_line_over_the_limit_may_be_the_last() {
        assert_eq!(lines(&[b'x'; 50], 10).await, [Line::TooLong]);
    }

    #[tokio::test]
    async fn a_line_may_be_longer_than_what_is_read_at_once() {
        let long = vec![b'x'; 3 * CHUNK + 7];
        let input = [&long[..], b"\nend\n"].concat();
        let expected = [Line::Whole(long.clone().into()), whole("end")];
        assert_eq!(lines(&input, 4 * CHUNK).await, expected);
    }
}

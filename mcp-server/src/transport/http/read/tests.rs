//! Bodies in pieces, too large, too slow and broken off.

use std::collections::VecDeque;

use super::*;

/// A body whose pieces each come after a pause.
struct Slow {
    pieces: VecDeque<(Duration, Result<&'static [u8], &'static str>)>,
    pause: Option<Pin<Box<Sleep>>>,
}

impl Body for Slow {
    type Data = Bytes;
    type Error = &'static str;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, &'static str>>> {
        let Some((pause, _)) = self.pieces.front() else {
            return Poll::Ready(None);
        };
        let pause = *pause;
        if !pause.is_zero() {
            let sleep = self
                .pause
                .get_or_insert_with(|| Box::pin(tokio::time::sleep(pause)));
            ready!(sleep.as_mut().poll(cx));
            self.pause = None;
        }
        let (_, piece) = self.pieces.pop_front().unwrap();
        Poll::Ready(Some(piece.map(|bytes| Frame::data(bytes.into()))))
    }
}

fn options() -> HttpOptions {
    HttpOptions {
        body_limit: 6,
        ..HttpOptions::default()
    }
}

/// The body, or the status of its refusal, and how many seconds it took.
async fn read_slowly(
    pieces: &[(u64, Result<&'static [u8], &'static str>)],
) -> (Result<Bytes, u16>, u64) {
    let pieces = pieces
        .iter()
        .map(|(pause, piece)| (Duration::from_secs(*pause), *piece));
    let body = Slow {
        pieces: pieces.collect(),
        pause: None,
    };
    let start = Instant::now();
    let result = Reading::new(body, &options()).await;
    let result = result.map_err(|refusal| refusal.status().as_u16());
    (result, start.elapsed().as_secs())
}

#[tokio::test(start_paused = true)]
async fn pieces_become_one_body() {
    let (body, _) = read_slowly(&[(0, Ok(b"ab")), (9, Ok(b"cd")), (9, Ok(b"ef"))]).await;
    assert_eq!(body.as_deref(), Ok(&b"abcdef"[..]));
}

#[tokio::test(start_paused = true)]
async fn an_empty_body_is_read() {
    let (body, _) = read_slowly(&[]).await;
    assert_eq!(body.as_deref(), Ok(&b""[..]));
}

#[tokio::test(start_paused = true)]
async fn a_body_is_refused_at_the_byte_that_crosses_the_limit() {
    let pieces: [(u64, Result<&[u8], _>); 3] = [(0, Ok(b"abcdef")), (5, Ok(b"g")), (5, Ok(b"h"))];
    assert_eq!(read_slowly(&pieces).await, (Err(413), 5));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_pauses_for_ten_seconds_is_refused() {
    assert_eq!(read_slowly(&[(11, Ok(b"a"))]).await, (Err(408), 10));
    let pieces: [(u64, Result<&[u8], _>); 2] = [(8, Ok(b"a")), (11, Ok(b"b"))];
    assert_eq!(read_slowly(&pieces).await, (Err(408), 18));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_trickles_is_refused_after_thirty_seconds() {
    let pieces: [(u64, Result<&[u8], _>); 5] = [(9, Ok(b"a")); 5];
    assert_eq!(read_slowly(&pieces).await, (Err(408), 30));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_breaks_off_is_refused() {
    assert_eq!(
        read_slowly(&[(0, Ok(b"a")), (0, Err("gone"))]).await.0,
        Err(400)
    );
}

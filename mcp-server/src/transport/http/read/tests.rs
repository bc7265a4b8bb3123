//! Bodies in pieces, too large, too slow and broken off.

use std::collections::VecDeque;
use std::future::poll_fn;

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

fn server(limit: usize, memory: usize) -> Server {
    let builder = Server::builder(("test", "1")).body_limit(limit);
    builder.max_body_memory(memory).build().unwrap()
}

async fn read(
    server: &Server,
    body: impl Body<Data = Bytes, Error = &'static str> + Unpin,
) -> Result<Bytes, u16> {
    let mut reading = Reading::new(body, server.http());
    let read = poll_fn(|cx| reading.poll_whole(cx, server, None)).await;
    read.map_err(|refusal| refusal.status().as_u16())
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
    (read(&server(6, 6), body).await, start.elapsed().as_secs())
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

/// A body that comes at once, in pieces of which each is as long as it says.
fn quick(lengths: &[usize]) -> Slow {
    static BYTES: [u8; 1 << 18] = [b'x'; 1 << 18];
    let piece = |length: &usize| (Duration::ZERO, Ok(&BYTES[..*length]));
    Slow {
        pieces: lengths.iter().map(piece).collect(),
        pause: None,
    }
}

#[tokio::test]
async fn a_large_body_is_whole_in_however_many_pieces_it_comes() {
    let server = server(1 << 20, 1 << 20);
    let bodies: [&[usize]; 5] = [
        &[FREE + 1],
        &[FREE, 1],
        &[1, FREE],
        &[1 << 18; 4],
        &[1; 3 * FREE],
    ];
    for lengths in bodies {
        let body = read(&server, quick(lengths)).await.unwrap();
        assert_eq!(body.len(), lengths.iter().sum::<usize>());
        assert!(body.iter().all(|byte| *byte == b'x'));
    }
}

#[tokio::test]
async fn large_bodies_have_room_for_as_long_as_a_part_of_them_is_held() {
    let (limit, size) = (1 << 18, FREE + (1 << 17));
    for (lengths, fit) in [
        (&[size][..], 2),
        (&[FREE, size - FREE], 2),
        // It grows, and may go on growing.
        (&[size - 1, 1], 1),
    ] {
        let server = server(limit, 2 << 17);
        let mut held = Vec::new();
        for _ in 0..fit {
            let body = read(&server, quick(lengths)).await.unwrap();
            held.push(body.slice(7..9));
        }
        assert_eq!(read(&server, quick(lengths)).await, Err(503), "{lengths:?}");
        // What is small passes, and is not held to anything.
        assert!(read(&server, quick(&[FREE])).await.is_ok());
        held.pop();
        assert!(read(&server, quick(lengths)).await.is_ok(), "{lengths:?}");
    }
}

#[tokio::test]
async fn what_is_too_large_in_itself_is_told_so_though_there_is_no_room() {
    let server = server(2 * FREE, 2 * FREE);
    let held = read(&server, quick(&[2 * FREE])).await.unwrap();
    assert_eq!(read(&server, quick(&[FREE, FREE + 1])).await, Err(413));
    let more = read(&server, quick(&[2 * FREE])).await;
    assert!(more.is_ok(), "what does not count leaves room for another");
    assert_eq!(read(&server, quick(&[2 * FREE])).await, Err(503));
    drop(held);
}

/// A request as a router of the tower family passes it on.
async fn pass(server: &Server, body: Slow) -> u16 {
    let request = http::Request::post("/mcp")
        .header("host", "localhost")
        .header("content-type", "application/json");
    let request = request.body(body).unwrap();
    let response = tower_service::Service::call(&mut server.clone(), request);
    response.await.unwrap().status().as_u16()
}

#[tokio::test(start_paused = true)]
async fn a_server_in_a_router_has_the_same_bound() {
    let server = server(4 * FREE, 4 * FREE);
    let mut halting = quick(&[3 * FREE]);
    halting.pieces.push_back((STALL / 2, Ok(b"x")));
    let halting = tokio::spawn({
        let server = server.clone();
        async move { pass(&server, halting).await }
    });
    // Paused time moves on only once every task has done all it can.
    tokio::time::sleep(STALL / 4).await;
    assert_eq!(pass(&server, quick(&[4 * FREE])).await, 503);
    // These are read, and are no messages.
    assert_eq!(pass(&server, quick(&[FREE])).await, 400);
    assert_eq!(halting.await.unwrap(), 400);
    assert_eq!(pass(&server, quick(&[4 * FREE])).await, 400);
}

//! Services that are slow or say too much.

use std::io::Write as _;
use std::time::Duration;

use flate2::write::GzEncoder;
use flate2::{Compress, Compression, FlushCompress};
use mcp_rest::{ApiError, path};
use tokio::time::Instant;

use crate::backend::{Backend, Reply, response};

const MIB: usize = 1024 * 1024;

/// How the call of a service that replies like this ends, and after how long.
async fn given_up(reply: Reply, deadline: Duration) -> (ApiError, Duration) {
    let backend = Backend::new([reply]).await;
    let api = backend.builder().deadline(deadline).build().unwrap();
    let begun = Instant::now();
    let error = api.get(path![]).send_raw().await.unwrap_err();
    (error, begun.elapsed())
}

#[tokio::test]
async fn a_service_that_is_slow_to_answer_is_given_up_at_the_deadline() {
    let deadline = Duration::from_millis(150);
    let head = b"HTTP/1.1 200 OK\r\n".to_vec();
    let open = b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n[".to_vec();
    let refusal = b"HTTP/1.1 403 No\r\ncontent-length: 10000\r\n\r\n\"".to_vec();
    for reply in [
        Reply::Silence,
        Reply::Trickle(head, b"a: b\r\n".to_vec()),
        Reply::Trickle(open, b" ".to_vec()),
        Reply::Trickle(refusal, b"a".to_vec()),
    ] {
        let (error, took) = given_up(reply, deadline).await;
        assert!(error.is_timeout(), "{error}");
        assert_eq!(
            error.to_string(),
            "the backend took longer than 150ms to answer"
        );
        assert!(took >= deadline && took < deadline * 10, "{took:?}");
    }
}

#[tokio::test]
async fn the_deadline_holds_for_all_repetitions_together() {
    let deadline = Duration::from_millis(900);
    let backend = Backend::new([response("503 No", "{}").into(), Reply::Silence]).await;
    let api = backend.builder().deadline(deadline).build().unwrap();
    let begun = Instant::now();
    let error = api.get(path![]).send_raw().await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(backend.requests().len(), 2);
    assert!(begun.elapsed() < deadline + Duration::from_millis(600));
}

#[tokio::test]
async fn a_change_that_was_not_answered_in_time_is_in_doubt() {
    let backend = Backend::new([Reply::Silence]).await;
    let api = backend.builder().deadline(Duration::from_millis(50));
    let request = api.build().unwrap().post(path![]);
    let error = request.send_raw().await.unwrap_err();
    assert!(matches!(
        error,
        ApiError::Timeout {
            unsettled: true,
            ..
        }
    ));
}

#[tokio::test]
async fn an_answer_without_end_is_hung_up_on() {
    let heads = [
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n",
    ];
    for head in heads {
        let reply = Reply::Endless(head.into(), vec![b' '; 64 * 1024]);
        let backend = Backend::new([reply]).await;
        let error = backend.rest().get(path![]).send_raw().await.unwrap_err();
        let told = "the answer of the backend is larger than 8 MiB";
        assert_eq!(error.to_string(), told);
        assert!(backend.written() < 32 * MIB, "{}", backend.written());
        assert_eq!(backend.requests().len(), 1);
    }
}

#[tokio::test]
async fn an_answer_of_the_size_that_is_allowed_is_taken() {
    let body = format!("\"{}\"", "x".repeat(998));
    let backend = Backend::answering(response("200 OK", &body)).await;
    let api = backend.builder().answer_limit(1000).build().unwrap();
    assert_eq!(api.get(path![]).send_raw().await.unwrap().text(), body);
    let api = backend.builder().answer_limit(999).build().unwrap();
    let error = api.get(path![]).send_raw().await.unwrap_err();
    assert_eq!(error, ApiError::Oversize { limit: 999 });
}

#[tokio::test]
async fn a_packed_answer_is_unpacked() {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(b"[1,2,3]").unwrap();
    let mut answer = b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n".to_vec();
    answer.extend(packed.finish().unwrap());
    let backend = Backend::new([Reply::Bytes(answer)]).await;
    let numbers: Vec<u8> = backend.rest().get(path![]).send().await.unwrap();
    assert_eq!(numbers, [1, 2, 3]);
    assert!(backend.requests()[0].contains("accept-encoding: gzip\r\n"));
}

/// A gibibyte of blanks, which unpacks from about a mebibyte.
fn bomb() -> Vec<u8> {
    let mut block = Vec::with_capacity(64 * 1024);
    let mut compress = Compress::new(Compression::best(), false);
    let blanks = vec![b' '; MIB];
    // A full flush ends the block at a byte and refers to nothing before it, so it can stand there any number of times.
    compress
        .compress_vec(&blanks, &mut block, FlushCompress::Full)
        .unwrap();
    assert_eq!(compress.total_in(), MIB as u64);
    let mut bomb = b"\x1f\x8b\x08\0\0\0\0\0\0\xff".to_vec();
    bomb.extend(block.repeat(1024));
    bomb
}

#[tokio::test]
async fn a_bomb_is_not_unpacked_to_its_end() {
    let mut answer = b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n".to_vec();
    answer.extend(bomb());
    let backend = Backend::new([Reply::Bytes(answer)]).await;
    let error = backend.rest().get(path![]).send_raw().await.unwrap_err();
    assert_eq!(error, ApiError::Oversize { limit: 8 * MIB });
    #[cfg(target_os = "linux")]
    assert!(most_memory() < 300 * MIB, "{}", most_memory());
}

/// The most that this process ever had in memory, in bytes.
#[cfg(target_os = "linux")]
fn most_memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = peak.and_then(|peak| peak.trim().strip_suffix(" kB"));
    kib.unwrap().parse::<usize>().unwrap() * 1024
}

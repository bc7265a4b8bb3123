//! Idle connections, unfinished heads and unread answers come to an end; busy ones do not.

use std::future::poll_fn;

use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

use super::*;

fn connection() -> (Connection<DuplexStream>, DuplexStream, Arc<Pulse>) {
    let (near, far) = duplex(16);
    let pulse = Arc::new(Pulse::default());
    let connection = Connection {
        io: near,
        pulse: Arc::clone(&pulse),
        idle: Duration::from_secs(60),
        head: Duration::from_secs(10),
        waiting: Waiting::Request,
        since: Instant::now(),
        touched: false,
        requests: 0,
        sleep: None,
        unread: None,
        linger: None,
    };
    (connection, far, pulse)
}

/// After how many seconds the next read fails.
async fn seconds_until_timeout(connection: &mut Connection<DuplexStream>) -> u64 {
    let start = Instant::now();
    let error = connection.read_u8().await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    start.elapsed().as_secs()
}

#[tokio::test(start_paused = true)]
async fn an_idle_connection_ends_after_a_minute() {
    let (mut connection, _far, _) = connection();
    assert_eq!(seconds_until_timeout(&mut connection).await, 60);
}

#[tokio::test(start_paused = true)]
async fn an_unfinished_head_ends_after_ten_seconds_however_it_trickles() {
    let (mut connection, mut far, _) = connection();
    let start = Instant::now();
    tokio::spawn(async move {
        for _ in 0..20 {
            sleep(Duration::from_secs(3)).await;
            if far.write_u8(b'x').await.is_err() {
                return;
            }
        }
    });
    while connection.read_u8().await.is_ok() {}
    assert_eq!(start.elapsed().as_secs(), 13);
}

#[tokio::test(start_paused = true)]
async fn a_busy_connection_does_not_end() {
    let (mut connection, _far, pulse) = connection();
    let busy = pulse.beat();
    let waited = tokio::time::timeout(Duration::from_secs(600), connection.read_u8()).await;
    assert!(waited.is_err());
    drop(busy);
    assert_eq!(seconds_until_timeout(&mut connection).await, 60);
}

#[tokio::test(start_paused = true)]
async fn the_minute_begins_anew_after_each_request() {
    let (mut connection, mut far, pulse) = connection();
    for _ in 0..3 {
        let waited = tokio::time::timeout(Duration::from_secs(50), connection.read_u8()).await;
        assert!(waited.is_err());
        far.write_u8(b'x').await.unwrap();
        connection.read_u8().await.unwrap();
        drop(pulse.beat());
    }
    assert_eq!(seconds_until_timeout(&mut connection).await, 60);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_nobody_reads_ends_the_connection() {
    let (mut connection, _far, _) = connection();
    let start = Instant::now();
    let error = connection.write_all(&[0; 17]).await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    assert_eq!(start.elapsed().as_secs(), 30);
}

#[tokio::test(start_paused = true)]
async fn the_rest_of_a_refused_request_is_read_for_a_second() {
    let (mut connection, mut far, pulse) = connection();
    pulse.beat().linger();
    let start = Instant::now();
    let writing = tokio::spawn(async move { far.write_all(&[0; 1000]).await.map(|()| far) });
    poll_fn(|cx| Pin::new(&mut connection).poll_shutdown(cx))
        .await
        .unwrap();
    assert_eq!(start.elapsed().as_secs(), 1);
    assert!(writing.await.unwrap().is_ok());
}

//! Many threads at once, in sessions that are swept, evicted and closed meanwhile.

use std::future::poll_fn;

use tokio::sync::mpsc;

use super::*;
use crate::session::Stream;

/// How long it goes on.
const LONG: Duration = Duration::from_millis(200);

/// How long it takes at most until somebody who waits is woken, however busy the machine is.
const SOON: Duration = Duration::from_secs(10);

const UPDATED: &str = "a:1";

fn updated() -> Announcement {
    Announcement::ResourceUpdated(UPDATED.to_owned())
}

/// Whatever one client does in a session that may be over at any time.
fn use_once(sessions: &Sessions, session: &Arc<Session>, turn: usize) {
    let call = call();
    let mut cx = Task::from_waker(Waker::noop());
    let running = session.enter(&(turn as i64).into(), &call);
    let unsent = session.reserve();
    session.subscribe(UPDATED).unwrap();
    assert!(session.send_to(&format!("page {}", turn % 8)));
    let stream = session.attach();
    let seat = session.log_call(sessions.histories().unwrap(), None);
    if let Some(mut stream) = stream {
        let _ = stream.poll_next(&mut cx);
    }
    let _ = session.reader().poll_next(&mut cx);
    if turn.is_multiple_of(3) {
        session.unsubscribe(UPDATED);
    }
    if turn.is_multiple_of(7) {
        sessions.close(session.id());
    }
    drop((seat, unsent, running));
}

#[test]
fn whatever_goes_on_at_once_leaves_nothing_behind() {
    let sessions = sessions();
    let (end, ended) = (Instant::now() + LONG, AtomicBool::new(false));
    std::thread::scope(|scope| {
        let clients = [0, 1, 2].map(|client| {
            let sessions = &sessions;
            scope.spawn(move || {
                let mut turn = client;
                while Instant::now() < end {
                    let session = open(sessions);
                    for _ in 0..4 {
                        use_once(sessions, &session, turn);
                        turn += 3;
                    }
                }
            })
        });
        scope.spawn(|| {
            while !ended.load(Ordering::Relaxed) {
                sessions.announce_for(&TOOLS, &|_| true);
                sessions.board().announce(&updated());
                sessions.board().announce(&PROMPTS);
                sessions.board().complete("page 1");
                sessions.sweep(0);
            }
        });
        clients
            .into_iter()
            .for_each(|client| client.join().unwrap());
        ended.store(true, Ordering::Relaxed);
    });
    for session in sessions.all() {
        assert_eq!(session.idle(0), Some(0), "nothing goes on");
        sessions.close(session.id());
    }
    let board = sessions.board();
    assert_eq!((board.topics(), board.changed.len()), (0, 0));
    assert!((0..8).all(|page| !board.complete(&format!("page {page}"))));
}

/// Reads a few messages of a stream, and says of each that it came.
async fn read(mut stream: Stream, heard: &mpsc::UnboundedSender<Vec<u8>>) -> bool {
    for _ in 0..3 {
        let Some(message) = poll_fn(|cx| stream.poll_next(cx)).await else {
            return false;
        };
        if heard.send(message).is_err() {
            return false;
        }
    }
    true
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_update_is_told_once_while_streams_come_and_go_and_the_sweep_goes_by() {
    let sessions = Arc::new(sessions());
    let session = open(&sessions);
    session.subscribe(UPDATED).unwrap();
    let (hear, mut heard) = mpsc::unbounded_channel();
    let readers = [(); 3].map(|()| {
        let (session, hear) = (Arc::clone(&session), hear.clone());
        tokio::spawn(async move {
            while let Some(stream) = session.attach() {
                if !read(stream, &hear).await {
                    return;
                }
            }
        })
    });
    let end = Instant::now() + LONG;
    let sweeping = tokio::task::spawn_blocking({
        let sessions = Arc::clone(&sessions);
        let session = Arc::clone(&session);
        move || {
            while Instant::now() < end && session.attach().is_some() {
                sessions.sweep(0);
            }
        }
    });
    while Instant::now() < end {
        sessions.board().announce(&updated());
        let message = tokio::time::timeout(SOON, heard.recv()).await;
        assert!(message.expect("somebody who waits is woken").is_some());
        assert!(heard.try_recv().is_err(), "it is told once");
    }
    assert!(sessions.close(session.id()));
    for reader in readers {
        let over = tokio::time::timeout(SOON, reader).await;
        over.expect("a stream ends with its session").unwrap();
    }
    sweeping.await.unwrap();
}

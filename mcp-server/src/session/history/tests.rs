//! One stream and those who write, show and replay it.

use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, mpsc};
use std::task::Poll;

use super::*;
use crate::event_store::{Event, Lost, MemoryStore, Reading};
use crate::session::{Carrier, Limits, Sessions};

const KEPT: Duration = Duration::from_secs(60);

fn sessions(store: MemoryStore) -> (Sessions, Arc<Counting>) {
    let store = Arc::new(Counting {
        store,
        streams: Mutex::default(),
    });
    let limits = Limits {
        idle: Duration::from_secs(30 * 60),
        most: 100,
        listeners: 1,
    };
    let sessions = Sessions::new(limits).resumable(Arc::clone(&store) as Arc<_>, KEPT);
    (sessions, store)
}

/// A store that knows of which streams it holds something.
struct Counting {
    store: MemoryStore,
    streams: Mutex<Vec<StreamId>>,
}

impl Counting {
    fn streams(&self) -> usize {
        self.streams.lock().unwrap().len()
    }
}

impl EventStore for Counting {
    fn append(&self, stream: StreamId, number: u64, message: bytes::Bytes) {
        let mut streams = self.streams.lock().unwrap();
        if !streams.contains(&stream) {
            streams.push(stream);
        }
        self.store.append(stream, number, message);
    }

    fn read(&self, stream: StreamId, after: u64) -> Reading<'_> {
        self.store.read(stream, after)
    }

    fn finish(&self, stream: StreamId) {
        self.store.finish(stream);
    }

    fn forget(&self, stream: StreamId) {
        self.streams
            .lock()
            .unwrap()
            .retain(|known| *known != stream);
        self.store.forget(stream);
    }
}

struct Fixture {
    sessions: Sessions,
    store: Arc<Counting>,
    session: Arc<Session>,
}

impl Fixture {
    fn new() -> Self {
        Self::with(MemoryStore::new())
    }

    fn with(store: MemoryStore) -> Self {
        let (sessions, store) = sessions(store);
        let session = sessions.open(Carrier::Streamable, None).unwrap();
        Self {
            sessions,
            store,
            session,
        }
    }

    fn histories(&self) -> &Arc<Histories> {
        self.sessions.histories().unwrap()
    }

    fn call(&self) -> Seat {
        let seat = self.session.log_call(self.histories(), Some(1.into()));
        seat.unwrap()
    }

    fn resume(&self, id: &str) -> Result<Replay, NotResumable> {
        match self.session.resume(self.histories(), id)? {
            Resumed::Call(replay, request) => {
                assert_eq!(request, Some(1.into()));
                Ok(replay)
            }
            Resumed::Listening(replay) => Ok(replay),
        }
    }
}

fn id(seat: &Seat, number: u64) -> String {
    let mut id = Vec::new();
    seat.write_id(number, &mut id);
    String::from_utf8(id).unwrap()
}

/// All that is there at the moment, and what follows if it is an end.
async fn hear(replay: &mut Replay) -> (Vec<u64>, Option<Heard>) {
    let mut numbers = Vec::new();
    poll_fn(|cx| {
        loop {
            match replay.poll_next(cx) {
                Poll::Ready(Heard::Event(Event { number, message })) => {
                    assert_eq!(message, number.to_string());
                    numbers.push(number);
                }
                Poll::Ready(end) => return Poll::Ready((std::mem::take(&mut numbers), Some(end))),
                Poll::Pending => return Poll::Ready((std::mem::take(&mut numbers), None)),
            }
        }
    })
    .await
}

async fn is_waiting(writer: &Writer) -> bool {
    poll_fn(|cx| Poll::Ready(writer.poll_heard(cx).is_pending())).await
}

#[tokio::test]
async fn a_replay_is_strictly_after_its_event_and_of_its_stream() {
    let fixture = Fixture::new();
    let (one, other) = (fixture.call(), fixture.call());
    for number in 1..=4_u64 {
        assert_eq!(one.append(number.to_string().as_bytes()), number);
        other.append(b"of another stream");
    }
    one.finish();
    for after in 0..=4 {
        let mut replay = fixture.resume(&id(&one, after)).unwrap();
        let expected: Vec<u64> = (after + 1..=4).collect();
        assert_eq!(hear(&mut replay).await, (expected, Some(Heard::Over)));
    }
}

#[tokio::test]
async fn a_replay_goes_on_with_what_is_new_and_its_writer_waits_for_it() {
    let fixture = Fixture::new();
    let seat = fixture.call();
    seat.append(b"1");
    let start = id(&seat, 0);
    let writer = seat.into_writer();
    writer.append(b"2");
    assert!(!is_waiting(&writer).await, "nobody reads");
    let mut replay = fixture.resume(&start).unwrap();
    assert!(is_waiting(&writer).await, "nothing is read yet");
    assert_eq!(hear(&mut replay).await, (vec![1, 2], None));
    assert!(!is_waiting(&writer).await);
    writer.append(b"3");
    assert!(is_waiting(&writer).await);
    assert_eq!(hear(&mut replay).await, (vec![3], None));
    drop(writer);
    assert_eq!(hear(&mut replay).await, (vec![], Some(Heard::Over)));
}

#[tokio::test]
async fn a_writer_goes_on_when_its_reader_is_gone() {
    let fixture = Fixture::new();
    let seat = fixture.call();
    let start = id(&seat, 0);
    let writer = seat.into_writer();
    let replay = fixture.resume(&start).unwrap();
    writer.append(b"1");
    let waiting = tokio::spawn(async move { poll_fn(|cx| writer.poll_heard(cx)).await });
    tokio::task::yield_now().await;
    assert!(!waiting.is_finished());
    drop(replay);
    waiting.await.unwrap();
}

#[tokio::test]
async fn whoever_comes_last_shows_the_stream() {
    let fixture = Fixture::new();
    let seat = fixture.call();
    let start = id(&seat, 0);
    seat.append(b"1");
    let mut first = fixture.resume(&start).unwrap();
    assert!(poll_fn(|cx| Poll::Ready(seat.poll_taken(cx).is_ready())).await);
    let mut second = fixture.resume(&start).unwrap();
    assert_eq!(hear(&mut first).await, (vec![], Some(Heard::Taken)));
    assert_eq!(hear(&mut second).await, (vec![1], None));
    drop(first);
    let writer = seat.into_writer();
    writer.append(b"2");
    assert!(
        is_waiting(&writer).await,
        "the end of the first changes nothing"
    );
    assert_eq!(hear(&mut second).await, (vec![2], None));
}

#[tokio::test]
async fn a_reader_is_sent_away_once_it_has_read_everything() {
    let fixture = Fixture::new();
    let seat = fixture.call();
    let start = id(&seat, 0);
    let writer = seat.into_writer();
    writer.hang_up();
    writer.append(b"1");
    let mut replay = fixture.resume(&start).unwrap();
    assert_eq!(
        hear(&mut replay).await,
        (vec![1], None),
        "it came after that"
    );
    writer.append(b"2");
    writer.hang_up();
    assert_eq!(hear(&mut replay).await, (vec![2], Some(Heard::HangUp)));
    drop(replay);
    writer.append(b"3");
    let mut replay = fixture.resume(&start).unwrap();
    assert_eq!(hear(&mut replay).await, (vec![1, 2, 3], None));
}

#[tokio::test]
async fn nothing_is_resumed_by_an_id_that_was_not_given_out() {
    let fixture = Fixture::new();
    let seat = fixture.call();
    seat.append(b"1");
    let known = id(&seat, 1);
    assert!(fixture.resume(&known).is_ok());
    let far = id(&seat, 2);
    let stranger = fixture.sessions.open(Carrier::Streamable, None).unwrap();
    let foreign = id(&stranger.log_call(fixture.histories(), None).unwrap(), 0);
    let upper = known.to_uppercase();
    for unknown in ["", "1", "x-1-1", &far, &foreign, &upper, &known[1..]] {
        let resumed = fixture.resume(unknown);
        // An id without letters is the same in capitals.
        assert!(resumed.is_err() || unknown == known, "{unknown}");
    }
    let resumed = stranger.resume(fixture.histories(), &known);
    assert!(matches!(resumed, Err(NotResumable)));
}

#[tokio::test]
async fn events_that_are_gone_are_no_gap() {
    let fixture = Fixture::with(MemoryStore::new().stream_events(2));
    let seat = fixture.call();
    for number in 1..=5_u64 {
        seat.append(number.to_string().as_bytes());
    }
    for (after, expected) in [
        (0, (vec![], Some(Heard::Lost))),
        (2, (vec![], Some(Heard::Lost))),
        (3, (vec![4, 5], None)),
        (5, (vec![], None)),
    ] {
        let mut replay = fixture.resume(&id(&seat, after)).unwrap();
        let prepared = poll_fn(|cx| replay.poll_prepared(cx)).await;
        let lost = matches!(expected.1, Some(Heard::Lost));
        assert_eq!(prepared, if lost { Err(Lost) } else { Ok(()) });
        if !lost {
            assert_eq!(hear(&mut replay).await, expected);
        }
        let mut replay = fixture.resume(&id(&seat, after)).unwrap();
        assert_eq!(hear(&mut replay).await, expected);
    }
}

#[tokio::test(start_paused = true)]
async fn a_stream_can_be_resumed_for_some_time_after_its_end() {
    let fixture = Fixture::new();
    let (running, ended) = (fixture.call(), fixture.call());
    let listening = fixture.session.log_listening(fixture.histories()).unwrap();
    for seat in [&running, &ended, &listening] {
        seat.append(b"1");
    }
    let ids = [&running, &ended, &listening].map(|seat| id(seat, 1));
    ended.finish();
    drop((ended, listening));
    tokio::time::sleep(KEPT - Duration::from_secs(1)).await;
    for id in &ids {
        assert!(fixture.resume(id).is_ok(), "{id}");
    }
    // The listening stream was in use until now.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let resumed = ids.each_ref().map(|id| fixture.resume(id).is_ok());
    assert_eq!(resumed, [true, false, true]);
    tokio::time::sleep(2 * KEPT).await;
    let resumed = ids.each_ref().map(|id| fixture.resume(id).is_ok());
    assert_eq!(resumed, [true, false, false]);
    assert_eq!(fixture.store.streams(), 1, "the others have been swept");
    drop(running);
}

#[tokio::test]
async fn a_session_that_is_over_keeps_nothing() {
    let fixture = Fixture::new();
    let seat = fixture.call();
    seat.append(b"1");
    let known = id(&seat, 1);
    seat.finish();
    drop(seat);
    assert_eq!(fixture.store.streams(), 1);
    fixture.sessions.close(fixture.session.id());
    assert_eq!(fixture.store.streams(), 0);
    assert!(fixture.resume(&known).is_err());
    // Nor does it begin to keep anything again.
    let session = &fixture.session;
    assert!(session.log_call(fixture.histories(), None).is_none());
    assert!(session.log_listening(fixture.histories()).is_none());
}

#[tokio::test]
async fn a_session_keeps_its_latest_streams_and_those_that_run() {
    let fixture = Fixture::new();
    let running = fixture.call();
    running.append(b"1");
    let mut ids = Vec::new();
    for _ in 0..3 * ENDED {
        let seat = fixture.call();
        seat.append(b"1");
        seat.finish();
        ids.push(id(&seat, 0));
    }
    assert!(fixture.store.streams() <= ENDED + 1);
    assert!(fixture.resume(&id(&running, 0)).is_ok());
    assert!(fixture.resume(&ids[0]).is_err());
    for id in &ids[ids.len() - ENDED + 1..] {
        assert!(fixture.resume(id).is_ok());
    }
}

#[tokio::test]
async fn a_call_that_is_not_finished_properly_ends_its_stream() {
    let fixture = Fixture::new();
    let seat = fixture.call();
    seat.append(b"1");
    let start = id(&seat, 0);
    let writer = seat.into_writer();
    let mut replay = fixture.resume(&start).unwrap();
    assert_eq!(hear(&mut replay).await, (vec![1], None));
    drop(writer);
    assert_eq!(hear(&mut replay).await, (vec![], Some(Heard::Over)));
}

#[tokio::test]
async fn streams_of_one_principal_have_one_owner_in_all_of_its_sessions() {
    let (sessions, store) = sessions(MemoryStore::new());
    let histories = sessions.histories().unwrap();
    let [ann, bob] = ["ann", "bob"].map(|name| Principal::new("id", name));
    let fresh = ann.clone().with_scopes(["x"]);
    for who in [Some(&ann), Some(&fresh), Some(&bob), None] {
        let session = sessions.open(Carrier::Streamable, who).unwrap();
        session.log_listening(histories).unwrap().append(b"1");
    }
    let owners = store.streams.lock().unwrap();
    let owners: Vec<_> = owners.iter().map(|stream| stream.owner()).collect();
    assert!(owners[0].is_some() && owners[2].is_some());
    assert_eq!(owners[0], owners[1]);
    assert_ne!(owners[0], owners[2]);
    assert_eq!(owners[3], None);
}

#[tokio::test]
async fn streams_of_strangers_have_one_owner_where_others_are_known() {
    let limits = Limits {
        idle: KEPT,
        most: 100,
        listeners: 1,
    };
    let sessions = Sessions::new(limits).knowing(true);
    let sessions = sessions.resumable(Arc::new(MemoryStore::new()), KEPT);
    let histories = sessions.histories().unwrap();
    let ann = Principal::new("id", "ann");
    let owners = [None, None, Some(&ann)].map(|who| {
        let session = sessions.open(Carrier::Streamable, who).unwrap();
        session.log_listening(histories).unwrap().append(b"1");
        let mut state = session.state();
        state.activity()?.history.as_ref()?.owner
    });
    assert!(owners[0].is_some());
    assert_eq!(owners[0], owners[1]);
    assert_ne!(owners[0], owners[2]);
}

/// A store that is in the middle of an event until others have done what they do.
struct Dawdling {
    begun: mpsc::Sender<()>,
    others: Mutex<mpsc::Receiver<()>>,
    /// The others were not held up.
    passed: AtomicBool,
}

impl EventStore for Dawdling {
    fn append(&self, _: StreamId, _: u64, _: bytes::Bytes) {
        self.begun.send(()).unwrap();
        let others = self.others.lock().unwrap();
        let passed = others.recv_timeout(Duration::from_secs(5)).is_ok();
        self.passed.store(passed, Ordering::Relaxed);
    }

    fn read(&self, _: StreamId, _: u64) -> Reading<'_> {
        Box::pin(std::future::ready(Err(Lost)))
    }

    fn forget(&self, _: StreamId) {}
}

#[tokio::test]
async fn an_event_on_its_way_into_the_store_holds_up_neither_its_session_nor_the_sweep() {
    let ((begun, begins), (done, others)) = (mpsc::channel(), mpsc::channel());
    let store = Arc::new(Dawdling {
        begun,
        others: Mutex::new(others),
        passed: AtomicBool::default(),
    });
    let limits = Limits {
        idle: Duration::from_secs(60),
        most: 10,
        listeners: 1,
    };
    let sessions = Sessions::new(limits).resumable(Arc::clone(&store) as Arc<_>, KEPT);
    let session = sessions.open(Carrier::Streamable, None).unwrap();
    let histories = sessions.histories().unwrap();
    let stream = || session.log_call(histories, None).unwrap();
    let seat = stream();
    std::thread::scope(|scope| {
        scope.spawn(|| seat.append(b"1"));
        begins.recv().unwrap();
        session.sweep(0);
        let more: Vec<_> = (0..=ENDED).map(|_| stream()).collect();
        drop(more);
        done.send(()).unwrap();
    });
    assert!(store.passed.load(Ordering::Relaxed));
}

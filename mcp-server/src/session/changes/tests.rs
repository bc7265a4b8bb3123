//! Who hears of what, how often, and what is left when nobody does.

use std::future::poll_fn;
use std::sync::atomic::AtomicUsize;
use std::task::{Context, Wake};
use std::time::Duration;

use mcp_core::peer::Outbox;

use super::super::listeners::{Listener, Listeners};
use super::super::subscriptions::{MAX_BYTES, MAX_SUBSCRIPTIONS};
use super::*;

mod concerned;

const TOOLS: Announcement = Announcement::ToolsChanged;
const PROMPTS: Announcement = Announcement::PromptsChanged;

fn updated(uri: &str) -> Announcement {
    Announcement::ResourceUpdated(uri.to_owned())
}

/// The mailbox of a client that hears of all lists.
fn open(board: &Arc<Board>) -> Mailbox {
    let mailbox = Mailbox::new(board, None);
    mailbox.open();
    mailbox
}

/// All that a reader has to tell.
fn told(reader: &mut Reader) -> Vec<Announcement> {
    let mut cx = Context::from_waker(Waker::noop());
    let next = || match reader.poll_next(&mut cx) {
        Poll::Ready(next) => next,
        Poll::Pending => None,
    };
    std::iter::from_fn(next).collect()
}

/// Counts how often it is woken.
#[derive(Default)]
struct Alarm(AtomicUsize);

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Alarm {
    /// Leaves itself with a reader that has nothing to tell.
    fn wait_for(self: &Arc<Self>, reader: &mut Reader) {
        let waker = Waker::from(Arc::clone(self));
        let next = reader.poll_next(&mut Context::from_waker(&waker));
        assert!(next.is_pending(), "{next:?}");
    }

    fn times(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

#[test]
fn changes_wait_for_a_stream_and_become_one() {
    let board: Arc<Board> = Arc::default();
    let mailbox = open(&board);
    mailbox.subscribe("a:1").unwrap();
    for _ in 0..10_000 {
        board.announce(&TOOLS);
        board.announce(&updated("a:1"));
    }
    let mut heard = told(&mut mailbox.reader());
    heard.sort_by_key(|heard| *heard != TOOLS);
    assert_eq!(heard, [TOOLS, updated("a:1")]);
    assert_eq!(told(&mut mailbox.reader()), []);
    board.announce(&TOOLS);
    assert_eq!(told(&mut mailbox.reader()), [TOOLS]);
}

#[test]
fn what_happened_before_the_mailbox_opened_is_not_told() {
    let board: Arc<Board> = Arc::default();
    let mailbox = Mailbox::new(&board, None);
    let mut reader = mailbox.reader();
    board.announce(&TOOLS);
    assert_eq!(told(&mut reader), []);
    mailbox.open();
    assert_eq!(told(&mut reader), []);
    board.announce(&PROMPTS);
    assert_eq!(told(&mut reader), [PROMPTS]);
}

#[test]
fn only_the_newest_stream_tells_and_leaves_the_rest_to_the_next() {
    let board: Arc<Board> = Arc::default();
    let mailbox = open(&board);
    let (mut old, mut new) = (mailbox.reader(), mailbox.reader());
    board.announce(&TOOLS);
    assert_eq!(told(&mut old), []);
    assert_eq!(told(&mut new), [TOOLS]);
    assert_eq!(told(&mut old), []);

    let alarm = Arc::<Alarm>::default();
    alarm.wait_for(&mut old);
    board.announce(&PROMPTS);
    assert_eq!(
        alarm.times(),
        1,
        "an older stream looks, and finds that it is not its turn"
    );
    alarm.wait_for(&mut old);
    drop(new);
    assert_eq!(alarm.times(), 2, "now it is");
    assert_eq!(told(&mut old), [PROMPTS]);
}

#[test]
fn an_update_concerns_its_subscribers_alone() {
    let board: Arc<Board> = Arc::default();
    let (one, other) = (open(&board), open(&board));
    one.subscribe("a:1").unwrap();
    other.subscribe("a:2").unwrap();
    let (mut one_reads, mut other_reads) = (one.reader(), other.reader());
    let (one_wakes, other_wakes) = (Arc::<Alarm>::default(), Arc::<Alarm>::default());
    one_wakes.wait_for(&mut one_reads);
    other_wakes.wait_for(&mut other_reads);
    for uri in ["a:1", "a:1", "a:", "a:1/b", "a:3"] {
        board.announce(&updated(uri));
    }
    assert_eq!((one_wakes.times(), other_wakes.times()), (1, 0));
    assert_eq!(told(&mut one_reads), [updated("a:1")]);
    assert_eq!(told(&mut other_reads), []);
}

#[test]
fn updates_keep_their_order_and_what_is_unsubscribed_is_dropped() {
    let board: Arc<Board> = Arc::default();
    let mailbox = open(&board);
    for uri in ["a:1", "a:2", "a:3", "a:2"] {
        mailbox.subscribe(uri).unwrap();
    }
    for uri in ["a:3", "a:2", "a:1", "a:3"] {
        board.announce(&updated(uri));
    }
    mailbox.unsubscribe("a:2");
    mailbox.unsubscribe("a:4");
    board.announce(&updated("a:2"));
    assert_eq!(
        told(&mut mailbox.reader()),
        [updated("a:3"), updated("a:1")]
    );
    assert_eq!(board.topics(), 2);
}

#[test]
fn subscriptions_have_a_bound_that_an_end_makes_room_under() {
    let board: Arc<Board> = Arc::default();
    let mailbox = open(&board);
    for number in 0..MAX_SUBSCRIPTIONS {
        mailbox.subscribe(&format!("a:{number}")).unwrap();
    }
    assert_eq!(mailbox.subscribe("a:more"), Err(TooMany));
    assert_eq!(
        mailbox.subscribe("a:0"),
        Ok(()),
        "it is subscribed to already"
    );
    assert_eq!(board.topics(), MAX_SUBSCRIPTIONS);
    mailbox.unsubscribe("a:0");
    assert_eq!(mailbox.subscribe("a:more"), Ok(()));
    for _ in 0..3 {
        for number in 0..2 * MAX_SUBSCRIPTIONS {
            board.announce(&updated(&format!("a:{number}")));
        }
    }
    assert_eq!(told(&mut mailbox.reader()).len(), MAX_SUBSCRIPTIONS - 1);
    drop(mailbox);
    assert_eq!(board.topics(), 0);
}

#[test]
fn their_uris_have_a_bound_together_that_an_end_makes_room_under() {
    let board: Arc<Board> = Arc::default();
    let mailbox = open(&board);
    let long = |number: usize| format!("a:{number:0width$}", width = MAX_BYTES / 8 - 2);
    for number in 0..8 {
        mailbox.subscribe(&long(number)).unwrap();
    }
    assert_eq!(mailbox.subscribe("a"), Err(TooMany));
    assert_eq!(
        mailbox.subscribe(&long(7)),
        Ok(()),
        "it is subscribed to already"
    );
    assert_eq!(board.topics(), 8, "what is refused leaves nothing behind");
    for _ in 0..2 {
        mailbox.unsubscribe(&long(0));
    }
    assert_eq!(mailbox.subscribe(&long(8)), Ok(()));
    assert_eq!(mailbox.subscribe("a"), Err(TooMany));
}

#[test]
fn nothing_starves_behind_a_list_that_changes_all_the_time() {
    let board: Arc<Board> = Arc::default();
    let mailbox = open(&board);
    mailbox.subscribe("a:1").unwrap();
    board.announce(&updated("a:1"));
    let mut reader = mailbox.reader();
    let mut cx = Context::from_waker(Waker::noop());
    let heard: Vec<_> = (0..8)
        .map(|_| {
            board.announce(&TOOLS);
            board.announce(&PROMPTS);
            reader.poll_next(&mut cx)
        })
        .collect();
    for expected in [TOOLS, PROMPTS, updated("a:1")] {
        let expected = Poll::Ready(Some(expected));
        assert!(heard.contains(&expected), "{expected:?} in {heard:?}");
    }
}

#[test]
fn messages_and_changes_take_turns() {
    let board: Arc<Board> = Arc::default();
    let mailbox = open(&board);
    let mut reader = mailbox.reader();
    let outbox = Outbox::new(8);
    let mut cx = Context::from_waker(Waker::noop());
    let changes = (0..8).filter(|_| {
        board.announce(&TOOLS);
        let _ = outbox.try_send(b"message".to_vec());
        match reader.poll_message(&mut cx, &outbox) {
            Poll::Ready(Some(message)) => message != b"message",
            none => panic!("{none:?}"),
        }
    });
    assert_eq!(changes.count(), 4);
}

#[test]
fn a_listener_hears_what_it_asked_for() {
    let board: Arc<Board> = Arc::default();
    let listeners = Listeners::new(1, false);
    let filter = SubscriptionFilter {
        prompts_list_changed: true,
        resource_subscriptions: vec!["a:1".to_owned(), "a:1".to_owned()],
        ..SubscriptionFilter::default()
    };
    board.announce(&PROMPTS);
    let mut listener = Listener::open(&board, &[&listeners], None, &filter).unwrap();
    for announcement in [TOOLS, PROMPTS, updated("a:1"), updated("a:2")] {
        board.announce(&announcement);
    }
    let mut cx = Context::from_waker(Waker::noop());
    for expected in [PROMPTS, updated("a:1")] {
        assert_eq!(listener.poll_next(&mut cx), Poll::Ready(Some(expected)));
    }
    assert!(listener.poll_next(&mut cx).is_pending());
}

#[test]
fn listeners_have_a_bound_and_leave_nothing_behind() {
    let board: Arc<Board> = Arc::default();
    let (wide, narrow) = (Listeners::new(10, false), Listeners::new(2, false));
    let filter = SubscriptionFilter {
        resource_subscriptions: vec!["a:1".to_owned()],
        ..SubscriptionFilter::default()
    };
    for _ in 0..100 {
        let open = || Listener::open(&board, &[&wide, &narrow], None, &filter);
        let (one, two) = (open(), open());
        assert!(one.is_ok() && two.is_ok());
        assert!(open().is_err());
        assert_eq!((wide.len(), narrow.len(), board.topics()), (2, 2, 1));
        drop(one);
        assert!(open().is_ok());
    }
    assert_eq!((wide.len(), narrow.len(), board.topics()), (0, 0, 0));
}

#[test]
fn a_principal_has_a_share_of_the_listeners_and_gives_it_back() {
    let board: Arc<Board> = Arc::default();
    let (wide, narrow) = (Listeners::new(100, false), Listeners::of_one(9));
    let [ann, bob] = ["ann", "bob"].map(|name| Principal::new("id", name));
    let filter = SubscriptionFilter::default();
    let open = |who| Listener::open(&board, &[&wide, &narrow], who, &filter);
    for _ in 0..10 {
        let hers: Vec<_> = (0..8).map(|_| open(Some(&ann)).unwrap()).collect();
        assert!(open(Some(&ann)).is_err());
        let his = open(Some(&bob)).unwrap();
        // Nobody has room, and what was entered on the way is taken back.
        assert!(open(Some(&bob)).is_err() && open(None).is_err());
        assert_eq!((wide.len(), narrow.len()), (9, 9));
        drop((hers, his));
    }
    assert_eq!((wide.len(), narrow.len()), (0, 0));
}

#[tokio::test]
async fn an_end_reaches_every_listener_and_those_that_come_later() {
    let board: Arc<Board> = Arc::default();
    let listeners = Listeners::new(10, false);
    let filter = SubscriptionFilter::default();
    let mut early = Listener::open(&board, &[&listeners], None, &filter).unwrap();
    let waiting = tokio::spawn(async move { poll_fn(|cx| early.poll_next(cx)).await });
    tokio::task::yield_now().await;
    listeners.close();
    assert_eq!(waiting.await.unwrap(), None);
    let mut late = Listener::open(&board, &[&listeners], None, &filter).unwrap();
    assert_eq!(poll_fn(|cx| late.poll_next(cx)).await, None);
    drop(late);
    assert_eq!(listeners.len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_last_change_is_heard_by_whoever_listens_while_others_come_and_go() {
    let board: Arc<Board> = Arc::default();
    let listeners = Listeners::new(1000, false);
    let filter = SubscriptionFilter {
        tools_list_changed: true,
        resource_subscriptions: vec!["a:1".to_owned()],
        ..SubscriptionFilter::default()
    };
    let open = |board: &Arc<Board>| Listener::open(board, &[&listeners], None, &filter).unwrap();
    let staying: Vec<_> = (0..20)
        .map(|_| {
            let (mut listener, board) = (open(&board), Arc::clone(&board));
            // Until it has heard of the very last.
            tokio::spawn(async move {
                let (mut lists, mut updates) = (0, 0);
                while lists == 0 || updates == 0 || board.lists[0].load(Ordering::Acquire) < 2_001 {
                    match poll_fn(|cx| listener.poll_next(cx)).await {
                        Some(TOOLS) => lists += 1,
                        Some(_) => updates += 1,
                        None => panic!("nobody ends it"),
                    }
                }
                (lists, updates)
            })
        })
        .collect();
    let announcing = std::thread::spawn({
        let board = Arc::clone(&board);
        move || {
            for _ in 0..2_000 {
                board.announce(&TOOLS);
                board.announce(&updated("a:1"));
            }
        }
    });
    for _ in 0..500 {
        let mut passing = open(&board);
        let soon = Duration::from_micros(50);
        let _ = tokio::time::timeout(soon, poll_fn(|cx| passing.poll_next(cx))).await;
    }
    announcing.join().unwrap();
    board.announce(&TOOLS);
    for staying in staying {
        let (lists, updates) = staying.await.unwrap();
        assert!(lists <= 2_001 && updates <= 2_000);
    }
    assert_eq!((listeners.len(), board.topics()), (0, 0));
    assert_eq!(board.changed.len(), 0);
}

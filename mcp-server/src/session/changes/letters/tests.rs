//! Who gets which letter, how many wait, and what is left of them.

use std::sync::atomic::AtomicUsize;
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, UNIX_EPOCH};

use mcp_core::model::{Announcement, TaskStatus};
use mcp_core::peer::Outbox;
use serde_json::Value;

use super::super::super::Reader;
use super::super::Board;
use super::*;

/// A task that stands otherwise whenever somebody looks.
#[derive(Default)]
struct Busy(AtomicUsize);

impl Status for Busy {
    fn task(&self) -> Task {
        let looks = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        Task {
            id: "t".into(),
            status: TaskStatus::Working,
            status_message: Some(looks.to_string()),
            created_at: UNIX_EPOCH,
            last_updated_at: UNIX_EPOCH,
            ttl: Duration::from_secs(1),
            poll_interval: Duration::from_secs(1),
        }
    }
}

fn weak(task: &Arc<Busy>) -> Weak<dyn Status> {
    let task: Weak<Busy> = Arc::downgrade(task);
    task as Weak<dyn Status>
}

/// The next thing that a reader has to tell.
fn next(reader: &mut Reader) -> Option<Value> {
    let mut cx = Context::from_waker(Waker::noop());
    match reader.poll_message(&mut cx, &Outbox::new(1)) {
        Poll::Ready(message) => Some(serde_json::from_slice(&message?).unwrap()),
        Poll::Pending => None,
    }
}

/// The pages of which it has to tell.
fn complete(reader: &mut Reader) -> Vec<String> {
    let told = std::iter::from_fn(|| next(reader));
    told.map(|told| {
        assert_eq!(told["method"], "notifications/elicitation/complete");
        told["params"]["elicitationId"].as_str().unwrap().to_owned()
    })
    .collect()
}

#[test]
fn a_task_is_told_of_once_as_it_stands_by_then() {
    let board: Arc<Board> = Arc::default();
    let mailbox = Mailbox::new(&board, None);
    let task = Arc::new(Busy::default());
    for _ in 0..10 {
        mailbox.tell_of_task(&"t".into(), weak(&task));
    }
    let mut reader = mailbox.reader();
    let told = next(&mut reader).unwrap();
    assert_eq!(told["method"], "notifications/tasks/status");
    assert_eq!(told["params"]["statusMessage"], "1");
    assert_eq!(next(&mut reader), None);
    mailbox.tell_of_task(&"t".into(), weak(&task));
    assert_eq!(next(&mut reader).unwrap()["params"]["statusMessage"], "2");
}

#[test]
fn a_task_that_is_gone_is_not_told_of_and_not_kept() {
    let board: Arc<Board> = Arc::default();
    let mailbox = Mailbox::new(&board, None);
    let gone = Arc::new(Busy::default());
    mailbox.tell_of_task(&"gone".into(), weak(&gone));
    assert_eq!(Arc::strong_count(&gone), 1);
    drop(gone);
    let task = Arc::new(Busy::default());
    mailbox.tell_of_task(&"t".into(), weak(&task));
    let mut reader = mailbox.reader();
    assert_eq!(next(&mut reader).unwrap()["params"]["taskId"], "t");
    assert_eq!(next(&mut reader), None);
}

#[test]
fn no_more_letters_wait_than_may_and_the_oldest_go() {
    let board: Arc<Board> = Arc::default();
    let mailbox = Mailbox::new(&board, None);
    for round in 0..3 {
        for page in 0..MAX_PAGES {
            mailbox.send_to(&format!("{round}-{page}"));
        }
        for page in 0..MAX_PAGES {
            assert!(board.complete(&format!("{round}-{page}")));
        }
    }
    let kept: Vec<_> = (0..MAX_LETTERS).map(|page| format!("2-{page}")).collect();
    assert_eq!(complete(&mut mailbox.reader()), kept);
}

#[test]
fn a_page_is_told_of_once_to_whoever_was_sent_there() {
    let board: Arc<Board> = Arc::default();
    let [one, other] = [(); 2].map(|()| Mailbox::new(&board, None));
    one.send_to("a");
    other.send_to("b");
    assert!(!board.complete("c"));
    assert!(board.complete("a"));
    assert!(!board.complete("a"));
    let [mut one, mut other] = [one.reader(), other.reader()];
    assert_eq!(complete(&mut one), ["a"]);
    assert_eq!(complete(&mut other), [""; 0]);
}

#[test]
fn the_pages_of_a_client_have_a_bound_and_end_with_it() {
    let board: Arc<Board> = Arc::default();
    let mailbox = Mailbox::new(&board, None);
    for page in 0..=MAX_PAGES {
        mailbox.send_to(&page.to_string());
    }
    assert_eq!(board.pages.len(), MAX_PAGES);
    assert!(!board.complete("0") && board.complete("1"));
    mailbox.close();
    assert_eq!(board.pages.len(), 0);
    mailbox.send_to("late");
    assert!(!board.complete("2") && !board.complete("late"));
    assert_eq!(board.pages.len(), 0);
}

#[test]
fn a_page_that_a_client_was_sent_to_again_is_among_the_latest() {
    let board: Arc<Board> = Arc::default();
    let mailbox = Mailbox::new(&board, None);
    mailbox.send_to("again");
    for page in 0..MAX_PAGES - 2 {
        mailbox.send_to(&page.to_string());
    }
    mailbox.send_to("again");
    mailbox.send_to("another");
    assert_eq!(board.pages.len(), MAX_PAGES);
    assert!(board.complete("again") && board.complete("0"));
    assert_eq!(complete(&mut mailbox.reader()), ["again", "0"]);
}

#[test]
fn a_letter_wakes_the_newest_stream_and_waits_for_the_next() {
    #[derive(Default)]
    struct Alarm(AtomicUsize);

    impl Wake for Alarm {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    let board: Arc<Board> = Arc::default();
    let mailbox = Mailbox::new(&board, None);
    let (mut older, mut newer) = (mailbox.reader(), mailbox.reader());
    let outbox = Outbox::new(1);
    let alarms = [&mut older, &mut newer].map(|reader| {
        let alarm = Arc::new(Alarm::default());
        let waker = Waker::from(Arc::clone(&alarm));
        let polled = reader.poll_message(&mut Context::from_waker(&waker), &outbox);
        assert!(polled.is_pending());
        alarm
    });
    mailbox.send_to("a");
    assert!(board.complete("a"));
    let woken = |alarm: &Arc<Alarm>| alarm.0.load(Ordering::Relaxed);
    assert_eq!(alarms.each_ref().map(woken), [0, 1]);
    assert_eq!(next(&mut older), None);
    // The newer is gone before it told of anything.
    drop(newer);
    assert_eq!(complete(&mut older), ["a"]);
}

#[test]
fn neither_letters_nor_lists_nor_messages_starve() {
    let board: Arc<Board> = Arc::default();
    let mailbox = Mailbox::new(&board, None);
    mailbox.open();
    let mut reader = mailbox.reader();
    let (outbox, task) = (Outbox::new(64), Arc::new(Busy::default()));
    let mut cx = Context::from_waker(Waker::noop());
    let mut heard = [0; 3];
    for _ in 0..32 {
        board.announce(&Announcement::ToolsChanged);
        mailbox.tell_of_task(&"t".into(), weak(&task));
        let _ = outbox.try_send(b"message".to_vec());
        let Poll::Ready(Some(message)) = reader.poll_message(&mut cx, &outbox) else {
            panic!("there is always something");
        };
        let kind = match &message[..] {
            b"message" => 0,
            change if change.ends_with(b"list_changed\"}") => 1,
            _ => 2,
        };
        heard[kind] += 1;
    }
    assert_eq!(heard, [16, 8, 8]);
}

//! What is kept of tasks, and for how long.

use std::pin::pin;
use std::task::{self, Waker};

use mcp_core::model::{Question, TaskDetail, Update};
use mcp_core::peer::{AskError, Asker as _, ContextParts};

use super::*;
use crate::session::{Carrier, Limits, Session, Sessions};

const MINUTE: Duration = Duration::from_secs(60);

fn tasks(running: usize, bytes: usize) -> Tasks {
    Tasks::new(TaskLimits {
        ttl: MINUTE,
        running,
        bytes,
    })
}

fn context() -> Context {
    context_of(None)
}

fn context_of(principal: Option<Principal>) -> Context {
    Context::new(ContextParts {
        principal,
        ..ContextParts::default()
    })
}

const NOBODY: Owner = Owner::Principal(None);

fn begin(tasks: &Tasks, owner: &Owner) -> (Arc<Record>, Place) {
    let begun = tasks.begin(owner.clone(), &context(), None, None);
    begun.expect("there is room")
}

fn session() -> Arc<Session> {
    let sessions = Sessions::new(Limits {
        idle: MINUTE,
        most: 10,
        listeners: 10,
    });
    sessions.open(Carrier::Streamable, None).unwrap()
}

fn result(bytes: usize) -> TaskEnd {
    TaskEnd::Answer(vec![b' '; bytes].into())
}

fn finish(tasks: &Tasks, record: &Arc<Record>, end: TaskEnd) {
    tasks.finish(record, TaskStatus::Completed, None, end);
}

#[tokio::test]
async fn a_task_is_found_by_whoever_began_it_and_by_nobody_else() {
    let tasks = tasks(10, 1000);
    let sessions = [session(), session()];
    let [ann, bob] = ["ann", "bob"].map(|name| {
        let principal = Principal::new("https://id.example.com", name);
        Owner::Principal(Some(principal))
    });
    let [one, other] = [&sessions[0], &sessions[1]].map(Owner::session);
    let owners = [NOBODY, ann, bob, one, other];
    for (place, owner) in owners.iter().enumerate() {
        let (record, _place) = begin(&tasks, owner);
        assert_eq!(record.id().len(), 32);
        for (other, stranger) in owners.iter().enumerate() {
            let found = tasks.find(record.id(), stranger).is_some();
            assert_eq!(found, place == other, "{owner:?} {stranger:?}");
        }
        assert_eq!(tasks.page(owner, None, 10).unwrap().0, [record.task()]);
    }
    assert!(tasks.find("", &NOBODY).is_none());
}

#[tokio::test]
async fn a_name_that_is_given_again_to_a_session_finds_nothing() {
    let tasks = tasks(10, 1000);
    let gone = session();
    let (record, _place) = begin(&tasks, &Owner::session(&gone));
    let owner = Owner::session(&gone);
    drop(gone);
    // The place in memory is not free as long as the task remembers it.
    let next = session();
    assert!(tasks.find(record.id(), &Owner::session(&next)).is_none());
    assert!(tasks.find(record.id(), &owner).is_some());
}

#[tokio::test(start_paused = true)]
async fn a_task_is_kept_for_its_time_and_no_longer() {
    let tasks = tasks(10, 1000);
    let ttl = |wish: Option<u64>| {
        let wish = wish.map(Duration::from_secs);
        tasks
            .begin(NOBODY, &context(), wish, None)
            .unwrap()
            .0
            .task()
            .ttl
    };
    assert_eq!(ttl(None), MINUTE);
    assert_eq!(ttl(Some(3600)), MINUTE);
    assert_eq!(ttl(Some(30)), Duration::from_secs(30));
    assert_eq!(ttl(Some(0)), LEAST_TTL);
    let (record, _place) = begin(&tasks, &NOBODY);
    tokio::time::advance(MINUTE - Duration::from_millis(1)).await;
    assert!(tasks.find(record.id(), &NOBODY).is_some());
    tokio::time::advance(Duration::from_millis(1)).await;
    assert!(tasks.find(record.id(), &NOBODY).is_none());
    assert_eq!(tasks.page(&NOBODY, None, 10).unwrap().0, []);
}

#[tokio::test]
async fn no_more_run_than_may_and_no_more_are_kept_than_ten_times_that() {
    let tasks = tasks(2, 1000);
    let places = [begin(&tasks, &NOBODY), begin(&tasks, &NOBODY)];
    assert!(tasks.begin(NOBODY, &context(), None, None).is_err());
    drop(places);
    let mut records = Vec::new();
    while let Ok((record, _place)) = tasks.begin(NOBODY, &context(), None, None) {
        records.push(record);
    }
    assert_eq!(tasks.len(), 2 * KEPT_PER_RUNNING);
    tasks.remove(records[0].id());
    assert_eq!(records[0].task().status, TaskStatus::Cancelled);
    begin(&tasks, &NOBODY);
}

#[tokio::test]
async fn results_take_no_more_room_than_they_may() {
    let tasks = tasks(10, 100);
    let [first, second] = [begin(&tasks, &NOBODY).0, begin(&tasks, &NOBODY).0];
    finish(&tasks, &first, result(60));
    finish(&tasks, &second, result(60));
    assert_eq!(first.task().status, TaskStatus::Completed);
    assert_eq!(second.task().status, TaskStatus::Failed);
    let message = second.task().status_message.unwrap();
    assert!(message.contains("too large"), "{message}");
    // What is over takes no more, and what is gone takes none.
    finish(&tasks, &first, result(60));
    tasks.remove(first.id());
    let (third, _place) = begin(&tasks, &NOBODY);
    finish(&tasks, &third, result(100));
    assert_eq!(third.task().status, TaskStatus::Completed);
    assert!(tasks.begin(NOBODY, &context(), None, None).is_err());
    tasks.remove(third.id());
    tasks.remove(third.id());
    begin(&tasks, &NOBODY);
}

#[tokio::test]
async fn pages_are_in_order_and_what_ends_between_them_spoils_nothing() {
    let tasks = tasks(10, 1000);
    let records: Vec<_> = (0..5).map(|_| begin(&tasks, &NOBODY).0).collect();
    let (page, next) = tasks.page(&NOBODY, None, 2).unwrap();
    assert_eq!(page, [records[0].task(), records[1].task()]);
    let next = next.unwrap();
    tasks.remove(records[1].id());
    tasks.remove(records[2].id());
    let (page, last) = tasks.page(&NOBODY, Some(&next), 2).unwrap();
    assert_eq!(page, [records[3].task(), records[4].task()]);
    assert_eq!(last, None);
    for wrong in [
        "",
        "k",
        "k1",
        "x0000000000000001",
        "k000000000000000G",
        "k+00000000000001",
    ] {
        assert!(tasks.page(&NOBODY, Some(wrong), 2).is_err(), "{wrong}");
    }
}

#[tokio::test]
async fn what_is_over_stays_as_it_is() {
    let tasks = tasks(10, 1000);
    let call = context();
    let (record, _place) = tasks.begin(NOBODY, &call, None, None).unwrap();
    assert!(record.cancel("enough") && call.is_cancelled());
    assert!(!record.cancel("again"));
    finish(&tasks, &record, result(1));
    record.note_waiting(true);
    record.say(withdrawn(1));
    assert_eq!(record.task().status, TaskStatus::Cancelled);
    assert_eq!(record.task().status_message.as_deref(), Some("enough"));
    match record.next() {
        Some(Next::End(end)) => assert!(matches!(&*end, TaskEnd::Error(_))),
        other => panic!("{other:?}"),
    }

    let call = context();
    let (record, _place) = tasks.begin(NOBODY, &call, None, None).unwrap();
    finish(&tasks, &record, result(1));
    assert!(!record.cancel("too late") && !call.is_cancelled());
    assert_eq!(record.task().status, TaskStatus::Completed);
}

#[tokio::test]
async fn a_closed_store_ends_all_and_takes_no_more() {
    let tasks = tasks(10, 1000);
    let (done, _place) = begin(&tasks, &NOBODY);
    finish(&tasks, &done, result(1));
    let (record, _place) = begin(&tasks, &NOBODY);
    tasks.close();
    assert_eq!(record.task().status, TaskStatus::Cancelled);
    assert_eq!(done.task().status, TaskStatus::Completed);
    assert!(tasks.find(record.id(), &NOBODY).is_some());
    assert!(tasks.begin(NOBODY, &context(), None, None).is_err());
}

fn progress(progress: f64) -> Update {
    Update::Progress {
        token: 1.into(),
        progress,
        total: None,
        message: None,
    }
}

fn question(id: i64) -> Update {
    let question = Arc::new(Question::Roots);
    let id = id.into();
    Update::Question { id, question }
}

fn withdrawn(id: i64) -> Update {
    let id = id.into();
    let reason = "late";
    Update::Withdrawn { id, reason }
}

fn said(record: &Record) -> Vec<Update> {
    let next = || match record.next() {
        Some(Next::Said(update)) => Some(update),
        _ => None,
    };
    std::iter::from_fn(next).collect()
}

#[tokio::test]
async fn what_nobody_hears_stays_little() {
    let tasks = tasks(10, 1000);
    let (record, _place) = begin(&tasks, &NOBODY);
    for step in 0..1000 {
        record.say(progress(f64::from(step)));
    }
    match &said(&record)[..] {
        [Update::Progress { progress, .. }] => assert!((progress - 999.0).abs() < 0.5),
        other => panic!("{other:?}"),
    }
    // A question that is withdrawn unheard was never asked; one that was heard is withdrawn.
    record.say(question(1));
    record.say(question(2));
    record.say(withdrawn(1));
    record.say(withdrawn(3));
    match &said(&record)[..] {
        [
            Update::Question { id, .. },
            Update::Withdrawn { id: gone, .. },
        ] => {
            assert_eq!((id, gone), (&2.into(), &3.into()));
        }
        other => panic!("{other:?}"),
    }
    record.say(question(4));
    for id in 5..1000 {
        record.say(withdrawn(id));
    }
    let said = said(&record);
    assert_eq!(said.len(), 256);
    assert!(matches!(said[0], Update::Question { .. }));
}

#[tokio::test]
async fn nothing_is_asked_after_the_end_and_no_progress_is_made() {
    let tasks = tasks(10, 1000);
    let (record, _place) = begin(&tasks, &NOBODY);
    record.say(progress(1.0));
    record.say(question(1));
    finish(&tasks, &record, result(1));
    assert!(matches!(record.next(), Some(Next::End(_))));
}

fn asking(record: &Record) -> (Vec<String>, TaskStatus) {
    match record.shown() {
        (task, TaskDetail::Questions(open)) => {
            (open.into_iter().map(|(key, _)| key).collect(), task.status)
        }
        (task, _) => (Vec::new(), task.status),
    }
}

fn poll<F: Future + Unpin>(future: &mut F) -> task::Poll<F::Output> {
    pin!(future).poll(&mut task::Context::from_waker(Waker::noop()))
}

#[tokio::test(start_paused = true)]
async fn each_question_has_a_key_of_its_own_and_is_open_until_it_is_answered() {
    let tasks = tasks(10, 1000);
    let questions = Questions::new(MINUTE);
    let begun = tasks.begin(NOBODY, &context(), None, Some(Arc::clone(&questions)));
    let (record, _place) = begun.unwrap();
    let ask = || Arc::clone(&questions).ask(context(), Arc::new(Question::Roots));
    let (mut first, mut second) = (ask(), ask());
    assert!(poll(&mut first).is_pending() && poll(&mut second).is_pending());
    let both = vec!["ask-1".to_owned(), "ask-2".to_owned()];
    assert_eq!(asking(&record), (both, TaskStatus::InputRequired));

    let answers = |keys: &[&str]| {
        let answer = || serde_json::value::to_raw_value(&1).unwrap();
        questions.answer(
            keys.iter()
                .map(|key| ((*key).to_owned(), answer()))
                .collect(),
            &bytes::Bytes::new(),
        );
    };
    answers(&["ask-2", "ask-9", ""]);
    assert_eq!(asking(&record).0, ["ask-1"]);
    assert!(poll(&mut second).is_ready() && poll(&mut first).is_pending());
    // Answered twice: the second comes too late.
    answers(&["ask-2"]);
    drop(first);
    assert_eq!(asking(&record), (Vec::new(), TaskStatus::Working));

    let mut third = ask();
    assert!(poll(&mut third).is_pending());
    assert_eq!(asking(&record).0, ["ask-3"]);
    assert_eq!(third.await.unwrap_err(), AskError::TimedOut(MINUTE));
    assert_eq!(asking(&record).1, TaskStatus::Working);
}

#[tokio::test]
async fn not_too_much_is_asked_at_once() {
    let questions = Questions::new(MINUTE);
    let ask = || Arc::clone(&questions).ask(context(), Arc::new(Question::Roots));
    let mut open: Vec<_> = (0..64).map(|_| ask()).collect();
    assert!(open.iter_mut().all(|one| poll(one).is_pending()));
    assert_eq!(ask().await.unwrap_err(), AskError::TooMany);
    open.pop();
    assert!(poll(&mut ask()).is_pending());
}

#[tokio::test]
async fn whoever_listens_hears_of_every_change() {
    let tasks = tasks(10, 1000);
    let questions = Questions::new(MINUTE);
    let begun = tasks.begin(NOBODY, &context(), None, Some(Arc::clone(&questions)));
    let (record, _place) = begun.unwrap();
    let mut changes = record.changes();
    let mut ask = Arc::clone(&questions).ask(context(), Arc::new(Question::Roots));
    assert!(poll(&mut ask).is_pending());
    assert!(changes.has_changed().unwrap());
    changes.mark_unchanged();
    drop(ask);
    assert!(changes.has_changed().unwrap());
    changes.mark_unchanged();
    record.cancel("enough");
    assert!(changes.has_changed().unwrap());
}

/// Begins one of a principal's.
fn begin_of(tasks: &Tasks, who: &Principal) -> Result<(Arc<Record>, Place), Overloaded> {
    let owner = Owner::Principal(Some(who.clone()));
    tasks.begin(owner, &context_of(Some(who.clone())), None, None)
}

#[tokio::test]
async fn one_principal_runs_and_keeps_half_of_what_may_be_and_others_still_get_in() {
    let tasks = tasks(4, 1000);
    let [ann, bob] = ["ann", "bob"].map(|name| Principal::new("id", name));
    let hers = [
        begin_of(&tasks, &ann).unwrap(),
        begin_of(&tasks, &ann).unwrap(),
    ];
    assert!(begin_of(&tasks, &ann).is_err());
    drop(begin_of(&tasks, &bob).unwrap());
    drop(hers);
    let kept = std::iter::from_fn(|| begin_of(&tasks, &ann).ok()).map(|(record, _)| record);
    let kept: Vec<_> = kept.collect();
    assert_eq!(tasks.len(), 4 * KEPT_PER_RUNNING / 2 + 1);
    assert!(begin_of(&tasks, &ann).is_err());
    begin_of(&tasks, &bob).unwrap();
    // What is forgotten is given back.
    let forgotten = kept[0].id().clone();
    tasks.remove(&forgotten);
    drop(kept);
    assert!(begin_of(&tasks, &ann).is_ok() && begin_of(&tasks, &ann).is_err());
}

#[tokio::test]
async fn results_of_one_principal_take_half_of_their_room() {
    let tasks = tasks(10, 100);
    let [ann, bob] = ["ann", "bob"].map(|name| Principal::new("id", name));
    let begin = |who| begin_of(&tasks, who).map(|(record, _)| record);
    let [first, second] = [begin(&ann).unwrap(), begin(&ann).unwrap()];
    finish(&tasks, &first, result(40));
    finish(&tasks, &second, result(40));
    assert_eq!(first.task().status, TaskStatus::Completed);
    assert_eq!(second.task().status, TaskStatus::Failed);
    let third = begin(&ann).unwrap();
    finish(&tasks, &third, result(10));
    assert!(
        begin(&ann).is_err(),
        "there is no room for what it comes to"
    );
    let his = begin(&bob).unwrap();
    finish(&tasks, &his, result(50));
    assert_eq!(his.task().status, TaskStatus::Completed);
    let id = first.id().clone();
    tasks.remove(&id);
    drop(first);
    assert!(begin(&ann).is_ok());
}

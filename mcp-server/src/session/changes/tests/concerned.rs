//! Whom a change concerns, and who may see it.

use super::*;

#[test]
fn an_update_that_concerns_some_is_told_to_them_alone() {
    let board = Arc::new(Board::default());
    let who = |name: &str| Principal::new("issuer", name);
    let boxes =
        [Some(who("ann")), Some(who("bob")), None].map(|who| Mailbox::new(&board, who.as_ref()));
    let mut readers = boxes.each_ref().map(Mailbox::reader);
    for mailbox in &boxes {
        mailbox.subscribe("a:b").unwrap();
    }
    let alarms = readers.each_mut().map(|reader| {
        let alarm = Arc::new(Alarm::default());
        alarm.wait_for(reader);
        alarm
    });
    let is_ann = |who: Option<&Principal>| who.is_some_and(|who| who.subject() == "ann");
    board.update_for("a:b", &is_ann);
    board.update_for("a:c", &|_| true);
    assert_eq!(alarms.each_ref().map(|alarm| alarm.times()), [1, 0, 0]);
    let [ann, bob, stranger] = &mut readers;
    assert_eq!(told(ann), [updated("a:b")]);
    assert_eq!(told(bob), []);
    board.update_for("a:b", &|who| who.is_none());
    assert_eq!(told(stranger), [updated("a:b")]);
}

#[test]
fn whom_an_update_concerns_may_be_asked_in_any_way() {
    let board = Arc::new(Board::default());
    let mailbox = open(&board);
    mailbox.subscribe("a:b").unwrap();
    let mut reader = mailbox.reader();
    // It comes back to what it is asked by, and stands in nobody's way.
    board.update_for("a:b", &|_| {
        board.announce(&TOOLS);
        board.topics() == 1
    });
    assert_eq!(told(&mut reader).len(), 2);
}

#[test]
fn no_principal_has_more_than_half_of_few_listeners() {
    let board: Arc<Board> = Arc::default();
    let listeners = Listeners::new(4, false);
    let [ann, bob] = ["ann", "bob"].map(|name| Principal::new("id", name));
    let filter = SubscriptionFilter::default();
    let open = |who| Listener::open(&board, &[&listeners], Some(who), &filter);
    let _hers = [open(&ann).unwrap(), open(&ann).unwrap()];
    assert!(open(&ann).is_err());
    assert!(open(&bob).is_ok());
}

#[test]
fn a_list_that_has_changed_for_some_is_told_to_them_alone_and_once() {
    let board = Arc::new(Board::default());
    let [ann, bob] = ["ann", "bob"].map(|name| Principal::new("issuer", name));
    let boxes = [Some(&ann), Some(&bob), None].map(|who| Mailbox::new(&board, who));
    boxes.iter().for_each(Mailbox::open);
    let mut readers = boxes.each_ref().map(Mailbox::reader);
    let alarms = readers.each_mut().map(|reader| {
        let alarm = Arc::new(Alarm::default());
        alarm.wait_for(reader);
        alarm
    });
    let tell = |list: &Announcement, concerns: &dyn Fn(Option<&Principal>) -> bool| {
        boxes
            .iter()
            .for_each(|mailbox| mailbox.mail().tell_of(list, concerns));
    };
    let is = |name: &'static str| {
        move |who: Option<&Principal>| who.is_some_and(|who| who.subject() == name)
    };
    tell(&TOOLS, &is("ann"));
    tell(&TOOLS, &is("ann"));
    assert_eq!(alarms.each_ref().map(|alarm| alarm.times()), [1, 0, 0]);
    let [anns, bobs, strangers] = &mut readers;
    assert_eq!(told(anns), [TOOLS]);
    assert_eq!(told(bobs), []);
    // What concerns all is told as ever, and no more than once.
    tell(&TOOLS, &is("bob"));
    board.announce(&TOOLS);
    for reader in [anns, bobs, strangers] {
        assert_eq!(told(reader), [TOOLS]);
    }
    tell(&PROMPTS, &|who| who.is_none());
    let [anns, _, strangers] = &mut readers;
    assert_eq!(told(strangers), [PROMPTS]);
    assert_eq!(told(anns), []);
    // Whom it concerns is decided by what was proven last.
    boxes[0].mail().is_seen_as(&ann.with_scopes(["x"]));
    tell(&TOOLS, &|who| who.is_some_and(|who| who.has_scope("x")));
    assert_eq!(told(anns), [TOOLS]);
}

#[test]
fn whoever_wants_to_hear_of_no_list_does_not() {
    let board: Arc<Board> = Arc::default();
    let listeners = Listeners::new(1, false);
    let filter = SubscriptionFilter {
        prompts_list_changed: true,
        ..SubscriptionFilter::default()
    };
    let mut listener = Listener::open(&board, &[&listeners], None, &filter).unwrap();
    listeners.tell_of(&TOOLS, &|_| true);
    listeners.tell_of(&PROMPTS, &|_| true);
    let mut cx = Context::from_waker(Waker::noop());
    assert_eq!(listener.poll_next(&mut cx), Poll::Ready(Some(PROMPTS)));
    assert!(listener.poll_next(&mut cx).is_pending());
}

/// Lets whoever has the scope `x` hear of `a:` resources, and asks the board meanwhile.
struct Scoped(Arc<Board>);

impl Sight for Scoped {
    fn admits(&self, uri: &str, who: Option<&Principal>) -> bool {
        self.0.announce(&PROMPTS);
        uri.starts_with("a:") && who.is_some_and(|who| who.has_scope("x"))
    }
}

#[test]
fn what_somebody_may_not_see_by_then_is_not_told_and_what_it_may_is() {
    let board: Arc<Board> = Arc::default();
    let sight: Arc<dyn Sight> = Arc::new(Scoped(Arc::clone(&board)));
    board.look_through(Arc::downgrade(&sight));
    let ann = Principal::new("id", "ann");
    let able = ann.clone().with_scopes(["x"]);
    let mailbox = Mailbox::new(&board, Some(&able));
    for uri in ["a:1", "a:2", "b:1"] {
        mailbox.subscribe(uri).unwrap();
    }
    let mut reader = mailbox.reader();
    let alarm = Arc::<Alarm>::default();
    alarm.wait_for(&mut reader);
    let update = || {
        for uri in ["b:1", "a:1", "a:2"] {
            board.announce(&updated(uri));
        }
    };
    update();
    assert_eq!(told(&mut reader), [updated("a:1"), updated("a:2")]);
    // It was noted while it might be told, and is not when it would be.
    update();
    mailbox.mail().is_seen_as(&ann);
    assert_eq!(told(&mut reader), []);
    mailbox.mail().is_seen_as(&able);
    assert_eq!(told(&mut reader), []);
    alarm.wait_for(&mut reader);
    update();
    assert_eq!(told(&mut reader).len(), 2);
    // Nobody decides any more.
    drop(sight);
    update();
    assert_eq!(told(&mut reader), []);
}

//! Keys that are fetched, and change. The clock is paused: what waits, waits for nothing.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::{Instant, advance};

use super::super::{Jwt, Keys};
use super::signing::{Family, by_key, jwt, outcome, with};
use crate::auth::LookupError;

/// What an issuer does when it is asked for its keys.
#[derive(Clone)]
enum Answers {
    With(Vec<Value>),
    No,
    Never,
    Panics,
    /// With the second key, once it is told to.
    Late(Arc<Notify>),
}

#[derive(Clone)]
struct Issuer(Arc<Mutex<(Answers, usize)>>);

impl Issuer {
    fn new(answers: Answers) -> Self {
        Self(Arc::new(Mutex::new((answers, 0))))
    }

    fn now(&self, answers: Answers) {
        self.0.lock().unwrap().0 = answers;
    }

    fn asked(&self) -> usize {
        self.0.lock().unwrap().1
    }

    async fn answer(self) -> Result<String, LookupError> {
        let answers = {
            let mut state = self.0.lock().unwrap();
            state.1 += 1;
            state.0.clone()
        };
        let set = |keys: &[Value]| json!({ "keys": keys }).to_string();
        match answers {
            Answers::With(keys) => Ok(set(&keys)),
            Answers::No => Err("503 from the issuer".into()),
            Answers::Never => std::future::pending().await,
            Answers::Panics => panic!("the client of the issuer has a fault"),
            Answers::Late(told) => {
                told.notified().await;
                Ok(set(&[named("second", Family::Ed25519)]))
            }
        }
    }

    fn keys(&self) -> Keys {
        let issuer = self.clone();
        Keys::fetched(move || issuer.clone().answer())
    }

    fn tokens(&self) -> Jwt {
        jwt(self.keys())
    }
}

fn named(name: &str, family: Family) -> Value {
    with(family.jwk(), &json!({ "kid": name }))
}

/// The keys before and after a change.
fn first() -> Answers {
    Answers::With(vec![named("first", Family::P256)])
}

fn second() -> Answers {
    Answers::With(vec![named("second", Family::Ed25519)])
}

fn by_first() -> String {
    by_key("first", Family::P256, "ES256")
}

fn by_second() -> String {
    by_key("second", Family::Ed25519, "EdDSA")
}

const UNKNOWN: &str = "the key that signed the token is not known";

async fn pass(seconds: u64) {
    advance(Duration::from_secs(seconds)).await;
}

#[tokio::test(start_paused = true)]
async fn keys_are_fetched_when_they_are_needed_and_once() {
    let issuer = Issuer::new(first());
    let tokens = issuer.tokens();
    assert_eq!(issuer.asked(), 0);
    let mut all = JoinSet::new();
    for _ in 0..50 {
        let tokens = tokens.clone();
        all.spawn(async move { outcome(&tokens, &by_first()).await });
    }
    for found in all.join_all().await {
        assert_eq!(found, "ann");
    }
    assert_eq!(issuer.asked(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_unknown_key_has_them_fetched_once_whoever_asks() {
    let issuer = Issuer::new(first());
    let tokens = issuer.tokens();
    assert_eq!(outcome(&tokens, &by_first()).await, "ann");
    issuer.now(second());
    pass(61).await;
    let mut all = JoinSet::new();
    for _ in 0..50 {
        let tokens = tokens.clone();
        all.spawn(async move { outcome(&tokens, &by_second()).await });
    }
    for found in all.join_all().await {
        assert_eq!(found, "ann");
    }
    assert_eq!(issuer.asked(), 2);
    assert_eq!(
        outcome(&tokens, &by_first()).await,
        UNKNOWN,
        "it is withdrawn"
    );
    assert_eq!(issuer.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn invented_keys_have_them_fetched_once_a_minute_at_most() {
    let issuer = Issuer::new(first());
    let tokens = issuer.tokens();
    for round in 0..60 {
        let token = by_key(&format!("invented {round}"), Family::P256, "ES256");
        assert_eq!(outcome(&tokens, &token).await, UNKNOWN);
        pass(10).await;
    }
    assert_eq!(issuer.asked(), 10);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_names_no_key_has_nothing_fetched() {
    let issuer = Issuer::new(first());
    let tokens = issuer.tokens();
    let good = super::signing::token(Family::P256, "ES256", &super::signing::claims());
    assert_eq!(outcome(&tokens, &good).await, "ann");
    pass(90).await;
    let wrong = super::signing::token(Family::Ed25519, "EdDSA", &super::signing::claims());
    assert_eq!(outcome(&tokens, &wrong).await, super::signing::UNSIGNED);
    assert_eq!(issuer.asked(), 1);
}

#[tokio::test(start_paused = true)]
async fn until_keys_are_there_nobody_can_tell() {
    for answers in [
        Answers::No,
        Answers::Never,
        Answers::Panics,
        Answers::With(vec![]),
    ] {
        let issuer = Issuer::new(answers);
        let tokens = issuer.tokens();
        for _ in 0..5 {
            assert_eq!(outcome(&tokens, &by_first()).await, "Unavailable");
        }
        let asked = issuer.asked();
        assert_eq!(asked, 1, "not again at once");
        issuer.now(first());
        pass(10).await;
        assert_eq!(outcome(&tokens, &by_first()).await, "ann");
        assert_eq!(issuer.asked(), asked + 1);
    }
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_for_a_fetch_longer_than_five_seconds() {
    let issuer = Issuer::new(Answers::Never);
    let tokens = issuer.tokens();
    let start = Instant::now();
    assert_eq!(outcome(&tokens, &by_first()).await, "Unavailable");
    assert!(
        start.elapsed() <= Duration::from_millis(5010),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test(start_paused = true)]
async fn keys_stay_in_use_if_they_cannot_be_fetched_again() {
    for answers in [
        Answers::No,
        Answers::Never,
        Answers::Panics,
        Answers::With(vec![]),
    ] {
        let issuer = Issuer::new(first());
        let tokens = issuer.tokens();
        assert_eq!(outcome(&tokens, &by_first()).await, "ann");
        issuer.now(answers);
        for _ in 0..3 {
            pass(3600).await;
            assert_eq!(outcome(&tokens, &by_first()).await, "ann");
            assert_eq!(outcome(&tokens, &by_second()).await, "Unavailable");
        }
        issuer.now(second());
        pass(60).await;
        assert_eq!(outcome(&tokens, &by_second()).await, "ann");
    }
}

#[tokio::test(start_paused = true)]
async fn old_keys_are_fetched_again_while_they_are_used() {
    let issuer = Issuer::new(first());
    let tokens = issuer.tokens();
    assert_eq!(outcome(&tokens, &by_first()).await, "ann");
    pass(599).await;
    assert_eq!(outcome(&tokens, &by_first()).await, "ann");
    assert_eq!(issuer.asked(), 1);
    pass(1).await;
    let told = Arc::new(Notify::new());
    issuer.now(Answers::Late(Arc::clone(&told)));
    let start = Instant::now();
    assert_eq!(outcome(&tokens, &by_first()).await, "ann");
    assert_eq!(start.elapsed(), Duration::ZERO, "nobody has waited");
    told.notify_one();
    assert_eq!(outcome(&tokens, &by_second()).await, "ann");
    assert_eq!(issuer.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn very_old_keys_are_fetched_again_before_they_are_used() {
    let issuer = Issuer::new(first());
    let tokens = issuer.tokens();
    assert_eq!(outcome(&tokens, &by_first()).await, "ann");
    issuer.now(second());
    pass(1200).await;
    assert_eq!(outcome(&tokens, &by_first()).await, UNKNOWN);
    assert_eq!(issuer.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_interval_can_be_told() {
    let issuer = Issuer::new(first());
    let tokens = jwt(issuer.keys().refreshed_every(Duration::from_secs(3600)));
    assert_eq!(outcome(&tokens, &by_first()).await, "ann");
    pass(3599).await;
    assert_eq!(outcome(&tokens, &by_first()).await, "ann");
    assert_eq!(issuer.asked(), 1);
    pass(3601).await;
    assert_eq!(outcome(&tokens, &by_first()).await, "ann");
    assert_eq!(issuer.asked(), 2);
    for extreme in [Duration::ZERO, Duration::MAX] {
        let tokens = jwt(issuer.keys().refreshed_every(extreme));
        assert_eq!(outcome(&tokens, &by_first()).await, "ann");
    }
}

#[tokio::test(start_paused = true)]
async fn a_fetch_outlives_the_request_that_began_it() {
    let told = Arc::new(Notify::new());
    let issuer = Issuer::new(Answers::Late(Arc::clone(&told)));
    let tokens = issuer.tokens();
    let request = tokio::spawn({
        let tokens = tokens.clone();
        async move { outcome(&tokens, &by_second()).await }
    });
    while issuer.asked() == 0 {
        tokio::task::yield_now().await;
    }
    request.abort();
    assert!(request.await.unwrap_err().is_cancelled());
    told.notify_one();
    assert_eq!(outcome(&tokens, &by_second()).await, "ann");
    assert_eq!(issuer.asked(), 1, "it has waited for the first fetch");
}

#[tokio::test(start_paused = true)]
async fn secrets_that_everybody_can_read_are_no_keys() {
    let both = vec![
        named("shared", Family::Shared),
        named("first", Family::P256),
    ];
    let tokens = Issuer::new(Answers::With(both)).tokens();
    assert_eq!(outcome(&tokens, &by_first()).await, "ann");
    let forged = by_key("shared", Family::Shared, "HS256");
    assert_eq!(outcome(&tokens, &forged).await, UNKNOWN);
}

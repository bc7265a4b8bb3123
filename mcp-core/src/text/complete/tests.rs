//! What can complete an argument, and what comes of it.

use std::sync::Arc;
use std::task::{Poll, Waker};

use super::*;
use crate::peer::ContextParts;

fn context() -> Context {
    Context::new(ContextParts::default())
}

fn values(mut future: CompletionFuture) -> Vec<String> {
    let mut waiting = std::task::Context::from_waker(Waker::noop());
    match future.as_mut().poll(&mut waiting) {
        Poll::Ready(completion) => completion.expect("values").values,
        Poll::Pending => panic!("it waits"),
    }
}

fn completed<Via>(with: impl Complete<Via>, typed: &str) -> Vec<String> {
    values(with.complete(context(), Typed::new(typed)))
}

const LIST: [&str; 3] = ["Core", "docs", "codegen"];

fn fixed() -> [&'static str; 3] {
    LIST
}

fn echo(typed: Typed) -> Vec<String> {
    vec![typed.value, "other".to_owned()]
}

async fn later(typed: Typed) -> Vec<&'static str> {
    std::future::ready(()).await;
    if typed.value == "a" {
        vec!["b"]
    } else {
        vec![]
    }
}

async fn with_context(context: Context, typed: Typed) -> Vec<String> {
    vec![format!("{}{}", typed.value, context.is_cancelled())]
}

#[test]
fn a_fixed_list_shows_what_begins_with_what_was_typed() {
    assert_eq!(completed(LIST, "CO"), ["Core", "codegen"]);
    assert_eq!(completed(vec!["a".to_owned()], ""), ["a"]);
    assert_eq!(completed(&LIST[..], "x"), [""; 0]);
    assert_eq!(completed(fixed, "co"), ["Core", "codegen"]);
}

#[test]
fn a_function_says_for_itself_what_fits() {
    assert_eq!(completed(echo, "x"), ["x", "other"]);
    assert_eq!(completed(later, "a"), ["b"]);
    assert_eq!(completed(with_context, "a"), ["afalse"]);
}

#[test]
fn a_function_may_fail_or_say_how_many_more_there_are() {
    fn fails(_typed: Typed) -> Result<Vec<String>, &'static str> {
        Err("no database")
    }
    async fn many() -> Result<Completion, std::convert::Infallible> {
        Ok(Completion::from(vec!["a".to_owned(), "b".to_owned()]).and_more())
    }
    fn outcome<Via>(with: impl Complete<Via>) -> CompletionOutcome {
        let mut future = with.complete(context(), Typed::new("b"));
        let mut waiting = std::task::Context::from_waker(Waker::noop());
        match future.as_mut().poll(&mut waiting) {
            Poll::Ready(outcome) => outcome,
            Poll::Pending => panic!("it waits"),
        }
    }
    let failed = outcome(fails).unwrap_err();
    let Rejection::Error(error) = failed else {
        panic!("an error of the protocol, not {failed:?}");
    };
    assert_eq!(error.to_string(), "no database (-32603)");
    let many = outcome(many).expect("values");
    assert_eq!(many, Completion::from(vec!["b".to_owned()]).and_more());
}

#[test]
fn a_method_completes_while_it_is_borrowed() {
    struct Tracker(Vec<String>);
    impl Tracker {
        async fn projects(&self, typed: Typed) -> Vec<String> {
            typed.filter(self.0.iter().cloned())
        }
        fn teams(&self, _typed: Typed) -> [String; 1] {
            [self.0[0].clone()]
        }
    }
    let this = Arc::new(Tracker(vec!["a".to_owned(), "b".to_owned()]));
    let complete: fn(Arc<Tracker>, Typed) -> CompletionFuture = |this, typed| {
        Box::pin(async move {
            let later = IntoCompletions::into_completions(this.projects(typed.clone())).await;
            let now = IntoCompletions::into_completions(this.teams(typed)).await;
            Ok([later?.values, now?.values].concat().into())
        })
    };
    assert_eq!(values(complete(this, Typed::new("b"))), ["b", "a"]);
}

#[test]
fn a_later_completer_takes_the_place_of_an_earlier_one() {
    let mut completers = Completers::default();
    completers.fixed("tone", &["calm"]);
    completers.set(
        "tone",
        Box::new(|context, typed| ["stern"].complete(context, typed)),
    );
    let complete = completers.find("tone").expect("a completer");
    assert_eq!(values(complete(context(), Typed::default())), ["stern"]);
    assert!(completers.find("other").is_none());
}

#[test]
fn letters_beyond_ascii_have_two_cases_too() {
    assert_eq!(
        Typed::new("ÄR").filter(["Ärger", "är", "ar"]),
        ["Ärger", "är"]
    );
}

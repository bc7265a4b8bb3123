//! What is sent again, and what is not.

use std::time::Duration;

use mcp_rest::{ApiError, Request, Rest, path};
use tokio::net::TcpListener;
use tokio::time::Instant;

use crate::backend::{Backend, Reply, response, response_with};

const WAYS: [fn(&Rest) -> Request; 3] = [
    |api| api.get(path!["a"]),
    |api| api.put(path!["a"]).json(&1),
    |api| api.delete(path!["a"]),
];

const ONCE: [fn(&Rest) -> Request; 2] = [
    |api| api.post(path!["a"]).json(&1),
    |api| api.patch(path!["a"]).json(&1),
];

fn throttled(seconds: &str) -> Reply {
    response_with(
        "429 Slow down",
        &format!("retry-after: {seconds}\r\n"),
        "{}",
    )
    .into()
}

fn fine() -> Reply {
    response("200 OK", "7").into()
}

fn failing() -> Reply {
    response("503 No", r#"{"error":"down"}"#).into()
}

#[tokio::test]
async fn a_service_that_fails_twice_is_asked_a_third_time() {
    for trouble in [failing(), Reply::Reset, response("500 No", "<html>").into()] {
        for request in WAYS {
            let backend = Backend::new([trouble.clone(), trouble.clone(), fine()]).await;
            let answer: u32 = request(&backend.rest()).send().await.unwrap();
            assert_eq!(answer, 7);
            let requests = backend.requests();
            assert_eq!(requests.len(), 3);
            assert!(requests.iter().all(|request| *request == requests[0]));
        }
    }
}

#[tokio::test]
async fn a_service_that_fails_three_times_is_not_asked_again() {
    let backend = Backend::new([failing()]).await;
    let error = backend.rest().get(path![]).send_raw().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"API error (HTTP 503): {"error":"down"}"#
    );
    assert_eq!(backend.requests().len(), 3);
}

#[tokio::test]
async fn what_may_do_something_twice_is_sent_once() {
    for trouble in [failing(), Reply::Reset, throttled("0")] {
        for request in ONCE {
            let backend = Backend::new([trouble.clone(), fine()]).await;
            request(&backend.rest()).send_raw().await.unwrap_err();
            assert_eq!(backend.requests().len(), 1);
        }
    }
}

#[tokio::test]
async fn what_has_a_key_is_sent_again_with_the_same_key() {
    for trouble in [failing(), Reply::Reset, throttled("0")] {
        for request in ONCE {
            let backend = Backend::new([trouble.clone(), fine()]).await;
            let request = request(&backend.rest()).idempotency_key("order-1");
            request.send_raw().await.unwrap();
            let requests = backend.requests();
            assert_eq!(requests.len(), 2);
            assert!(
                requests
                    .iter()
                    .all(|request| request.contains("idempotency-key: order-1\r\n"))
            );
        }
    }
}

#[tokio::test]
async fn a_connection_that_breaks_off_leaves_changes_in_doubt() {
    for (request, doubt) in [(WAYS[0], false), (WAYS[2], true), (ONCE[0], true)] {
        let backend = Backend::new([Reply::Reset]).await;
        let error = request(&backend.rest()).send_raw().await.unwrap_err();
        assert!(error.is_outage());
        let ApiError::Unreachable { unsettled, .. } = error else {
            panic!("{error}");
        };
        assert_eq!(unsettled, doubt);
    }
}

#[tokio::test]
async fn a_service_that_is_not_there_cannot_be_reached_and_has_done_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let api = Rest::builder(&base).build().unwrap();
    for request in [WAYS[0], ONCE[0]] {
        let error = request(&api).send_raw().await.unwrap_err();
        assert_eq!(error.to_string(), "the backend cannot be reached");
        assert!(error.cause().unwrap().contains("refused"), "{error:?}");
        assert!(matches!(
            error,
            ApiError::Unreachable {
                unsettled: false,
                ..
            }
        ));
    }
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_asked_for_again() {
    let torn = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{";
    let backend = Backend::new([Reply::Bytes(torn.into()), fine()]).await;
    let answer: u32 = backend.rest().get(path![]).send().await.unwrap();
    assert_eq!(answer, 7);
}

#[tokio::test]
async fn too_many_requests_are_waited_for_as_long_as_is_asked() {
    let backend = Backend::new([throttled("1"), fine()]).await;
    let begun = Instant::now();
    backend.rest().get(path![]).send_raw().await.unwrap();
    assert!(begun.elapsed() >= Duration::from_secs(1));
    assert_eq!(backend.requests().len(), 2);
}

#[tokio::test]
async fn too_many_requests_are_waited_for_once() {
    let backend = Backend::new([throttled("0"), throttled("0"), fine()]).await;
    let error = backend.rest().get(path![]).send_raw().await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::ZERO));
    assert_eq!(backend.requests().len(), 2);
}

#[tokio::test]
async fn too_many_requests_for_long_or_for_unknown_time_are_not_waited_for() {
    for answer in [throttled("6"), response("429 Slow down", "{}").into()] {
        let backend = Backend::new([answer, fine()]).await;
        backend.rest().get(path![]).send_raw().await.unwrap_err();
        assert_eq!(backend.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_wait_that_would_pass_the_deadline_is_not_begun() {
    let backend = Backend::new([throttled("2"), fine()]).await;
    let api = backend.builder().deadline(Duration::from_secs(1));
    let begun = Instant::now();
    let error = api
        .build()
        .unwrap()
        .get(path![])
        .send_raw()
        .await
        .unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(2)));
    assert!(begun.elapsed() < Duration::from_secs(1));
}

#[tokio::test]
async fn repetitions_stay_within_their_budget() {
    let backend = Backend::new([throttled("0")]).await;
    let api = backend.rest();
    for _ in 0..30 {
        api.get(path![]).send_raw().await.unwrap_err();
    }
    assert_eq!(backend.requests().len(), 30 + 10);
}

//! A service that is down.

use std::time::Duration;

use mcp_rest::{ApiError, Rest, path};
use tokio::time::{Instant, sleep, timeout};

use crate::backend::{Backend, Reply, response};

const PAUSE: Duration = Duration::from_millis(100);

/// A service that fails twenty times and then replies like this, and a client that found out.
async fn down(then: &[Reply]) -> (Backend, Rest) {
    let failing = Reply::from(response("503 No", "{}"));
    let replies = [&vec![failing; 20][..], then].concat();
    let backend = Backend::new(replies).await;
    let api = backend
        .builder()
        .breaker_pause(PAUSE)
        .retries(0)
        .build()
        .unwrap();
    for _ in 0..20 {
        let error = call(&api).await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
    }
    (backend, api)
}

fn fine() -> Reply {
    response("200 OK", "7").into()
}

async fn call(api: &Rest) -> Result<u8, ApiError> {
    api.get(path![]).send().await
}

/// How long to wait, as the refused call says.
async fn refused(api: &Rest) -> Duration {
    match call(api).await {
        Err(ApiError::Resting { retry_in }) => retry_in,
        other => panic!("the call went through: {other:?}"),
    }
}

#[tokio::test]
async fn a_service_that_is_down_is_left_alone_and_the_calls_fail_at_once() {
    let (backend, api) = down(&[fine()]).await;
    let begun = Instant::now();
    for api in [api.clone(), api.with_bearer("token")] {
        let error = call(&api).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "the backend is failing; try again in 1 s"
        );
    }
    assert!(begun.elapsed() < PAUSE);
    assert_eq!(backend.requests().len(), 20);
}

#[tokio::test]
async fn a_service_that_is_back_is_called_again_after_the_pause() {
    let (backend, api) = down(&[fine()]).await;
    sleep(refused(&api).await).await;
    for _ in 0..3 {
        assert_eq!(call(&api).await.unwrap(), 7);
    }
    assert_eq!(backend.requests().len(), 23);
}

#[tokio::test]
async fn a_service_that_is_still_down_is_tried_once_per_pause() {
    let (backend, api) = down(&[Reply::Reset, fine()]).await;
    sleep(refused(&api).await).await;
    assert!(matches!(
        call(&api).await,
        Err(ApiError::Unreachable { .. })
    ));
    sleep(refused(&api).await).await;
    assert_eq!(call(&api).await.unwrap(), 7);
    assert_eq!(backend.requests().len(), 22);
}

#[tokio::test]
async fn a_try_that_nobody_waits_for_leaves_its_place_to_the_next() {
    let (backend, api) = down(&[Reply::Silence, fine()]).await;
    sleep(refused(&api).await).await;
    let mut probe = Box::pin(call(&api));
    timeout(PAUSE, &mut probe).await.unwrap_err();
    refused(&api).await;
    drop(probe);
    assert_eq!(call(&api).await.unwrap(), 7);
    assert_eq!(backend.requests().len(), 22);
}

#[tokio::test]
async fn refusals_are_no_failures() {
    let backend = Backend::answering(response("404 No", "{}")).await;
    let api = backend.rest();
    for _ in 0..40 {
        let error = call(&api).await.unwrap_err();
        assert!(error.is_not_found(), "{error}");
    }
}

#[tokio::test]
async fn a_call_whose_repetition_opens_the_breaker_tells_what_went_wrong() {
    let backend = Backend::answering(response("503 No", "{}")).await;
    let api = backend
        .builder()
        .retries(100)
        .retry_percent(100)
        .deadline(Duration::from_secs(60));
    let api = api.build().unwrap();
    let calls = (0..20).map(|_| {
        tokio::spawn({
            let api = api.clone();
            async move { call(&api).await.unwrap_err() }
        })
    });
    for call in calls.collect::<Vec<_>>() {
        let error = call.await.unwrap();
        assert_eq!(error.to_string(), "API error (HTTP 503): {}");
    }
    refused(&api).await;
}

#[tokio::test]
async fn no_time_is_too_long() {
    let failing = Reply::from(response("503 No", "{}"));
    let backend = Backend::new(vec![failing; 20]).await;
    let builder = backend.builder().retries(0);
    let builder = builder
        .deadline(Duration::MAX)
        .connect_deadline(Duration::MAX);
    let api = builder.breaker_pause(Duration::MAX).build().unwrap();
    for _ in 0..20 {
        assert!(matches!(call(&api).await, Err(ApiError::Refused { .. })));
    }
    assert!(refused(&api).await > PAUSE);
}

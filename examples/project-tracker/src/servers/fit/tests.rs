//! What is said at the start of a backend that will not do, and that it is said.

use std::future::IntoFuture as _;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::NEEDS;
use crate::backend::{self, Options};
use crate::servers::Over;
use crate::servers::rig::{Rig, loopback};

/// Serves a backend, and gives its address.
async fn backend(router: Router) -> String {
    let (listener, address) = loopback().await;
    tokio::spawn(axum::serve(listener, router).into_future());
    format!("http://{address}")
}

/// What the servers say of a backend instead of serving.
async fn refusal(url: &str, rig: &Rig) -> String {
    let over = Over::new(url, rig.secret.clone(), None).unwrap();
    let (listener, _) = loopback().await;
    let served = over.serve(listener, || panic!("it is not ready"));
    let on_port = served.await.unwrap_err().to_string();
    let on_pipe = over.serve_stdio(backend::DEMO_TOKEN).await;
    assert_eq!(on_pipe.unwrap_err().to_string(), on_port);
    on_port
}

/// The same as it was before it had what its document says at this place.
async fn without(place: &'static str, request: Request, next: Next) -> Response {
    let asked = request.uri().path().to_owned();
    let path = place
        .strip_prefix("/paths/~1")
        .and_then(|rest| rest.split('/').next());
    if path.is_some_and(|path| asked.ends_with(path)) {
        return (StatusCode::NOT_FOUND, json!({}).to_string()).into_response();
    }
    let answer = next.run(request).await;
    if !asked.ends_with("/openapi.json") {
        return answer;
    }
    let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    let mut document: Value = serde_json::from_slice(&body).unwrap();
    let (within, name) = place.rsplit_once('/').unwrap();
    let within = document
        .pointer_mut(within)
        .unwrap()
        .as_object_mut()
        .unwrap();
    assert!(within.remove(name).is_some());
    Response::new(Body::from(document.to_string()))
}

#[tokio::test]
async fn a_backend_that_cannot_note_calls_is_too_old() {
    let rig = Rig::start().await;
    for (need, place) in NEEDS {
        let options = Options {
            service_secret: Some(rig.secret.clone()),
            ..Options::default()
        };
        let apis = backend::open(options).await.unwrap();
        let older = from_fn(move |request, next| without(place, request, next));
        let url = backend(apis.router.layer(older)).await;
        let said = refusal(&url, &rig).await;
        let expected = format!(
            "the backend at {url} is too old for this program: it has no {need}; update it"
        );
        assert!(said.starts_with(&expected), "{said}");
    }
}

#[tokio::test]
async fn a_backend_with_another_secret_is_told_apart() {
    let rig = Rig::start().await;
    let other = backend(backend::open(Options::default()).await.unwrap().router).await;
    let said = refusal(&other, &rig).await;
    assert!(
        said.contains("start it with the same --service-secret"),
        "{said}"
    );
}

#[tokio::test]
async fn what_is_no_backend_at_all_is_told_apart() {
    let rig = Rig::start().await;
    let page = Router::new().fallback(async || "<html>Welcome</html>");
    for router in [Router::new(), page] {
        let url = backend(router).await;
        let said = refusal(&url, &rig).await;
        assert!(said.contains("is no project tracker"), "{said}");
        assert!(said.ends_with("; check --backend-url"), "{said}");
    }
}

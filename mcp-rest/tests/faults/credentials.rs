//! Credentials reach the service, and nobody else.

use mcp_rest::{ApiError, Rest, path};

use crate::backend::{Backend, Reply, response};

#[tokio::test]
async fn each_caller_is_sent_with_its_own_credentials() {
    let backend = Backend::answering(response("200 OK", "{}")).await;
    let api = backend.rest();
    let ann = api.with_bearer("token-of-ann");
    let bob = api.with_header("X-Api-Key", "key-of-bob");
    for caller in [&ann, &bob, &api] {
        caller.get(path![]).send_raw().await.unwrap();
    }
    let [ann, bob, own] = <[String; 3]>::try_from(backend.requests()).unwrap();
    assert!(ann.contains("authorization: Bearer token-of-ann\r\n"));
    assert!(ann.contains("x-api-key: secret-key\r\n"));
    assert!(bob.contains("x-api-key: key-of-bob\r\n") && !bob.contains("secret-key"));
    assert!(own.contains("x-api-key: secret-key\r\n") && !own.contains("authorization"));
}

#[tokio::test]
async fn a_service_that_repeats_credentials_does_not_spread_them() {
    let body = r#"{"error":"secret-key and secret-token are not known","id":"secret-token"}"#;
    let backend = Backend::answering(response("401 No", body)).await;
    let error = failure(&backend.rest()).await;
    let told =
        r#"API error (HTTP 401): {"error":"[secret] and [secret] are not known","id":"[secret]"}"#;
    assert_eq!(error.to_string(), told);
}

#[tokio::test]
async fn no_error_and_no_debug_shows_credentials() {
    let body = r#"{"id":"secret-key secret-token"}"#;
    for reply in [
        response("200 OK", body).into(),
        response("403 No", body).into(),
        response("500 No", body).into(),
        response("302 No", body).into(),
        Reply::Bytes(b"secret-key\r\n\r\n".to_vec()),
        Reply::Reset,
        Reply::Silence,
    ] {
        let backend = Backend::new([reply]).await;
        let builder = backend.builder().retries(0);
        let builder = builder.deadline(std::time::Duration::from_millis(200));
        assert_secret_free(&builder);
        let api = builder.build().unwrap();
        assert_secret_free(&api);
        assert_secret_free(&api.with_bearer("secret-token"));
        let error = failure(&api).await;
        assert_secret_free(&error);
        assert!(!error.to_string().contains("secret-"), "{error}");
    }
}

#[tokio::test]
async fn credentials_that_cannot_be_sent_are_not_shown() {
    for secret in ["secret-\n", "secret-é"] {
        let error = Rest::builder("http://[::1]/")
            .header("x-key", secret)
            .build()
            .unwrap_err();
        assert_secret_free(&error);
        let api = Rest::builder("http://[::1]/").build().unwrap();
        for api in [api.with_bearer(secret), api.with_header("x-key", secret)] {
            assert_secret_free(&api.get(path![]).send_raw().await.unwrap_err());
        }
    }
}

async fn failure(api: &Rest) -> ApiError {
    #[derive(Debug, serde::Deserialize)]
    struct Numbered {
        #[allow(dead_code, reason = "only its type matters")]
        id: u64,
    }
    let request = api.with_bearer("secret-token").get(path!["a"]);
    request.send::<Numbered>().await.unwrap_err()
}

fn assert_secret_free(shown: &impl std::fmt::Debug) {
    let shown = format!("{shown:?}");
    assert!(!shown.contains("secret-"), "{shown}");
}

//! Where a request goes: to the service, and nowhere else.

use mcp_rest::{Rest, path};

use crate::backend::{Backend, Reply, response, response_with};

fn redirect(status: &str, location: &str) -> Reply {
    response_with(status, &format!("location: {location}\r\n"), "").into()
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_takes_no_credentials_along() {
    let other = Backend::answering(response("200 OK", "{}")).await;
    let elsewhere = format!("http://{}/v1/a", other.address());
    let downgraded = format!("//{}/", other.address());
    for location in ["/v1/other", elsewhere.as_str(), downgraded.as_str()] {
        for status in ["301 Moved", "302 Found", "303 See", "307 Kept", "308 Kept"] {
            let backend = Backend::new([redirect(status, location)]).await;
            let api = backend.rest().with_bearer("secret-token");
            let error = api.get(path!["a"]).send_raw().await.unwrap_err();
            assert!(error.status().unwrap().is_redirection());
            assert!(!format!("{error:?}").contains(location));
            let requests = backend.requests();
            assert_eq!(requests.len(), 1);
            assert!(requests[0].contains("authorization: Bearer secret-token\r\n"));
        }
    }
    assert_eq!(other.requests(), [""; 0]);
}

#[tokio::test]
async fn this_machine_is_found_without_asking_anybody() {
    let backend = Backend::answering(response("200 OK", "7")).await;
    let base = backend.address().replace("127.0.0.1", "http://localhost");
    let api = Rest::builder(&base).build().unwrap();
    assert_eq!(api.get(path![]).send::<u8>().await.unwrap(), 7);
}

#[tokio::test]
async fn a_proxy_that_the_environment_names_is_not_used() {
    let proxy = Backend::answering(response("200 OK", "7")).await;
    let address = format!("http://{}", proxy.address());
    // The environment is the process's, so it takes another process to change it.
    let mut call = tokio::process::Command::new(std::env::current_exe().unwrap());
    call.args(["--exact", "answers::json_is_decoded_or_given_as_received"]);
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        call.env(name, &address);
    }
    call.env_remove("NO_PROXY").env_remove("no_proxy");
    let output = call.output().await.unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(told.contains("1 passed"), "{told}");
    assert_eq!(proxy.requests(), [""; 0]);
}

/// Whoever takes over the name of a service, or stands between, can answer in its place, but not prove to be it.
#[cfg(feature = "tls")]
#[tokio::test]
async fn a_host_that_cannot_prove_itself_sees_no_credentials() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("https://{}/secret-path", listener.local_addr().unwrap());
    let seen = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let answer = response("200 OK", "{}");
        drop(stream.write_all(answer.as_bytes()).await);
        let mut seen = Vec::new();
        drop(stream.read_to_end(&mut seen).await);
        String::from_utf8_lossy(&seen).into_owned()
    });
    let api = Rest::builder(&base).header("x-api-key", "secret-key");
    let api = api.retries(0).build().unwrap();
    let error = api.get(path!["a"]).send_raw().await.unwrap_err();
    assert_eq!(error.to_string(), "the backend cannot be reached");
    let seen = seen.await.unwrap();
    assert!(!seen.is_empty() && !seen.contains("secret"), "{seen}");
}

#[tokio::test]
async fn an_argument_stays_in_its_place_on_the_wire() {
    let backend = Backend::answering(response("200 OK", "{}")).await;
    let id = "a/b?c=d#e&f=g HTTP/1.1\u{a0}x";
    let request = backend.rest().get(path!["projects", id, "issues"]);
    let request = request.query(&[("q", "a b&c=d#e\r\nx-evil: 1")]);
    request.header("x-a", "plain").send_raw().await.unwrap();
    let request = &backend.requests()[0];
    let line = request.lines().next().unwrap();
    assert_eq!(
        line,
        "GET /v1/projects/a%2Fb%3Fc%3Dd%23e%26f%3Dg%20HTTP%2F1.1%C2%A0x/issues?q=a+b%26c%3Dd%23e%0D%0Ax-evil%3A+1 HTTP/1.1"
    );
    let mut names: Vec<_> = request
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(": "))
        .map(|(name, _)| name)
        .collect();
    names.sort_unstable();
    let own = [
        "accept",
        "accept-encoding",
        "host",
        "user-agent",
        "x-a",
        "x-api-key",
    ];
    assert_eq!(names, own);
}

#[tokio::test]
async fn what_cannot_be_part_of_a_request_is_never_sent() {
    let backend = Backend::answering(response("200 OK", "{}")).await;
    let api = backend.rest();
    for request in [
        api.get(path!["projects", ".."]),
        api.get(path!["projects", ""]),
        api.get(path!["projects", "a\r\nb"]),
        api.get(path!["projects", "../users"]),
        api.get(path!["projects", "x".repeat(10_000)]),
        api.get(path!["a"]).query(&[("q", "x".repeat(10_000))]),
        api.get(path!["a"]).header("x-a", "b\r\nx-evil: 1"),
        api.get(path!["a"]).header("x-a\r\nx-evil", "1"),
        api.get(path!["a"]).header("transfer-encoding", "chunked"),
        api.post(path!["a"]).idempotency_key("\n"),
        api.post(path!["a"]).idempotency_key(""),
        api.with_bearer("a\r\nx-evil: 1").get(path!["a"]),
        api.with_bearer("").get(path!["a"]),
        api.with_header("x-key", "é").get(path!["a"]),
    ] {
        let error = request.send_raw().await.unwrap_err();
        assert!(error.is_argument(), "{error}");
    }
    assert_eq!(backend.requests(), [""; 0]);
}

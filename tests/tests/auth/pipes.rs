//! Who is at the other end of a pipe.

use std::process::{Output, Stdio};
use std::time::Duration;

use mcp_server::auth::Authentication;
use mcp_server::testing::{Client, Error};
use mcp_server::{Principal, Server};
use serde_json::json;
use tokio::io::{AsyncWriteExt as _, duplex, split};
use tokio::process::Command;
use tokio::time::{Instant, timeout};

use crate::support::envelope::{V11, V26, introduction, request};
use crate::tokens::{offering, principal, tokens};

fn server(authentication: Authentication) -> Server {
    let builder = offering(mcp_tests::server()).authentication(authentication);
    builder.build().expect("the server can be built")
}

#[tokio::test]
async fn a_pipe_has_the_principal_that_it_was_opened_with() {
    for revision in [V11, V26] {
        let server = server(tokens());
        let ann = principal("ann.admin").unwrap();
        let client = Client::with_revision_as(&server, ann, revision.as_str())
            .await
            .unwrap();
        assert_eq!(
            client.call("whoami", json!({})).await.unwrap().text(),
            "ann"
        );
        // All that its scopes imply is spelled out here too.
        assert_eq!(
            client.call("counting", json!({})).await.unwrap().text(),
            "1"
        );
        let bob = principal("bob").unwrap();
        let client = Client::with_revision_as(&server, bob, revision.as_str())
            .await
            .unwrap();
        let refused = client.call("counting", json!({})).await.unwrap_err();
        let data = refused.rpc().unwrap().data.clone().unwrap();
        assert_eq!(data["reason"], "insufficient_scope");
    }
}

#[tokio::test]
async fn a_pipe_of_nobody_is_served_only_where_strangers_may_call() {
    let strict = server(tokens());
    assert!(matches!(
        Client::connect(&strict).await,
        Err(Error::Unauthenticated)
    ));
    let (_client, pipe) = duplex(64);
    let (read, write) = split(pipe);
    let error = strict.serve_lines(read, write).await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::PermissionDenied);
    assert!(error.to_string().contains("`serve_lines_as`"), "{error}");
    let open = server(tokens().optional());
    let client = Client::connect(&open).await.unwrap();
    assert_eq!(
        client.call("welcome", json!({})).await.unwrap().text(),
        "Hello!"
    );
    let refused = client.call("whoami", json!({})).await.unwrap_err();
    assert_eq!(
        refused.rpc().unwrap().data.as_ref().unwrap()["reason"],
        "unauthenticated"
    );
}

#[tokio::test(start_paused = true)]
async fn a_pipe_ends_with_the_credentials_of_its_client() {
    let server = server(tokens());
    let (client, pipe) = duplex(1 << 16);
    let (read, write) = split(pipe);
    let start = Instant::now();
    let error = server
        .serve_lines_as(principal("ann~100").unwrap(), read, write)
        .await;
    let error = error.unwrap_err();
    assert!(
        (159..=165).contains(&start.elapsed().as_secs()),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(error.kind(), std::io::ErrorKind::PermissionDenied);
    assert!(error.to_string().contains("expired"), "{error}");
    drop(client);
}

#[tokio::test]
async fn pipes_of_one_server_have_principals_of_their_own() {
    let server = server(tokens());
    let (ann, bob) = tokio::join!(
        Client::connect_as(&server, Principal::new("id", "ann")),
        Client::connect_as(&server, Principal::new("id", "bob")),
    );
    let (ann, bob) = (ann.unwrap(), bob.unwrap());
    for _ in 0..10 {
        assert_eq!(ann.call("whoami", json!({})).await.unwrap().text(), "ann");
        assert_eq!(bob.call("whoami", json!({})).await.unwrap().text(), "bob");
    }
}

/// The server of these tests as a process, which gets these lines.
async fn process(token: Option<&str>, lines: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_everything"));
    command.args(["--stdio", "--token-of", "EVERYTHING_TOKEN"]);
    command.env_remove("EVERYTHING_TOKEN");
    if let Some(token) = token {
        command.env("EVERYTHING_TOKEN", token);
    }
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().unwrap();
    // One that has ended already takes nothing.
    let _ = input.write_all(lines.as_bytes()).await;
    drop(input);
    let output = timeout(Duration::from_secs(20), child.wait_with_output()).await;
    output
        .expect("it ends in time")
        .expect("it can be waited for")
}

#[tokio::test]
async fn over_stdio_the_environment_proves_who_calls() {
    let initialize = request(V11, &json!(0), "initialize", &introduction(V11.as_str()));
    let params = json!({ "name": "whoami", "arguments": {} });
    let whoami = request(V11, &json!(1), "tools/call", &params);
    let output = process(Some("open sesame"), &format!("{initialize}\n{whoami}\n")).await;
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("\"text\":\"ali\""), "{said}");
    for (token, why) in [
        (
            Some("close sesame"),
            "the credentials in `EVERYTHING_TOKEN` are refused",
        ),
        (Some(" "), "`EVERYTHING_TOKEN` is not set"),
        (None, "`EVERYTHING_TOKEN` is not set"),
    ] {
        let output = process(token, &format!("{initialize}\n")).await;
        assert!(!output.status.success(), "{token:?}");
        assert!(output.stdout.is_empty(), "{output:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            said.contains(why) && said.trim_end().lines().count() == 1,
            "{said}"
        );
        assert!(!said.contains("close sesame"), "{said}");
    }
}

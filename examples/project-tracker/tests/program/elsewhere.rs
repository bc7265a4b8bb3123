//! Servers over a backend that is not there: when they start, while they serve, and when it comes back.

use reqwest::Client;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader, Lines, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Child;
use tokio::sync::watch;
use tokio::time::timeout;

use super::{PATIENCE, file, handshake, program};

const SECRET: [&str; 2] = ["--service-secret", "known to both, and long enough for it"];
const LISTEN: [&str; 2] = ["--listen", "127.0.0.1:0"];

/// Waits for a line with these words, and gives the lines before it and itself.
async fn until(lines: &mut Lines<BufReader<impl AsyncRead + Unpin>>, words: &str) -> Vec<String> {
    let mut before: Vec<String> = Vec::new();
    while !before.last().is_some_and(|line| line.contains(words)) {
        let line = timeout(PATIENCE, lines.next_line()).await;
        let line = line.unwrap_or_else(|_| panic!("no {words:?} in {before:?}"));
        let line = line.expect("it is UTF-8");
        before.push(line.unwrap_or_else(|| panic!("no {words:?} in {before:?}")));
    }
    before
}

/// The address behind this name in the banner of a program that has just started.
async fn address(child: &mut Child, name: &str) -> String {
    let mut lines = BufReader::new(child.stdout.take().expect("it is a pipe")).lines();
    let banner = until(&mut lines, name).await;
    let line = banner.last().expect("it has just been found");
    let url = line[line.find("http://").expect("an address")..].to_owned();
    // What else it prints is read, so that it can.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    url
}

/// A way to an address, on which every connection breaks off while it is shut.
async fn gate(target: String, open: watch::Receiver<bool>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await;
    let listener = listener.expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    tokio::spawn(async move {
        while let Ok((mut from, _)) = listener.accept().await {
            let (target, mut open) = (target.clone(), open.clone());
            tokio::spawn(async move {
                let mut to = TcpStream::connect(target).await.expect("it is there");
                tokio::select! {
                    biased;
                    _ = open.wait_for(|open| !open) => {}
                    _ = copy_bidirectional(&mut from, &mut to) => {}
                }
            });
        }
    });
    format!("http://{address}")
}

#[tokio::test]
async fn a_backend_that_goes_and_comes_back_is_told_of_twice_and_not_for_each_request() {
    let database = file("gone.db");
    let database = ["--database", database.to_str().unwrap()];
    let mut there = program(&[LISTEN, database, SECRET].concat())
        .spawn()
        .unwrap();
    let api = address(&mut there, "its API      ").await;
    let target = api.trim_start_matches("http://").split('/').next();
    let (open, is_open) = watch::channel(false);
    let url = gate(target.unwrap().to_owned(), is_open).await;

    let elsewhere = ["--backend-url", &*url];
    let mut child = program(&[LISTEN, elsewhere, SECRET].concat())
        .spawn()
        .unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
    let said = until(&mut log, "check --backend-url").await;
    assert!(said.len() == 1 && said[0].contains(&url), "{said:?}");
    let workspace = address(&mut child, "workspace ").await;
    let http = Client::builder().no_proxy().build().unwrap();
    let status = async || {
        let [initialize, _] = handshake();
        let asked = http.post(&workspace).json(&initialize);
        let asked = asked.header("authorization", "Bearer pfai_admin_local_only");
        asked.send().await.unwrap().status().as_u16()
    };
    for _ in 0..5 {
        assert_eq!(status().await, 503);
    }
    open.send_replace(true);
    let mut said = until(&mut log, "answers again").await;
    assert_eq!(status().await, 200);
    said.extend(until(&mut log, "failed=5").await);
    assert!(said[0].contains("could not be looked up"), "{said:?}");
    assert!(said[1].contains("unanswered="), "{said:?}");
    assert_eq!(said.len(), 3, "{said:?}");

    open.send_replace(false);
    until(&mut log, "does not answer").await;
    for _ in 0..5 {
        assert_eq!(status().await, 503);
    }
    open.send_replace(true);
    // What is asked for callers has failed a moment ago already: that it does again is no news yet.
    assert_eq!(until(&mut log, "answers again").await.len(), 1);
    assert_eq!(status().await, 200);
}

#[tokio::test]
async fn a_pipe_has_nobody_to_serve_without_a_backend_and_says_what_to_do() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let mut command = program(&[&["--stdio", "--backend-url", &url][..], &SECRET].concat());
    let output = timeout(PATIENCE, command.output()).await.unwrap().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(
        said.contains(&url) && said.contains("--backend-url"),
        "{said}"
    );
}

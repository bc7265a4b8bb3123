//! Hosts and origins: a page that rebinds its name to this machine still sends its own.

use super::{REQUEST, Row, begin, count, fine, harmless, hold, row, sound};
use crate::support::envelope::{V11, V26};
use crate::support::post::Post;
use crate::support::served::Served;

/// Every way in.
fn entrances(session: &str) -> [Post; 5] {
    [
        sound(),
        Post::get("/mcp").with("Mcp-Session-Id", session),
        Post::delete("/mcp").with("Mcp-Session-Id", session),
        Post::get("/sse"),
        Post::new("/message?sessionId=x").json(&count(V11)),
    ]
}

/// Rows: SH-23.
#[tokio::test]
async fn a_foreign_host_is_refused_at_every_entrance() {
    let served = Served::start().await;
    let session = begin(&served, V11).await;
    let hosts = [
        "evil.example.com",
        "127.0.0.1.evil.com",
        "localhost.evil.com",
        "evil@localhost",
        "localhost@evil.com",
        "192.168.0.1",
        "[::2]",
        "localhost:port",
        "127.0.0.2",
        "",
    ];
    for host in hosts {
        let rows = entrances(&session).map(|post| row(host, post.set("Host", host), 403, REQUEST));
        hold(&served, V26, rows.into()).await;
    }
    assert_eq!(
        served
            .send(&Post::delete("/mcp").with("Mcp-Session-Id", &session))
            .await
            .head
            .status,
        204
    );
}

/// Rows: MH-05, SE-01, SH-22, SS-06.
#[tokio::test]
async fn a_foreign_origin_is_refused_at_every_entrance() {
    let served = Served::start().await;
    let session = begin(&served, V11).await;
    let origins = [
        "http://evil.example.com",
        "https://localhost.evil.com",
        "null",
        "",
        "localhost",
        "file://",
        "chrome-extension://localhost",
        "http://evil@localhost",
        "http://localhost/path",
    ];
    for origin in origins {
        let rows =
            entrances(&session).map(|post| row(origin, post.with("Origin", origin), 403, REQUEST));
        hold(&served, V26, rows.into()).await;
    }
    assert_eq!(
        served
            .send(&Post::delete("/mcp").with("Mcp-Session-Id", &session))
            .await
            .head
            .status,
        204
    );
}

/// Rows: SH-23.
#[tokio::test]
async fn this_machine_may_call_under_all_its_names() {
    let hosts = [
        "localhost",
        "localhost:1",
        "LocalHost",
        "localhost.",
        "127.0.0.1:8000",
        "[::1]",
        "[::1]:80",
        "localhost:",
        "127.0.0.1:",
        "[::1]:",
    ];
    let mut rows: Vec<Row> = hosts
        .map(|host| fine(host, harmless().set("Host", host), 200))
        .into();
    for origin in [
        "http://localhost",
        "https://localhost:3000",
        "http://127.0.0.1:1",
        "http://[::1]:1",
    ] {
        rows.push(fine(origin, harmless().with("Origin", origin), 200));
    }
    hold(&Served::start().await, V26, rows).await;
}

#[tokio::test]
async fn listed_hosts_and_origins_replace_this_machine() {
    let served = Served::with(|builder| {
        builder
            .allowed_hosts(["mcp.example.com", "other.example.com:8443"])
            .allowed_origins(["https://app.example.com"])
    })
    .await;
    let at = |host: &str| harmless().set("Host", host);
    let rows = vec![
        fine("a listed host", at("mcp.example.com"), 200),
        fine("a listed host with a port", at("mcp.example.com:99"), 200),
        fine("a listed host and port", at("other.example.com:8443"), 200),
        row("another port", at("other.example.com:8444"), 403, REQUEST),
        row("this machine", at("localhost"), 403, REQUEST),
        fine(
            "a listed origin",
            at("mcp.example.com").with("Origin", "https://app.example.com"),
            200,
        ),
        fine(
            "its own origin",
            at("mcp.example.com").with("Origin", "https://mcp.example.com"),
            200,
        ),
        row(
            "another scheme",
            at("mcp.example.com").with("Origin", "http://app.example.com"),
            403,
            REQUEST,
        ),
        row(
            "a foreign origin",
            at("mcp.example.com").with("Origin", "https://evil.com"),
            403,
            REQUEST,
        ),
    ];
    hold(&served, V26, rows).await;
}

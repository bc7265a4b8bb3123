//! The document that tells clients where tokens come from.

use mcp_server::auth::Authentication;
use mcp_server::prelude::*;
use serde_json::json;

use crate::support::post::Post;
use crate::support::served::Served;
use crate::tokens::{METADATA, RESOURCE, Tokens, serve, serve_with, tokens};

const ROOT: &str = "/.well-known/oauth-protected-resource";

fn at(path: &str) -> Post {
    Post::get(path)
}

/// Rows: AU-03, AU-11.
#[tokio::test]
async fn everybody_may_read_where_tokens_come_from_at_both_places() {
    let served = serve().await;
    let challenge = served.send(&Post::get("/mcp")).await;
    let named = challenge.head.header("www-authenticate").unwrap();
    assert!(
        named.contains(&format!("resource_metadata=\"{METADATA}\"")),
        "{named}"
    );
    let named = METADATA.strip_prefix("https://mcp.example.com").unwrap();
    for path in [named, ROOT] {
        let response = served.send(&at(path)).await;
        assert_eq!(response.head.status, 200, "{path}");
        assert_eq!(
            response.head.header("access-control-allow-origin"),
            Some("*")
        );
        assert_eq!(
            response.json(),
            json!({
                "resource": RESOURCE,
                "authorization_servers": ["https://id.example.com"],
                "bearer_methods_supported": ["header"],
                "scopes_supported": ["read"],
            })
        );
    }
    // Nor is a wrong token in the way, for a client may send what it has.
    let with = at(ROOT).with("Authorization", "Bearer stale");
    assert_eq!(served.send(&with).await.head.status, 200);
}

#[tokio::test]
async fn pages_of_other_origins_may_read_it_too() {
    let served = serve().await;
    let from = |post: Post| post.with("Origin", "https://inspector.example.com");
    let response = served.send(&from(at(ROOT))).await;
    assert_eq!(response.head.status, 200);
    let mut preflight = from(at(ROOT))
        .with("Access-Control-Request-Method", "GET")
        .with("Access-Control-Request-Headers", "mcp-protocol-version");
    preflight.method = "OPTIONS";
    let response = served.send(&preflight).await;
    assert_eq!(response.head.status, 204);
    assert_eq!(
        response.head.header("access-control-allow-origin"),
        Some("*")
    );
    assert_eq!(
        response.head.header("access-control-allow-headers"),
        Some("*")
    );
    // What it describes is another matter.
    let page = served.send(&from(Post::get("/mcp"))).await;
    assert_eq!(page.head.status, 403);
    assert_eq!(page.head.header("access-control-allow-origin"), None);
    let mut post = at(ROOT);
    post.method = "POST";
    let refused = served.send(&post).await;
    assert_eq!(refused.head.status, 405);
    assert_eq!(refused.head.header("allow"), Some("GET, HEAD, OPTIONS"));
}

#[tokio::test]
async fn the_document_is_where_the_public_url_leads_though_a_proxy_has_it_elsewhere() {
    let wish = Authentication::new()
        .with(Tokens)
        .resource("https://Example.com/api/public/mcp")
        .authorization_server("https://id.example.com/realms/one");
    let served = serve_with(wish).await;
    for suffix in ["/api/public/mcp", "/mcp", ""] {
        let response = served.send(&at(&format!("{ROOT}{suffix}"))).await;
        assert_eq!(
            response.json()["resource"],
            "https://example.com/api/public/mcp"
        );
    }
    for path in [
        "/.well-known/oauth-protected-resource/other",
        "/.well-known/x",
    ] {
        assert_eq!(served.send(&at(path)).await.head.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_server_that_demands_nothing_publishes_nothing() {
    for served in [
        Served::start().await,
        serve_with(Authentication::new().with(Tokens)).await,
    ] {
        assert_eq!(served.send(&at(ROOT)).await.head.status, 404);
    }
}

#[test]
fn what_clients_could_not_use_cannot_be_built() {
    let fault = |wish: Authentication| {
        let built = Server::builder(("s", "1")).authentication(wish).build();
        built.unwrap_err().to_string()
    };
    let plain = || Authentication::new().with(Tokens);
    for (wish, why) in [
        (Authentication::new(), "add a scheme with `.with(…)`"),
        (plain().resource(RESOURCE), "`.authorization_server(…)`"),
        (
            plain().authorization_server("https://id.example.com"),
            "`.resource(…)`",
        ),
        (
            tokens().resource("mcp.example.com"),
            "`mcp.example.com` is no URL",
        ),
        (
            tokens().resource("http://mcp.example.com/mcp"),
            "`https://`",
        ),
        (
            tokens().authorization_server("http://id.example.com"),
            "`https://`",
        ),
    ] {
        let fault = fault(wish);
        assert!(
            fault.starts_with("the authentication: ") && fault.contains(why),
            "{fault}"
        );
    }
    let local = tokens().resource("http://localhost:8000/mcp");
    assert!(
        Server::builder(("s", "1"))
            .authentication(local)
            .build()
            .is_ok()
    );
}

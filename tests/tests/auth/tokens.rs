//! A scheme whose tokens say for themselves what they prove, and the server that asks it.

use std::time::{Duration, SystemTime};

use http::HeaderName;
use http::header::AUTHORIZATION;
use mcp_server::auth::{Authentication, Scheme, Secret, Verdict, Verifying};
use mcp_server::prelude::*;
use mcp_server::{Builder, Revision};
use mcp_tests::Probe;
use serde_json::{Value, json};

use crate::support::envelope::{introduction, request};
use crate::support::http::Response;
use crate::support::post::Post;
use crate::support::served::Served;

/// Where the server is for those who issue tokens.
pub(crate) const RESOURCE: &str = "https://mcp.example.com/mcp";
pub(crate) const METADATA: &str =
    "https://mcp.example.com/.well-known/oauth-protected-resource/mcp";

/// `ann` is known, `ann.read+write` has these scopes, `ann~60` expires in so many seconds. Others
/// say how they are refused.
pub(crate) struct Tokens;

impl Scheme for Tokens {
    fn header(&self) -> &HeaderName {
        const { &AUTHORIZATION }
    }

    fn challenge(&self) -> Option<&'static str> {
        Some("Bearer")
    }

    fn verify(&self, credential: Secret) -> Verifying {
        Box::pin(async move {
            match credential.expose() {
                "stale" => Verdict::Refused("the token has expired".into()),
                "elsewhere" => Verdict::Refused("the token is for another server".into()),
                "down" => Verdict::Unavailable,
                "never" => std::future::pending().await,
                "panic" => panic!("a secret"),
                token => principal(token).map_or(Verdict::NotMine, Verdict::Known),
            }
        })
    }
}

/// Whom a token proves.
pub(crate) fn principal(token: &str) -> Option<Principal> {
    let (who, seconds) = token.split_once('~').unwrap_or((token, ""));
    let (subject, scopes) = who.split_once('.').unwrap_or((who, ""));
    if !["ann", "bob"].contains(&subject) {
        return None;
    }
    let scopes = scopes.split('+').filter(|scope| !scope.is_empty());
    let principal = Principal::new("https://id.example.com", subject).with_client("cli");
    let principal = principal.with_scopes(scopes);
    Some(match seconds.parse() {
        Ok(seconds) => principal.until(SystemTime::now() + Duration::from_secs(seconds)),
        Err(_) => principal,
    })
}

/// Keys in a header of their own: `key-ann` is hers.
pub(crate) struct HeaderKeys;

impl Scheme for HeaderKeys {
    fn header(&self) -> &HeaderName {
        static NAME: HeaderName = HeaderName::from_static("x-api-key");
        &NAME
    }

    fn challenge(&self) -> Option<&'static str> {
        None
    }

    fn verify(&self, credential: Secret) -> Verifying {
        Box::pin(async move {
            let token = credential.expose().strip_prefix("key-");
            let known = token.and_then(principal);
            known.map_or(Verdict::NotMine, Verdict::Known)
        })
    }
}

/// What most tests demand.
pub(crate) fn tokens() -> Authentication {
    Authentication::new()
        .with(Tokens)
        .implies("admin", ["write", "audit"])
        .implies("write", ["read"])
        .resource(RESOURCE)
        .authorization_server("https://id.example.com")
        .scopes(["read", "offline_access"])
}

/// Tell who is asking
#[tool(read_only)]
fn whoami(principal: Principal) -> String {
    principal.subject().to_owned()
}

/// Greet whoever is there
#[tool(read_only)]
pub(crate) fn welcome(principal: Option<Principal>) -> String {
    match principal {
        Some(principal) => format!("Hello, {}!", principal.subject()),
        None => "Hello!".to_owned(),
    }
}

/// Count, if that is allowed
#[tool(scopes("read", "write"))]
fn counting(State(probe): State<Probe>) -> u64 {
    probe.counted.raise();
    probe.counted.times()
}

/// Name the headers of the request and their values
#[tool(read_only)]
fn headers(context: Context) -> String {
    format!("{:?}", context.headers())
}

/// A server that demands tokens.
pub(crate) async fn serve() -> Served {
    serve_with(tokens()).await
}

pub(crate) async fn serve_with(authentication: Authentication) -> Served {
    Served::with(|builder| offering(builder).authentication(authentication)).await
}

/// The tools of these tests beside those of all.
pub(crate) fn offering(builder: Builder) -> Builder {
    builder.tools(toolset![whoami, welcome, counting, headers])
}

/// A request with a token.
pub(crate) trait With {
    fn bearer(self, token: &str) -> Self;
}

impl With for Post {
    fn bearer(self, token: &str) -> Self {
        self.with("Authorization", format!("Bearer {token}"))
    }
}

/// A call of a tool.
pub(crate) fn call(revision: Revision, session: Option<&str>, tool: &str) -> Post {
    let params = json!({ "name": tool, "arguments": {} });
    let request = request(revision, &json!(1), "tools/call", &params);
    Post::message(revision, session, &request)
}

/// Opens a session with a token, and gives its id.
pub(crate) async fn open(served: &Served, revision: Revision, token: &str) -> String {
    let params = introduction(revision.as_str());
    let initialize = request(revision, &json!(0), "initialize", &params);
    let post = Post::message(revision, None, &initialize).bearer(token);
    let response = served.send(&post).await;
    assert_eq!(response.head.status, 200, "{response:?}");
    let session = response.head.header("mcp-session-id");
    session.expect("a session begins").to_owned()
}

/// What a tool has said.
pub(crate) fn said(response: &Response) -> String {
    assert_eq!(response.head.status, 200, "{response:?}");
    let answer: Value = response.json();
    let text = answer["result"]["content"][0]["text"].as_str();
    text.unwrap_or_else(|| panic!("no text: {answer}"))
        .to_owned()
}

/// The challenge of a refusal.
pub(crate) fn challenge(response: &Response) -> &str {
    let challenge = response.head.header("www-authenticate");
    challenge.unwrap_or_else(|| panic!("no challenge: {response:?}"))
}

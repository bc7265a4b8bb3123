//! Servers at one address that know their callers in different ways.

use mcp_server::auth::Authentication;
use mcp_server::prelude::*;
use mcp_server::{Builder, Servers};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::owners::ask;
use crate::support::envelope::{CAPABILITIES, V11, V26, introduction, request};
use crate::support::http::{Connection, Response};
use crate::support::post::Post;
use crate::tokens::{HeaderKeys, Tokens, With as _, said, welcome};

const ROOT: &str = "/.well-known/oauth-protected-resource";

/// Some servers at one address, until this is dropped.
struct Beside {
    connection: Connection,
    serving: JoinHandle<()>,
}

impl Beside {
    async fn serve<const COUNT: usize>(servers: [Builder; COUNT]) -> Self {
        let servers = servers.map(|builder| builder.build().unwrap());
        let servers = Servers::new(servers).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let serving = async move { servers.serve_on(listener, std::future::pending()).await };
        Self {
            serving: tokio::spawn(serving),
            connection: Connection::open(address).await,
        }
    }

    async fn send(&mut self, path: &str, mut post: Post) -> Response {
        path.clone_into(&mut post.path);
        self.connection.write(&post.to_bytes()).await;
        self.connection.response().await
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn server(name: &str) -> Builder {
    Server::builder((name.to_owned(), "1"))
        .path(format!("/{name}"))
        .sse_paths(format!("/{name}/sse"), format!("/{name}/message"))
        .tools(toolset![ask, welcome])
        .seal_keys([[7; 32]])
}

fn by_token(name: &str) -> Authentication {
    Authentication::new()
        .with(Tokens)
        .resource(format!("https://mcp.example.com/{name}"))
        .authorization_server("https://id.example.com")
}

fn call(tool: &str) -> Post {
    let params = json!({ "name": tool, "arguments": {} });
    Post::message(V26, None, &request(V26, &json!(1), "tools/call", &params))
}

#[tokio::test]
async fn each_server_publishes_where_its_own_tokens_come_from() {
    let mut beside = Beside::serve([
        server("open"),
        server("one").authentication(by_token("one")),
        server("two").authentication(by_token("two")),
    ])
    .await;
    for (path, name) in [("/one", "one"), ("/two", "two"), ("", "one")] {
        let response = beside.send(&format!("{ROOT}{path}"), Post::get("")).await;
        assert_eq!(response.head.status, 200, "{path}");
        let resource = format!("https://mcp.example.com/{name}");
        assert_eq!(response.json()["resource"], resource);
    }
    let nothing = beside.send(&format!("{ROOT}/open"), Post::get("")).await;
    assert_eq!(nothing.head.status, 404);
}

/// Whoever read the document of another server would bring tokens that are not for this one.
#[test]
fn servers_that_publish_at_one_path_are_not_put_beside_each_other() {
    let known = |name: &str, resource: &str| {
        let authentication = Authentication::new()
            .with(Tokens)
            .resource(format!("https://mcp.example.com{resource}"))
            .authorization_server("https://id.example.com");
        server(name).authentication(authentication).build().unwrap()
    };
    for (one, two, path) in [
        ("/api", "/api", "/api"),
        ("/api", "/api/", "/api"),
        // Where clients look that know only the path of the first one's endpoint.
        ("/api", "/one", "/one"),
        // The root is the first one's.
        ("/api", "", ""),
    ] {
        let servers = [known("one", one), known("two", two)];
        let error = Servers::new(servers).unwrap_err().to_string();
        assert!(error.contains(&format!("`{ROOT}{path}`")), "{error}");
        assert!(
            error.contains("place 1") && error.contains("place 0"),
            "{error}"
        );
        assert!(error.contains("`resource(…)`"), "{error}");
    }
    for (one, two) in [("/api", "/two"), ("", "/api"), ("/two", "/api")] {
        let servers = [known("one", one), known("two", two)];
        assert!(Servers::new(servers).is_ok(), "{one} {two}");
    }
    assert!(Servers::new([known("one", "/api"), server("two").build().unwrap()]).is_ok());
}

#[tokio::test]
async fn what_proves_somebody_to_one_server_proves_nothing_to_another() {
    let keys = Authentication::new().with(HeaderKeys);
    let mut beside = Beside::serve([
        server("open"),
        server("keys").authentication(keys),
        server("tokens").authentication(by_token("tokens")),
    ])
    .await;
    let plain = || call("welcome");
    for (path, post, status) in [
        ("/open", plain(), 200),
        ("/keys", plain(), 401),
        ("/keys", plain().bearer("ann"), 401),
        ("/keys", plain().with("X-Api-Key", "key-ann"), 200),
        ("/tokens", plain(), 401),
        ("/tokens", plain().with("X-Api-Key", "key-ann"), 401),
        ("/tokens/message", plain(), 401),
        ("/tokens/message", plain().bearer("ann"), 200),
        ("/tokens/", plain().bearer("ann"), 404),
        ("/tokens%2f", plain(), 404),
        ("//tokens", plain(), 404),
    ] {
        let response = beside.send(path, post).await;
        assert_eq!(response.head.status, status, "{path}: {response:?}");
    }
    // Nor is a session of one a session of another.
    let initialize = request(V11, &json!(0), "initialize", &introduction(V11.as_str()));
    let initialize = Post::message(V11, None, &initialize);
    let opened = beside.send("/open", initialize).await;
    let session = opened.head.header("mcp-session-id").unwrap().to_owned();
    let params = json!({ "name": "welcome", "arguments": {} });
    let welcome = request(V11, &json!(1), "tools/call", &params);
    let welcome = Post::message(V11, Some(&session), &welcome);
    for (path, status) in [("/open", 200), ("/keys", 404)] {
        let post = welcome.clone().with("X-Api-Key", "key-ann");
        assert_eq!(beside.send(path, post).await.head.status, status, "{path}");
    }
}

/// Those that have the same keys do so to answer for each other, and these do not.
#[tokio::test]
async fn what_was_answered_at_one_server_is_not_answered_at_another() {
    let able = |mut params: Value| {
        params["_meta"] = json!({ CAPABILITIES: { "elicitation": {} } });
        Post::message(V26, None, &request(V26, &json!(1), "tools/call", &params)).bearer("ann")
    };
    let mut beside = Beside::serve([
        server("one").authentication(by_token("one")),
        server("two").authentication(by_token("two")),
    ])
    .await;
    let asking = able(json!({ "name": "ask", "arguments": {} }));
    let asked = beside.send("/one", asking).await.json();
    let questions = asked["result"]["inputRequests"].as_object().unwrap();
    let key = questions.keys().next().unwrap();
    let again = able(json!({
        "name": "ask",
        "arguments": {},
        "requestState": asked["result"]["requestState"],
        "inputResponses": { key: { "action": "accept", "content": { "name": "Ann" } } },
    }));
    let elsewhere = beside.send("/two", again.clone()).await.json();
    assert_eq!(elsewhere["error"]["code"], -32602, "{elsewhere}");
    assert_eq!(said(&beside.send("/one", again).await), "Ann");
}

/// What a server demands of its callers does not come with its tools, and must not be lost in
/// silence.
#[test]
fn a_server_within_another_cannot_demand_anything_by_itself() {
    let inner = || server("inner").authentication(by_token("inner"));
    for outer in [
        server("outer"),
        server("outer").authentication(by_token("outer")),
    ] {
        let error = outer.nest("in", inner()).build().unwrap_err().to_string();
        assert!(error.contains("`inner`"), "{error}");
        assert!(error.contains("authentication"), "{error}");
    }
}

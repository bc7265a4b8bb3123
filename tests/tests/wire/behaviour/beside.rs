//! Several servers at one address: each has its own paths, tools and sessions, and one end.

use mcp_server::prelude::*;
use mcp_server::{Builder, Servers};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::support::envelope::{V11, V26, introduction, request};
use crate::support::http::{Connection, Response};
use crate::support::post::Post;

/// Say which one this is.
#[tool]
fn which(State(name): State<String>) -> String {
    name.to_string()
}

fn server(name: &str) -> Builder {
    Server::builder((name.to_owned(), "1"))
        .path(format!("/{name}"))
        .sse_paths(format!("/{name}/sse"), format!("/{name}/message"))
        .tools(toolset![which])
        .state(name.to_owned())
}

fn message(path: &str, session: Option<&str>, body: &Value) -> Post {
    let revision = if session.is_some() || body["method"] == "initialize" {
        V11
    } else {
        V26
    };
    let mut post = Post::message(revision, session, body);
    post.path = path.to_owned();
    post
}

async fn send(connection: &mut Connection, post: &Post) -> Response {
    connection.write(&post.to_bytes()).await;
    connection.response().await
}

fn json_of(response: &Response) -> Value {
    serde_json::from_slice(&response.body).expect("JSON")
}

#[tokio::test]
async fn servers_beside_each_other_share_an_address_and_nothing_else() {
    let all = [server("one"), server("two")].map(|builder| builder.build().unwrap());
    let servers = Servers::new(all).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (end, ended) = oneshot::channel::<()>();
    let serving = tokio::spawn(async move {
        let ended = async {
            let _ = ended.await;
        };
        servers.serve_on(listener, ended).await;
    });

    let mut connection = Connection::open(address).await;
    let call = request(
        V26,
        &json!(1),
        "tools/call",
        &json!({ "name": "which", "arguments": {} }),
    );
    for name in ["one", "two", "one"] {
        let answer = send(&mut connection, &message(&format!("/{name}"), None, &call)).await;
        assert_eq!(json_of(&answer)["result"]["content"][0]["text"], name);
    }

    let initialize = request(V11, &json!(0), "initialize", &introduction(V11.as_str()));
    let opened = send(&mut connection, &message("/two", None, &initialize)).await;
    assert_eq!(json_of(&opened)["result"]["serverInfo"]["name"], "two");
    let session = opened.head.header("mcp-session-id").unwrap().to_owned();
    let ping = request(V11, &json!(1), "ping", &json!({}));
    let known = send(&mut connection, &message("/two", Some(&session), &ping)).await;
    let unknown = send(&mut connection, &message("/one", Some(&session), &ping)).await;
    assert_eq!((known.head.status, unknown.head.status), (200, 404));
    let nowhere = send(&mut connection, &message("/three", None, &call)).await;
    assert_eq!(nowhere.head.status, 404);

    drop(connection);
    end.send(()).unwrap();
    serving.await.unwrap();
}

#[test]
fn servers_with_a_path_in_common_are_refused() {
    let both = [server("one"), server("one")].map(|builder| builder.build().unwrap());
    let error = Servers::new(both).unwrap_err().to_string();
    assert!(
        error.contains("has the path `/one` of one before it"),
        "{error}"
    );
    assert!(error.contains("`/one/sse`"), "{error}");
    let none = Servers::new([]).unwrap_err().to_string();
    assert!(none.contains("at least one"), "{none}");
}

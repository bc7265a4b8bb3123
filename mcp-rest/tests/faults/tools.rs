//! What a model and its client get to see, through a server.

use mcp_rest::{Answer, ApiError, Rest, path};
use mcp_server::prelude::*;
use mcp_server::testing::Client;
use serde_json::{Value, json};

use crate::backend::{Backend, Reply, response};

/// Look up a project.
#[tool]
async fn get_project(api: State<Rest>, id: String) -> Result<String, ApiError> {
    let request = api.get(path!["projects", id]);
    request.send_raw().await.map(Answer::into_text)
}

fn server(api: Rest) -> Server {
    let server = Server::builder(server_info!()).tools(toolset![get_project]);
    server.state(api).build().unwrap()
}

#[tokio::test]
async fn each_failure_is_an_answer_that_the_model_can_act_on() {
    for (reply, id, told) in [
        (
            response("401 No", r#"{"a":1}"#).into(),
            "7",
            "API error (HTTP 401): {\"a\":1}\nHint: the backend refused the credentials of this call; trying again with the same ones will not help",
        ),
        (
            response("404 No", "{}").into(),
            "7",
            "API error (HTTP 404): {}",
        ),
        (
            response("429 No", "{}").into(),
            "7",
            "API error (HTTP 429): {}\nHint: try again later",
        ),
        (
            Reply::Reset,
            "7",
            "the backend cannot be reached\nHint: try again later",
        ),
        (
            response("200 OK", "<html>").into(),
            "7",
            "API error (HTTP 200): unexpected response",
        ),
        (
            Reply::Silence,
            "..",
            "\"..\" has dots that mean a folder and cannot name anything; give the name or id of one thing",
        ),
    ] {
        let backend = Backend::new([reply]).await;
        let client = Client::connect(&server(backend.rest())).await.unwrap();
        let result = client
            .call("get_project", json!({ "id": id }))
            .await
            .unwrap();
        assert!(result.is_error);
        assert_eq!(result.text(), told);
    }
}

/// A client that is answered 401 begins to log in, to a server that has nothing against it.
#[tokio::test]
async fn credentials_that_the_backend_refuses_are_no_401_of_the_server() {
    let backend = Backend::answering(response("401 No", "{}")).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/mcp", listener.local_addr().unwrap());
    let server = server(backend.rest());
    let serving = tokio::spawn(async move { server.serve_listener(listener).await });
    let post = async |session: Option<String>, message: Value| {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let mut request = http.post(&url).body(message.to_string());
        request = request.header("content-type", "application/json");
        request = request.header("accept", "application/json, text/event-stream");
        if let Some(session) = session {
            request = request.header("mcp-session-id", session);
        }
        request.send().await.unwrap()
    };
    let hello = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } } });
    let welcome = post(None, hello).await;
    let session = welcome.headers()["mcp-session-id"]
        .to_str()
        .unwrap()
        .to_owned();
    let ready = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
    post(Some(session.clone()), ready).await;
    let call = json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {
        "name": "get_project", "arguments": { "id": "7" } } });
    let answer = post(Some(session), call).await;
    assert_eq!(answer.status(), 200);
    let body = answer.text().await.unwrap();
    assert!(
        body.contains("API error (HTTP 401)") && body.contains("\"isError\":true"),
        "{body}"
    );
    serving.abort();
}

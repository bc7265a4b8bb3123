//! What a server may ask of its client, and how: whatever else it does, these hold.

use mcp_server::model::{
    CreateMessage, Role, SamplingContent, SamplingMessage, SamplingTool, ToolUse, ToolUseResult,
};
use mcp_server::prelude::*;
use mcp_tests::Probe;
use serde_json::{Value, json};

use crate::support::envelope::{CAPABILITIES, V11, V26, introduction, notification, request};
use crate::support::http::{Connection, Events};
use crate::support::lines::Lines;
use crate::support::post::Post;
use crate::support::schema;
use crate::support::served::Served;

#[derive(Form)]
struct Name {
    name: String,
}

/// Ask for three names, one after the other, and tell how far it is
#[tool]
async fn three(context: Context, progress: Progress) -> Result<String, ToolError> {
    let mut names = Vec::new();
    for number in 1..=3 {
        progress.report(number).await;
        let answer = context.ask::<Name>(format!("Name {number}?")).await?;
        names.extend(answer.accepted().map(|answer| answer.name));
    }
    Ok(names.join(" "))
}

/// Name the folders
#[tool]
async fn folders(context: Context) -> Result<usize, ToolError> {
    Ok(context.roots().await?.len())
}

/// Let the model call a tool
#[tool]
async fn agent(context: Context) -> Result<String, ToolError> {
    let tool = SamplingTool {
        name: "look".to_owned(),
        description: "Look".to_owned(),
        input_schema: json!({ "type": "object" }),
    };
    let request = CreateMessage::from("Go").tool(tool);
    Ok(context.sample(request).await?.text())
}

/// Show the model a conversation in which it has called a tool
#[tool]
async fn unbalanced(which: u8, context: Context) -> Result<String, ToolError> {
    let call = SamplingMessage {
        role: Role::Assistant,
        content: vec![SamplingContent::ToolUse(ToolUse {
            id: "1".to_owned(),
            name: "look".to_owned(),
            input: json!({}),
        })],
    };
    let result = |id: &str| ToolUseResult {
        tool_use_id: id.to_owned(),
        content: vec!["seen".into()],
        is_error: false,
    };
    let mixed = {
        let mut mixed = SamplingMessage::results([result("1")]);
        let text = SamplingContent::Block("and more".into());
        mixed.content.push(text);
        mixed
    };
    let messages = match which {
        0 => vec![call, SamplingMessage::results([result("1")])],
        1 => vec![call],
        2 => vec![call, SamplingMessage::user("never mind")],
        3 => vec![call, SamplingMessage::results([result("2")])],
        4 => vec![call, mixed],
        _ => vec![SamplingMessage::results([result("1")])],
    };
    Ok(context.sample(CreateMessage::new(messages)).await?.text())
}

/// What somebody's name is
#[resource("ask://name")]
async fn named(context: Context) -> Result<String, ToolError> {
    let name = context.ask::<Name>("Name?").key("name").await?;
    Ok(name.accepted().map(|name| name.name).unwrap_or_default())
}

fn builder() -> mcp_server::Builder {
    Server::builder(("everything", "1"))
        .tools(toolset![three, folders, agent, unbalanced])
        .resources(resources![named])
}

fn server() -> Server {
    builder().build().expect("the server can be built")
}

fn able() -> Value {
    json!({
        "elicitation": { "form": {}, "url": {} },
        "sampling": { "tools": {} },
        "roots": {},
    })
}

/// A request of a client that can do all that it may be asked for.
fn modern(id: &str, method: &str, mut params: Value) -> Value {
    params["_meta"][CAPABILITIES] = able();
    params["_meta"]["progressToken"] = json!(id);
    request(V26, &json!(id), method, &params)
}

async fn write(lines: &mut Lines, message: &Value) {
    lines.write(message.to_string().as_bytes()).await;
}

async fn read(lines: &mut Lines) -> Value {
    let line = lines.read().await.expect("the pipe is open");
    serde_json::from_str(&line).expect("a line is JSON")
}

/// A pipe whose client has been greeted, and says that it is initialized if it is told to.
async fn greet(capabilities: Value, initialized: bool) -> Lines {
    greet_at(server(), capabilities, initialized).await
}

async fn greet_at(server: Server, capabilities: Value, initialized: bool) -> Lines {
    let mut lines = Lines::open(server);
    let mut hello = introduction("2025-11-25");
    hello["capabilities"] = capabilities;
    write(&mut lines, &request(V11, &json!(0), "initialize", &hello)).await;
    assert_eq!(
        read(&mut lines).await["result"]["protocolVersion"],
        "2025-11-25"
    );
    if initialized {
        settle(&mut lines).await;
    }
    lines
}

async fn call(lines: &mut Lines, name: &str, arguments: Value) -> Value {
    let params = json!({ "name": name, "arguments": arguments });
    write(lines, &request(V11, &json!(name), "tools/call", &params)).await;
    read(lines).await
}

/// Calls that ask, and one that only reads.
fn asking() -> Vec<Value> {
    let call = |id, name| modern(id, "tools/call", json!({ "name": name, "arguments": {} }));
    vec![
        call("three", "three"),
        call("folders", "folders"),
        call("agent", "agent"),
        modern("read", "resources/read", json!({ "uri": "ask://name" })),
    ]
}

/// Fails if a message asks something by itself; whether it is the answer.
fn must_not_ask(message: &Value) -> bool {
    schema::must_be_message(V26, message);
    let (id, method) = (message.get("id"), message.get("method"));
    assert!(id.is_none() || method.is_none(), "a request: {message}");
    if method.is_none() {
        assert_eq!(
            message["result"]["resultType"], "input_required",
            "{message}"
        );
        schema::must_be(V26, "InputRequiredResult", &message["result"]);
    }
    method.is_none()
}

/// Rows: ST-06.
#[tokio::test]
async fn without_a_session_no_line_is_a_request() {
    let mut lines = Lines::open(server());
    for question in asking() {
        write(&mut lines, &question).await;
        while !must_not_ask(&read(&mut lines).await) {}
    }
}

/// Rows: MH-08.
#[tokio::test]
async fn without_a_session_no_stream_carries_a_request() {
    let served = Served::serve(server(), Probe::default()).await;
    let mut streams = 0;
    for question in asking() {
        let post = Post::message(V26, None, &question);
        let mut connection = Connection::open(served.address).await;
        connection.write(&post.to_bytes()).await;
        let response = connection.head_or_response().await;
        if !response.head.is_stream() {
            assert!(must_not_ask(&response.json()));
            continue;
        }
        streams += 1;
        let mut events = Events::of(&response.head, connection);
        let mut answered = false;
        while let Some(event) = events.next().await {
            assert!(!answered, "nothing follows the answer");
            answered = must_not_ask(&serde_json::from_str(&event.data).unwrap());
        }
        assert!(answered);
    }
    assert_eq!(streams, 1, "one of the calls tells how far it is");
}

/// Rows: RS-14.
#[tokio::test]
async fn a_read_that_asks_says_nothing_of_how_long_it_holds() {
    let mut lines = Lines::open(server());
    let uri = json!({ "uri": "ask://name" });
    write(&mut lines, &modern("ask", "resources/read", uri.clone())).await;
    let asked = read(&mut lines).await;
    assert_eq!(asked["result"]["resultType"], "input_required");
    for member in ["ttlMs", "cacheScope", "contents"] {
        assert_eq!(asked["result"].get(member), None, "{asked}");
    }
    let mut answered = uri;
    answered["inputResponses"] =
        json!({ "name": { "action": "accept", "content": { "name": "Ada" } } });
    write(&mut lines, &modern("again", "resources/read", answered)).await;
    let end = read(&mut lines).await;
    schema::must_be_result(V26, "resources/read", &end["result"]);
    assert_eq!(end["result"]["contents"][0]["text"], "Ada");
    assert!(end["result"]["ttlMs"].is_u64());
}

/// Rows: MR-07.
#[tokio::test]
async fn what_was_answered_three_rounds_ago_is_still_known() {
    let mut lines = Lines::open(server());
    let mut params = json!({ "name": "three", "arguments": {} });
    let mut states = Vec::new();
    for name in ["Ada", "Grace", "Alan"] {
        write(&mut lines, &modern(name, "tools/call", params.clone())).await;
        let mut asked = read(&mut lines).await;
        while asked.get("method").is_some() {
            asked = read(&mut lines).await;
        }
        let questions = asked["result"]["inputRequests"].as_object().unwrap();
        assert_eq!(questions.len(), 1, "{asked}");
        let answer = json!({ "action": "accept", "content": { "name": name } });
        let key = questions.keys().next().unwrap();
        params["inputResponses"] = json!({ key.as_str(): answer });
        params["requestState"] = asked["result"]["requestState"].clone();
        states.push(asked["result"]["requestState"].to_string());
    }
    states.sort_unstable();
    states.dedup();
    assert_eq!(states.len(), 3, "each round has a state of its own");
    write(&mut lines, &modern("last", "tools/call", params)).await;
    let mut end = read(&mut lines).await;
    while end.get("method").is_some() {
        end = read(&mut lines).await;
    }
    assert_eq!(
        end["result"]["content"][0]["text"], "Ada Grace Alan",
        "{end}"
    );
}

/// Rows: MR-01.
#[tokio::test]
async fn answers_to_what_never_asks_change_nothing() {
    let mut lines = Lines::open(server());
    for (method, mut params) in [
        ("server/discover", json!({})),
        ("tools/list", json!({})),
        ("resources/list", json!({})),
        ("resources/templates/list", json!({})),
    ] {
        params["inputResponses"] = json!({ "name": { "action": "accept" } });
        params["requestState"] = json!("whatever");
        write(&mut lines, &modern(method, method, params)).await;
        let answer = read(&mut lines).await;
        schema::must_be_result(V26, method, &answer["result"]);
        assert_eq!(answer["result"]["resultType"], "complete", "{method}");
    }
}

/// Rows: MR-23.
#[tokio::test]
async fn a_model_gets_tools_only_from_a_client_that_offers_them() {
    for sampling in [json!({}), json!({ "context": {} })] {
        let mut lines = greet(json!({ "sampling": sampling }), true).await;
        let end = call(&mut lines, "agent", json!({})).await;
        assert_eq!(end["result"]["isError"], true, "{end}");
        let text = end["result"]["content"][0]["text"].as_str().unwrap();
        assert!(text.contains("sampling.tools"), "{text}");
    }
    let mut lines = greet(able(), true).await;
    let asked = call(&mut lines, "agent", json!({})).await;
    assert_eq!(asked["method"], "sampling/createMessage");
    assert_eq!(asked["params"]["tools"][0]["name"], "look");
}

/// Rows: MR-24.
#[tokio::test]
async fn a_conversation_has_a_result_for_each_call_of_a_tool() {
    let mut lines = greet(able(), true).await;
    for which in 1..=5 {
        let end = call(&mut lines, "unbalanced", json!({ "which": which })).await;
        assert_eq!(end["result"]["isError"], true, "{which}: {end}");
    }
    let asked = call(&mut lines, "unbalanced", json!({ "which": 0 })).await;
    assert_eq!(asked["method"], "sampling/createMessage", "{asked}");
    schema::must_be(V11, "CreateMessageRequest", &asked);
}

/// Rows: MR-26.
#[tokio::test]
async fn roots_that_have_changed_are_asked_for_anew() {
    let mut lines = greet(able(), true).await;
    for count in [2, 0, 1] {
        let asked = call(&mut lines, "folders", json!({})).await;
        assert_eq!(asked["method"], "roots/list");
        let roots: Vec<Value> = (0..count)
            .map(|number| json!({ "uri": format!("file:///{number}") }))
            .collect();
        let answer = json!({ "jsonrpc": "2.0", "id": asked["id"], "result": { "roots": roots } });
        write(&mut lines, &answer).await;
        let end = read(&mut lines).await;
        assert_eq!(end["result"]["content"][0]["text"], count.to_string());
        let changed = notification(V11, "notifications/roots/list_changed", &Value::Null);
        write(&mut lines, &changed).await;
    }
}

/// Rows: LC-07.
#[tokio::test]
async fn before_it_is_initialized_a_client_that_calls_nothing_is_asked_nothing() {
    let mut lines = greet(able(), false).await;
    for id in 1..=10 {
        write(
            &mut lines,
            &request(V11, &json!(id), "tools/list", &Value::Null),
        )
        .await;
        assert_eq!(read(&mut lines).await["id"], id, "nothing else comes");
    }
}

/// Tells the server that the client is initialized.
async fn settle(lines: &mut Lines) {
    let told = notification(V11, "notifications/initialized", &Value::Null);
    write(lines, &told).await;
}

/// Sends a call whose answer is still to come; what is answered next shows that it runs.
async fn begin(lines: &mut Lines, name: &str) {
    let params = json!({ "name": name, "arguments": {} });
    write(lines, &request(V11, &json!(name), "tools/call", &params)).await;
    ping(lines).await;
}

/// Fails if something waits to be read.
async fn ping(lines: &mut Lines) {
    write(lines, &request(V11, &json!("ping"), "ping", &Value::Null)).await;
    let next = read(lines).await;
    assert_eq!(next["id"], "ping", "nothing else comes: {next}");
}

/// Rows: LC-07.
#[tokio::test]
async fn a_call_asks_nothing_before_the_client_is_initialized() {
    let mut lines = greet(able(), false).await;
    begin(&mut lines, "folders").await;
    ping(&mut lines).await;
    settle(&mut lines).await;
    let asked = read(&mut lines).await;
    assert_eq!(asked["method"], "roots/list");
    let answer = json!({ "jsonrpc": "2.0", "id": asked["id"], "result": { "roots": [] } });
    write(&mut lines, &answer).await;
    let end = read(&mut lines).await;
    assert_eq!(end["result"]["content"][0]["text"], "0", "{end}");
}

/// Rows: LC-07.
#[tokio::test]
async fn what_was_cancelled_before_the_client_is_initialized_is_not_asked() {
    let mut lines = greet(able(), false).await;
    begin(&mut lines, "folders").await;
    let cancelled = json!({ "requestId": "folders" });
    let cancelled = notification(V11, "notifications/cancelled", &cancelled);
    write(&mut lines, &cancelled).await;
    settle(&mut lines).await;
    for _ in 0..5 {
        ping(&mut lines).await;
    }
}

/// Rows: LC-07.
#[tokio::test]
async fn a_client_that_never_says_that_it_is_initialized_is_not_asked() {
    let server = builder().ask_timeout(std::time::Duration::from_millis(50));
    let mut lines = greet_at(server.build().unwrap(), able(), false).await;
    let end = call(&mut lines, "folders", json!({})).await;
    assert_eq!(end["result"]["isError"], true, "{end}");
    settle(&mut lines).await;
    ping(&mut lines).await;
}

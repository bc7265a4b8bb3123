//! A client that has tasks. What it hears must be what the schema says.

use std::collections::VecDeque;
use std::sync::Arc;

use mcp_server::{Builder, Revision};
use mcp_tests::Probe;
use serde_json::{Value, json};

use crate::offer::{self, Gate};
use crate::support::envelope::{self, CAPABILITIES, V11, V26};
use crate::support::http::{Connection, Events};
use crate::support::lines::Lines;
use crate::support::post::Post;
use crate::support::schema::{must_be, must_be_message};
use crate::support::served::Served;
use crate::support::wires::Transport;
use crate::way::Way;

const STATUS: &str = "notifications/tasks/status";

pub(crate) const EXTENSION: &str = "io.modelcontextprotocol/tasks";

/// The ways to talk about tasks where they are a part of the protocol.
pub(crate) const CORE: [(Transport, Revision); 3] = [
    (Transport::Streamable, V11),
    (Transport::Sse, V11),
    (Transport::Lines, V11),
];

/// Those where they are an extension.
pub(crate) const EXTENDED: [(Transport, Revision); 2] =
    [(Transport::Streamable, V26), (Transport::Lines, V26)];

/// A client of a session, or of none.
pub(crate) struct Client {
    pub(crate) revision: Revision,
    pub(crate) gate: Gate,
    pub(crate) capabilities: Value,
    way: Way,
    next: i64,
    /// What came for others than whoever was waiting.
    inbox: Vec<Value>,
    /// What came of how tasks stand.
    statuses: VecDeque<Value>,
}

/// A request on its way.
pub(crate) struct Call {
    id: i64,
    method: &'static str,
    own: Option<Own>,
}

enum Own {
    /// Nothing has been read yet.
    Unread(Box<Connection>),
    Events(Box<Events>),
    Body(u16, Value),
}

/// All that a client can declare.
pub(crate) fn everything() -> Value {
    json!({ "elicitation": {}, "roots": {}, "extensions": { EXTENSION: {} } })
}

/// Serves over HTTP.
pub(crate) async fn serve(gate: &Gate, options: impl FnOnce(Builder) -> Builder) -> Arc<Served> {
    let server = options(offer::server(gate)).build().expect("it builds");
    Arc::new(Served::serve(server, Probe::default()).await)
}

impl Client {
    /// A client of a server of its own.
    pub(crate) async fn connect(way: (Transport, Revision)) -> Self {
        Self::connect_to(way, |builder| builder).await
    }

    /// The same with options.
    pub(crate) async fn connect_to(
        (transport, revision): (Transport, Revision),
        options: impl FnOnce(Builder) -> Builder,
    ) -> Self {
        let gate = Gate::new();
        if transport == Transport::Lines {
            let server = options(offer::server(&gate)).build().expect("it builds");
            let way = Way::Lines(Lines::open(server));
            return Self::greet(way, revision, gate).await;
        }
        let served = serve(&gate, options).await;
        Self::join(served, (transport, revision), gate).await
    }

    /// One more client of a server that has others.
    pub(crate) async fn join(
        served: Arc<Served>,
        (transport, revision): (Transport, Revision),
        gate: Gate,
    ) -> Self {
        let way = Way::to(served, transport).await;
        Self::greet(way, revision, gate).await
    }

    async fn greet(way: Way, revision: Revision, gate: Gate) -> Self {
        let mut client = Self {
            revision,
            gate,
            capabilities: everything(),
            way,
            next: 0,
            inbox: Vec::new(),
            statuses: VecDeque::new(),
        };
        if revision != V26 {
            let mut introduction = envelope::introduction(revision.as_str());
            introduction["capabilities"] = json!({ "elicitation": {}, "roots": {} });
            client.ask("initialize", introduction).await;
            let initialized =
                envelope::notification(revision, "notifications/initialized", &Value::Null);
            client.tell(&initialized).await;
        }
        client
    }

    /// Calls a tool as a task; the task.
    pub(crate) async fn begin(&mut self, name: &str, arguments: Value) -> Value {
        let mut answer = self.call(name, arguments).await;
        match self.revision {
            V26 => answer["result"].take(),
            _ => answer["result"]["task"].take(),
        }
    }

    /// The same; the whole answer.
    pub(crate) async fn call(&mut self, name: &str, arguments: Value) -> Value {
        let mut params = json!({ "name": name, "arguments": arguments });
        if self.revision != V26 {
            params["task"] = json!({});
        }
        self.ask("tools/call", params).await
    }

    /// A request about a task.
    pub(crate) async fn about(&mut self, method: &'static str, task: &Value) -> Value {
        self.ask(method, json!({ "taskId": task["taskId"] })).await
    }

    /// Looks at a task until it is as it should be.
    pub(crate) async fn until(&mut self, task: &Value, status: &str) -> Value {
        loop {
            let mut answer = self.about("tasks/get", task).await;
            if answer["result"]["status"] == status {
                return answer["result"].take();
            }
            let shown = &answer["result"]["status"];
            let open = shown == "working" || shown == "input_required";
            assert!(open, "{answer}");
            tokio::task::yield_now().await;
        }
    }

    /// Sends a request and waits for its answer.
    pub(crate) async fn ask(&mut self, method: &'static str, params: Value) -> Value {
        let mut call = self.send(method, params).await;
        self.end(&mut call).await
    }

    /// The answer to a request, which must be the next that is heard of it.
    pub(crate) async fn end(&mut self, call: &mut Call) -> Value {
        let message = self.hear(call).await;
        assert!(message.get("method").is_none(), "{message}");
        message
    }

    /// Sends a request.
    pub(crate) async fn send(&mut self, method: &'static str, mut params: Value) -> Call {
        if self.revision == V26 {
            params["_meta"][CAPABILITIES] = self.capabilities.clone();
        }
        let id = self.next;
        self.next += 1;
        let request = envelope::request(self.revision, &json!(id), method, &params);
        let own = match &mut self.way {
            Way::Lines(lines) => {
                lines.write(request.to_string().as_bytes()).await;
                None
            }
            Way::Sse { served, path, .. } => {
                let response = served.send(&Post::new(path.clone()).json(&request)).await;
                match response.head.status {
                    202 => None,
                    status => Some(Own::Body(status, response.json())),
                }
            }
            Way::Streamable {
                served, session, ..
            } => {
                let post = Post::message(self.revision, session.as_deref(), &request);
                let mut connection = Connection::open(served.address).await;
                connection.write(&post.to_bytes()).await;
                Some(Own::Unread(Box::new(connection)))
            }
        };
        Call { id, method, own }
    }

    /// The next message that is no answer to another request.
    pub(crate) async fn hear(&mut self, call: &mut Call) -> Value {
        let message = match self.hear_own(call).await {
            Some(message) => message,
            None => self.hear_common(call.id).await,
        };
        self.check(&message, call.method);
        message
    }

    async fn hear_own(&mut self, call: &mut Call) -> Option<Value> {
        if let Some(Own::Unread(connection)) = &mut call.own {
            let response = connection.head_or_response().await;
            if let (Way::Streamable { session, .. }, Some(id)) =
                (&mut self.way, response.head.header("mcp-session-id"))
            {
                *session = Some(id.to_owned());
            }
            let Some(Own::Unread(connection)) = call.own.take() else {
                unreachable!("it was just looked at");
            };
            call.own = Some(match response.head.is_stream() {
                true => Own::Events(Box::new(Events::of(&response.head, *connection))),
                false => Own::Body(response.head.status, response.json()),
            });
        }
        match &mut call.own {
            Some(Own::Events(events)) => {
                let event = events.next().await.expect("the stream goes on");
                Some(serde_json::from_str(&event.data).expect("an event is JSON"))
            }
            Some(Own::Body(_, body)) => Some(body.clone()),
            Some(Own::Unread(_)) | None => None,
        }
    }

    async fn hear_common(&mut self, id: i64) -> Value {
        let is_for = |message: &Value| message.get("method").is_some() || message["id"] == id;
        if let Some(place) = self.inbox.iter().position(is_for) {
            return self.inbox.remove(place);
        }
        loop {
            let message = self.read().await;
            if message["method"] == STATUS {
                self.statuses.push_back(message);
            } else if is_for(&message) {
                return message;
            } else {
                self.inbox.push(message);
            }
        }
    }

    /// The next message that came with no request.
    async fn read(&mut self) -> Value {
        self.way.hear().await.expect("the stream goes on")
    }

    /// Hears what belongs to no request.
    pub(crate) async fn overhear(&mut self) {
        self.way.overhear(self.revision).await;
    }

    /// How a task stands, by the next message that says so on a session's own stream.
    pub(crate) async fn status(&mut self) -> Value {
        let mut told = match self.statuses.pop_front() {
            Some(told) => told,
            None => loop {
                let message = self.read().await;
                if message["method"] == STATUS {
                    break message;
                }
                self.inbox.push(message);
            },
        };
        must_be_message(self.revision, &told);
        must_be(self.revision, "TaskStatusNotification", &told);
        assert!(told["params"].get("_meta").is_none(), "{told}");
        must_be_times(&told["params"]);
        told["params"].take()
    }

    /// Sends a message that nothing answers.
    pub(crate) async fn tell(&mut self, message: &Value) {
        self.way.tell(self.revision, message).await;
    }

    /// Answers a question of the server.
    pub(crate) async fn answer(&mut self, question: &Value, result: Value) {
        let response = json!({ "jsonrpc": "2.0", "id": question["id"], "result": result });
        self.tell(&response).await;
    }

    /// Ends the session.
    pub(crate) async fn hang_up(self) {
        self.way.hang_up().await;
    }

    fn check(&self, message: &Value, method: &str) {
        let revision = self.revision;
        must_be_message(revision, message);
        let (Some(result), false) = (message.get("result"), message.get("method").is_some()) else {
            return check_said(revision, message);
        };
        let definition = match (method, result["resultType"].as_str()) {
            ("initialize", _) => "InitializeResult",
            ("server/discover", _) => "DiscoverResult",
            ("tools/list", _) => "ListToolsResult",
            ("subscriptions/listen", _) => "SubscriptionsListenResult",
            ("tools/call", Some("task")) => return must_be_task(result, None),
            ("tools/call", Some("input_required")) => "InputRequiredResult",
            ("tools/call", _) if result.get("task").is_some() => "CreateTaskResult",
            ("tools/call" | "tasks/result", _) => "CallToolResult",
            ("tasks/get", None) => "GetTaskResult",
            ("tasks/cancel", None) => "CancelTaskResult",
            ("tasks/list", _) => "ListTasksResult",
            ("tasks/get", Some(_)) => return must_be_task(result, Some(())),
            ("tasks/update" | "tasks/cancel", _) => {
                let members: Vec<&String> = result.as_object().expect("an object").keys().collect();
                assert_eq!(members, ["_meta", "resultType"]);
                "EmptyResult"
            }
            (method, _) => panic!("{method} is not sent here"),
        };
        must_be(revision, definition, result);
    }
}

impl Call {
    /// The status of an answer that was no stream.
    pub(crate) fn status(&self) -> Option<u16> {
        match &self.own {
            Some(Own::Body(status, _)) => Some(*status),
            _ => None,
        }
    }
}

/// What is said before an answer.
fn check_said(revision: Revision, message: &Value) {
    let definition = match message["method"].as_str() {
        None => return assert!(message.get("error").is_some(), "{message}"),
        Some("notifications/progress") => "ProgressNotification",
        Some("notifications/message") => "LoggingMessageNotification",
        Some("notifications/cancelled") => "CancelledNotification",
        Some("notifications/subscriptions/acknowledged") => "SubscriptionsAcknowledgedNotification",
        Some("notifications/tasks") => return must_be_task(&message["params"], Some(())),
        Some("elicitation/create") => "ElicitRequest",
        Some("roots/list") => "ListRootsRequest",
        Some(method) => panic!("the server never says {method}"),
    };
    must_be(revision, definition, message);
}

/// A task in the words of the extension: by itself, or with what belongs to its status.
fn must_be_task(task: &Value, detailed: Option<()>) {
    let status = task["status"].as_str().expect("a status");
    let mut members = vec![
        "_meta",
        "createdAt",
        "lastUpdatedAt",
        "pollIntervalMs",
        "status",
        "taskId",
        "ttlMs",
    ];
    members.extend(task.get("resultType").map(|_| "resultType"));
    members.extend(task.get("statusMessage").map(|_| "statusMessage"));
    if detailed.is_some() {
        members.extend(match status {
            "input_required" => Some("inputRequests"),
            "completed" => Some("result"),
            "failed" => Some("error"),
            _ => None,
        });
    }
    members.sort_unstable();
    let mut found: Vec<&String> = task.as_object().expect("an object").keys().collect();
    found.sort_unstable();
    assert_eq!(found, members, "{task:#}");
    assert!(task["ttlMs"].is_u64() && task["pollIntervalMs"].as_u64() > Some(0));
    must_be_times(task);
    if let Some(result) = task.get("result") {
        assert!(result.get("_meta").is_none());
        must_be(V11, "CallToolResult", result);
    }
    if let Some(error) = task.get("error") {
        assert!(error["code"].is_i64() && error["message"].is_string());
    }
    for question in task["inputRequests"]
        .as_object()
        .into_iter()
        .flat_map(|all| all.values())
    {
        let definition = match question["method"].as_str() {
            Some("elicitation/create") => "ElicitRequest",
            _ => "ListRootsRequest",
        };
        must_be(V26, definition, question);
        assert!(question.get("id").is_none() && question.get("jsonrpc").is_none());
    }
}

/// When a task began and when it changed, in that order.
pub(crate) fn must_be_times(task: &Value) {
    let [began, changed] = ["createdAt", "lastUpdatedAt"].map(|member| {
        let time = task[member].as_str().expect("a time");
        let shape: String = time
            .chars()
            .map(|letter| if letter.is_ascii_digit() { '0' } else { letter })
            .collect();
        assert_eq!(shape, "0000-00-00T00:00:00.000Z");
        time
    });
    assert!(began <= changed, "{task}");
}

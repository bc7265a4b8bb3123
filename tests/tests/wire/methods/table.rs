//! The table. Its rows are one conversation, from the first to the last.

use mcp_server::Revision;
use serde_json::{Value, json};

use super::{How, Row};
use crate::support::envelope::{V03, V06, V11, V24, V26, introduction};
use crate::support::published::Side;
use crate::support::wires::Transport;

const ALL: &[Revision] = &Revision::ALL;
const HANDSHAKE: &[Revision] = &[V24, V03, V06, V11];
const STATELESS: &[Revision] = &[V26];
const WITH_FORMS: &[Revision] = &[V06, V11, V26];
const WITH_TASKS: &[Revision] = &[V11, V26];
const CORE_TASKS: &[Revision] = &[V11];

/// How a task stands, which its session is told at any time.
pub(super) const STANDS: &str = "notifications/tasks/status";

pub(super) const WATCHED: &str = "test://watched-resource";

fn row(method: &'static str, from: Side, revisions: &'static [Revision], how: How) -> Row {
    Row {
        method,
        from,
        revisions,
        except: &[],
        how,
    }
}

/// The client asks.
fn asks(method: &'static str, revisions: &'static [Revision], params: Value, has: Value) -> Row {
    row(method, Side::Client, revisions, How::Asked { params, has })
}

/// The client asks for a list.
fn lists(method: &'static str, members: &'static str) -> Row {
    row(method, Side::Client, ALL, How::Listed { members })
}

/// The client says something.
fn tells(method: &'static str, revisions: &'static [Revision], params: Value) -> Row {
    row(method, Side::Client, revisions, How::Told { params })
}

/// The server asks or says something.
fn hears(method: &'static str, revisions: &'static [Revision], how: How) -> Row {
    row(method, Side::Server, revisions, how)
}

pub(super) fn rows(revision: Revision) -> Vec<Row> {
    let mut rows = beginnings(revision);
    rows.extend(offers());
    rows.extend(changes());
    rows.extend(updates());
    rows.extend(questions());
    rows.extend(tasks());
    rows.extend(endings());
    rows
}

fn beginnings(revision: Revision) -> Vec<Row> {
    let version = revision.as_str();
    vec![
        asks(
            "initialize",
            HANDSHAKE,
            introduction(version),
            json!({ "protocolVersion": version, "serverInfo": { "name": "everything" } }),
        ),
        tells("notifications/initialized", HANDSHAKE, Value::Null),
        asks("ping", HANDSHAKE, Value::Null, json!({})),
        hears("ping", HANDSHAKE, How::Never),
        asks(
            "server/discover",
            STATELESS,
            Value::Null,
            json!({ "supportedVersions": [V26.as_str()] }),
        ),
    ]
}

/// What a server offers, listed and used.
fn offers() -> Vec<Row> {
    let uri = "test://static-text";
    vec![
        lists("tools/list", "tools"),
        asks(
            "tools/call",
            ALL,
            json!({ "name": "echo", "arguments": { "text": "x" } }),
            json!({ "content": [{ "type": "text", "text": "x" }] }),
        ),
        lists("prompts/list", "prompts"),
        asks(
            "prompts/get",
            ALL,
            json!({
                "name": "test_prompt_with_arguments",
                "arguments": { "arg1": "x", "arg2": "y" },
            }),
            json!({ "messages": [{ "role": "user", "content": { "type": "text" } }] }),
        ),
        lists("resources/list", "resources"),
        lists("resources/templates/list", "resourceTemplates"),
        asks(
            "resources/read",
            ALL,
            json!({ "uri": uri }),
            json!({ "contents": [{ "uri": uri, "mimeType": "text/plain" }] }),
        ),
        asks(
            "completion/complete",
            ALL,
            json!({
                "ref": { "type": "ref/prompt", "name": "test_prompt_with_arguments" },
                "argument": { "name": "arg1", "value": "testi" },
            }),
            json!({ "completion": { "values": ["testing"] } }),
        ),
        asks(
            "logging/setLevel",
            HANDSHAKE,
            json!({ "level": "debug" }),
            json!({}),
        ),
    ]
}

/// What is told to whoever listens.
fn changes() -> Vec<Row> {
    let uri = || json!({ "uri": WATCHED });
    let announced = |method, tool| hears(method, ALL, How::Announced { tool });
    let resources = "notifications/resources/list_changed";
    vec![
        row(
            "subscriptions/listen",
            Side::Client,
            STATELESS,
            How::Listens,
        ),
        hears(
            "notifications/subscriptions/acknowledged",
            STATELESS,
            How::With("subscriptions/listen"),
        ),
        asks("resources/subscribe", HANDSHAKE, uri(), json!({})),
        announced(
            "notifications/tools/list_changed",
            "test_trigger_tool_change",
        ),
        announced(
            "notifications/prompts/list_changed",
            "test_trigger_prompt_change",
        ),
        announced(resources, "test_trigger_resource_change"),
        hears("notifications/resources/updated", ALL, How::With(resources)),
        asks("resources/unsubscribe", HANDSHAKE, uri(), json!({})),
    ]
}

/// What is told of requests that run.
fn updates() -> Vec<Row> {
    let progress = "notifications/progress";
    let nobodys = json!({ "progressToken": "nobody's", "progress": 1 });
    vec![
        hears(progress, ALL, How::Reported { tool: "steps" }),
        tells(progress, HANDSHAKE, nobodys),
        hears("notifications/message", ALL, How::Reported { tool: "say" }),
        row("notifications/cancelled", Side::Client, ALL, How::Cancels),
    ]
}

/// What the server asks of its client.
fn questions() -> Vec<Row> {
    let put = |method, revisions, tool, arguments, says| {
        let how = How::Put {
            tool,
            arguments,
            says,
        };
        hears(method, revisions, how)
    };
    vec![
        put(
            "sampling/createMessage",
            ALL,
            "test_sampling",
            json!({ "prompt": "x" }),
            "LLM response: Paris",
        ),
        put(
            "elicitation/create",
            WITH_FORMS,
            "test_elicitation",
            json!({ "message": "x" }),
            "User response: alice <alice@example.com>",
        ),
        put(
            "roots/list",
            ALL,
            "test_input_required_result_list_roots",
            json!({}),
            "1 roots",
        ),
        tells("notifications/roots/list_changed", HANDSHAKE, Value::Null),
        hears(
            "notifications/elicitation/complete",
            &[V11],
            How::Announced { tool: "visited" },
        ),
    ]
}

fn tasks() -> Vec<Row> {
    let of = |method, revisions, tool, arguments, has| {
        let how = How::OfTask {
            tool,
            arguments,
            has,
        };
        row(method, Side::Client, revisions, how)
    };
    let long = || json!({ "seconds": 60, "label": "x" });
    let mut rows = vec![
        of(
            "tasks/get",
            WITH_TASKS,
            "slow_compute",
            long(),
            |_| json!({ "status": "working" }),
        ),
        of(
            "tasks/cancel",
            WITH_TASKS,
            "slow_compute",
            long(),
            |revision| {
                if revision == V26 {
                    json!({})
                } else {
                    json!({ "status": "cancelled" })
                }
            },
        ),
        of(
            "tasks/result",
            CORE_TASKS,
            "confirm_delete",
            json!({ "filename": "x" }),
            |_| json!({ "content": [{ "type": "text", "text": "x is deleted" }] }),
        ),
        row(
            "tasks/list",
            Side::Client,
            CORE_TASKS,
            How::Listed { members: "tasks" },
        ),
        row("tasks/update", Side::Client, STATELESS, How::Updates),
        hears("notifications/tasks", STATELESS, How::With("tasks/update")),
        hears(STANDS, CORE_TASKS, How::Stands),
        tells(
            "notifications/tasks/status",
            CORE_TASKS,
            json!({
                "taskId": "nobody's",
                "status": "working",
                "createdAt": "2025-11-25T00:00:00Z",
                "lastUpdatedAt": "2025-11-25T00:00:00Z",
                "ttl": null,
            }),
        ),
    ];
    // Of tasks that a client has: this server asks for none.
    let theirs = ["tasks/get", "tasks/result", "tasks/list", "tasks/cancel"];
    rows.extend(theirs.map(|method| hears(method, CORE_TASKS, How::Never)));
    rows
}

fn endings() -> Vec<Row> {
    let mut withdrawn = hears("notifications/cancelled", ALL, How::Withdrawn);
    // There the end of the stream says the same.
    withdrawn.except = &[(Transport::Streamable, V26)];
    vec![withdrawn]
}

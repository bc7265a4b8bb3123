//! The judge is judged: what is wrong on the wire must not pass as right.

use std::panic::{AssertUnwindSafe, catch_unwind};

use mcp_server::Revision;
use serde_json::{Value, json};

use crate::support::envelope::{V03, V06, V11, V24, V26, introduction, notification, request};
use crate::support::heard::check;
use crate::support::published::{self, Side};
use crate::support::schema;

/// Where something is changed, and to what; nothing is taken away.
type Change = (&'static str, Option<Value>);

fn passes(judge: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(judge)).is_ok()
}

/// What is right must pass, and must not with any one of these changes: another value at a place,
/// or none.
fn only_right_passes(what: &str, right: &Value, wrong: &[Change], judge: impl Fn(&Value)) {
    judge(right);
    for (place, value) in wrong {
        let mut spoilt = right.clone();
        let (parent, member) = place.rsplit_once('/').expect("a place is a pointer");
        let parent = spoilt.pointer_mut(parent).and_then(Value::as_object_mut);
        let parent = parent.unwrap_or_else(|| panic!("no {place} in {right}"));
        match value {
            Some(value) => parent.insert(member.to_owned(), value.clone()),
            None => parent.remove(member),
        };
        assert!(!passes(|| judge(&spoilt)), "{what} passes as {spoilt:#}");
    }
}

fn said(revision: Revision, from: Side) -> impl Fn(&Value) {
    move |message| schema::must_be_said(revision, from, message)
}

fn answered(revision: Revision, method: &'static str) -> impl Fn(&Value) {
    move |message| check(revision, message, method)
}

/// What makes any request wrong.
fn no_request() -> Vec<Change> {
    vec![
        ("/jsonrpc", None),
        ("/jsonrpc", Some(json!("1.0"))),
        ("/id", None),
        ("/id", Some(Value::Null)),
        ("/id", Some(json!(1.5))),
        ("/id", Some(json!(true))),
        ("/method", None),
        ("/method", Some(json!(1))),
        ("/method", Some(json!("no/such/method"))),
        ("/method", Some(json!("notifications/message"))),
        ("/params", Some(json!([]))),
        ("/result", Some(json!({}))),
    ]
}

#[test]
fn a_wrong_request_of_the_client_does_not_pass() {
    for revision in Revision::ALL {
        let params = json!({ "name": "echo", "arguments": { "text": "x" } });
        let right = request(revision, &json!(1), "tools/call", &params);
        let mut wrong = no_request();
        wrong.extend([
            ("/params", None),
            ("/params/name", None),
            ("/params/name", Some(json!(1))),
            ("/params/arguments", Some(json!("x"))),
        ]);
        if revision == V26 {
            wrong.extend([("/params/_meta", None), ("/params/_meta", Some(json!({})))]);
        }
        let judge = said(revision, Side::Client);
        only_right_passes("tools/call", &right, &wrong, judge);
    }
    for revision in [V24, V03, V06, V11] {
        let params = introduction(revision.as_str());
        let right = request(revision, &json!(1), "initialize", &params);
        let wrong = [
            ("/params/protocolVersion", None),
            ("/params/capabilities", None),
            ("/params/clientInfo/version", None),
        ];
        only_right_passes("initialize", &right, &wrong, said(revision, Side::Client));
    }
}

#[test]
fn what_a_revision_or_a_side_does_not_have_does_not_pass() {
    let bare = |method| json!({ "jsonrpc": "2.0", "id": 1, "method": method });
    let said_by = |revision, from, message: &Value| passes(|| said(revision, from)(message));
    for revision in Revision::ALL {
        let stateless = revision == V26;
        let discover = request(revision, &json!(1), "server/discover", &Value::Null);
        assert_eq!(said_by(revision, Side::Client, &discover), stateless);
        for from in [Side::Client, Side::Server] {
            assert_eq!(said_by(revision, from, &bare("ping")), !stateless);
        }
        assert!(!said_by(revision, Side::Client, &bare("roots/list")));
        assert!(!said_by(revision, Side::Server, &bare("tools/list")));
        let task = request(revision, &json!(1), "tasks/get", &json!({ "taskId": "x" }));
        let has_tasks = revision == V11 || revision == V26;
        assert_eq!(said_by(revision, Side::Client, &task), has_tasks);
        let update = json!({ "taskId": "x", "inputResponses": {} });
        let update = request(revision, &json!(1), "tasks/update", &update);
        assert_eq!(said_by(revision, Side::Client, &update), stateless);
    }
}

#[test]
fn a_wrong_notification_does_not_pass() {
    for revision in Revision::ALL {
        let told = |method, params| notification(revision, method, &params);
        let cases: [(Side, Value, &[Change]); 4] = [
            (
                Side::Client,
                told("notifications/cancelled", json!({ "requestId": 1 })),
                &[
                    ("/id", Some(json!(1))),
                    ("/params", Some(json!(1))),
                    ("/params/requestId", Some(json!({}))),
                    ("/params/reason", Some(json!(1))),
                ],
            ),
            (
                Side::Server,
                json!({
                    "jsonrpc": "2.0",
                    "method": "notifications/progress",
                    "params": { "progressToken": 1, "progress": 1 },
                }),
                &[
                    ("/id", Some(json!(1))),
                    ("/jsonrpc", None),
                    ("/params/progressToken", None),
                    ("/params/progress", Some(json!("1"))),
                ],
            ),
            (
                Side::Server,
                json!({
                    "jsonrpc": "2.0",
                    "method": "notifications/message",
                    "params": { "level": "info", "data": "x" },
                }),
                &[
                    ("/params/level", Some(json!("loud"))),
                    ("/params/level", None),
                    ("/params/data", None),
                ],
            ),
            (
                Side::Server,
                json!({
                    "jsonrpc": "2.0",
                    "method": "notifications/resources/updated",
                    "params": { "uri": "test://x" },
                }),
                &[("/params/uri", None), ("/params/uri", Some(json!(1)))],
            ),
        ];
        for (from, right, wrong) in cases {
            let what = right["method"].to_string();
            only_right_passes(&what, &right, wrong, said(revision, from));
        }
    }
}

#[test]
fn a_wrong_answer_of_the_server_does_not_pass() {
    let stamp = json!({ "io.modelcontextprotocol/serverInfo":
        { "name": "everything", "version": "1" } });
    for revision in Revision::ALL {
        let mut right = json!({
            "jsonrpc": "2.0",
            "id": 1,
            "result": { "content": [{ "type": "text", "text": "x" }] },
        });
        let mut wrong = vec![
            ("/jsonrpc", None),
            ("/id", None),
            ("/id", Some(Value::Null)),
            ("/error", Some(json!({ "code": 1, "message": "x" }))),
            ("/result/content", None),
            ("/result/content", Some(json!([{ "type": "text" }]))),
            (
                "/result/content",
                Some(json!([{ "type": "film", "data": "" }])),
            ),
            ("/result/isError", Some(json!("no"))),
            ("/result/ttlMs", Some(json!(0))),
        ];
        if revision == V26 {
            right["result"]["resultType"] = json!("complete");
            right["result"]["_meta"] = stamp.clone();
            wrong.pop();
            wrong.extend([
                ("/result/resultType", None),
                ("/result/resultType", Some(json!("input_required"))),
                ("/result/resultType", Some(json!("task"))),
                ("/result/_meta", None),
            ]);
        } else {
            wrong.push(("/result/resultType", Some(json!("complete"))));
        }
        if matches!(revision, V24 | V03) {
            let link = json!([{ "type": "resource_link", "uri": "test://x", "name": "x" }]);
            wrong.push(("/result/content", Some(link)));
        }
        only_right_passes("a call", &right, &wrong, answered(revision, "tools/call"));
        let as_ping = answered(revision, "ping");
        assert!(
            !passes(|| as_ping(&right)),
            "a ping is answered with a result"
        );
        let as_other = answered(revision, "no/such/method");
        assert!(
            !passes(|| as_other(&right)),
            "an unknown method has a result"
        );
    }
}

#[test]
fn a_wrong_error_does_not_pass() {
    for revision in Revision::ALL {
        let right = json!({
            "jsonrpc": "2.0",
            "id": "x",
            "error": { "code": -32601, "message": "no such method" },
        });
        let wrong = [
            ("/id", Some(Value::Null)),
            ("/id", Some(json!(1.5))),
            ("/error/code", None),
            ("/error/code", Some(json!("-32601"))),
            ("/error/code", Some(json!(1.5))),
            ("/error/message", None),
            ("/error", Some(json!("x"))),
            ("/error", None),
        ];
        only_right_passes("an error", &right, &wrong, answered(revision, "tools/call"));
    }
}

#[test]
fn a_wrong_question_does_not_pass() {
    let question = json!({ "method": "elicitation/create", "params": {
        "message": "x",
        "requestedSchema": { "type": "object", "properties": { "x": { "type": "string" } } },
    } });
    let mut asked = question.clone();
    asked["jsonrpc"] = json!("2.0");
    asked["id"] = json!(1);
    let nested = json!({ "x": { "type": "object", "properties": {} } });
    for revision in [V06, V11] {
        let mut wrong = no_request();
        wrong.extend([
            ("/params/message", None),
            ("/params/requestedSchema/type", Some(json!("array"))),
            ("/params/requestedSchema/properties", Some(nested.clone())),
        ]);
        only_right_passes("a question", &asked, &wrong, said(revision, Side::Server));
    }
    let right = json!({ "jsonrpc": "2.0", "id": 1, "result": {
        "resultType": "input_required",
        "inputRequests": { "x": question },
        "_meta": { "io.modelcontextprotocol/serverInfo":
            { "name": "everything", "version": "1" } },
    } });
    let wrong = [
        ("/result/inputRequests/x", Some(asked)),
        ("/result/inputRequests/x/method", Some(json!("tools/list"))),
        (
            "/result/inputRequests/x/method",
            Some(json!("roots/list/all")),
        ),
        ("/result/inputRequests/x/params/message", None),
        ("/result/inputRequests", Some(json!([]))),
        ("/result/requestState", Some(json!({}))),
        ("/result/resultType", Some(json!("complete"))),
    ];
    only_right_passes("questions", &right, &wrong, answered(V26, "tools/call"));
    let as_list = answered(V26, "tools/list");
    assert!(!passes(|| as_list(&right)), "a list asks");
}

#[test]
fn a_wrong_answer_of_the_client_does_not_pass() {
    let judge = |revision, method: &'static str| {
        move |result: &Value| schema::must_be_answer(revision, method, result)
    };
    for revision in Revision::ALL {
        let right = json!({
            "role": "assistant",
            "content": { "type": "text", "text": "x" },
            "model": "m",
        });
        let wrong = [
            ("/role", Some(json!("system"))),
            ("/content", None),
            ("/content", Some(json!("x"))),
            ("/model", None),
        ];
        only_right_passes(
            "a message",
            &right,
            &wrong,
            judge(revision, "sampling/createMessage"),
        );
        let right = json!({ "roots": [{ "uri": "file:///a" }] });
        let wrong = [("/roots", None), ("/roots", Some(json!([{}])))];
        only_right_passes("roots", &right, &wrong, judge(revision, "roots/list"));
    }
    for revision in [V06, V11, V26] {
        let right = json!({ "action": "accept", "content": { "x": "y" } });
        let wrong = [
            ("/action", None),
            ("/action", Some(json!("maybe"))),
            ("/content", Some(json!({ "x": {} }))),
        ];
        only_right_passes(
            "a form",
            &right,
            &wrong,
            judge(revision, "elicitation/create"),
        );
    }
}

#[test]
fn a_definition_that_nobody_wrote_is_not_one_that_all_fits() {
    for revision in Revision::ALL {
        assert!(passes(|| schema::must_be(
            revision,
            "Result",
            &result(revision)
        )));
        for name in ["NoSuchThing", "", "Result/properties"] {
            let judge = || schema::must_be(revision, name, &result(revision));
            assert!(!passes(judge), "{name} of {revision}");
        }
    }
    assert!(!passes(
        || published::tasks().hold("NoSuchThing", &json!({}))
    ));
}

fn result(revision: Revision) -> Value {
    match revision {
        V24 | V03 | V06 | V11 => json!({}),
        V26 => json!({ "resultType": "complete" }),
    }
}

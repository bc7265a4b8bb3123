//! How each kind of row is played.

use serde_json::{Value, json};

use super::table::{STANDS, WATCHED};
use super::talk::{Outcome, Talk};
use super::{How, Row};
use crate::support::client::Pending;
use crate::support::envelope::{V11, V26};
use crate::support::published::Side;
use crate::support::subset::must_have;
use crate::support::wires::Transport;

const CANCELLED: &str = "notifications/cancelled";

impl Talk {
    /// Brings about what the revision has.
    pub(super) async fn play(&mut self, row: &Row) {
        match &row.how {
            How::Asked { params, has } => {
                let outcome = self.ask(row.method, params.clone()).await;
                must_have(row.method, outcome.result(), has);
            }
            How::Listed { members } => {
                let outcome = self.ask(row.method, Value::Null).await;
                let listed = outcome.result()[members].as_array();
                assert!(
                    listed.is_some_and(|listed| !listed.is_empty()),
                    "{outcome:#?}"
                );
            }
            How::Told { params } => {
                self.tell(row.method, params).await;
                self.must_be_quiet().await;
            }
            How::Cancels => self.cancel().await,
            How::Listens => self.listen().await,
            How::Reported { tool } => {
                let outcome = self.call(tool, &json!({})).await;
                assert!(outcome.has_heard(row.method), "{outcome:#?}");
                assert!(outcome.result()["isError"].is_null());
            }
            How::Announced { tool } => self.announce(row.method, tool).await,
            How::Put {
                tool,
                arguments,
                says,
            } => {
                let outcome = self.call(tool, arguments).await;
                assert!(outcome.has_heard(row.method), "{outcome:#?}");
                assert_eq!(outcome.result()["content"][0]["text"], *says);
            }
            How::Withdrawn => self.withdraw().await,
            How::OfTask {
                tool,
                arguments,
                has,
            } => {
                let id = self.start_task(tool, arguments).await;
                let outcome = self.ask(row.method, json!({ "taskId": id })).await;
                must_have(row.method, outcome.result(), &has(self.revision()));
            }
            How::Updates => self.update().await,
            How::Stands => self.stand().await,
            How::With(_) | How::Never => {}
        }
    }

    /// Says what the revision does not have.
    pub(super) async fn miss(&mut self, row: &Row) {
        if row.from == Side::Server {
            return self.do_without(row).await;
        }
        let params = match &row.how {
            How::Asked { params, .. } | How::Told { params } => params.clone(),
            How::Listens => filter(),
            How::OfTask { .. } | How::Updates => json!({ "taskId": "x", "inputResponses": {} }),
            _ => Value::Null,
        };
        if row.method.starts_with("notifications/") {
            self.tell(row.method, &params).await;
            return self.must_be_quiet().await;
        }
        let outcome = self.ask(row.method, params).await;
        let Outcome {
            before,
            answer,
            status,
        } = outcome;
        let code = answer.as_ref().map(|answer| &answer["error"]["code"]);
        assert_eq!(code, Some(&json!(-32601)), "{}: {answer:#?}", row.method);
        assert_eq!(before, Vec::<Value>::new(), "{}", row.method);
        let expected = match (self.client.transport, self.revision()) {
            (Transport::Streamable, V26) => Some(404),
            (Transport::Streamable, _) => Some(200),
            (Transport::Sse | Transport::Lines, _) => None,
        };
        assert_eq!(status, expected, "{}", row.method);
    }

    /// Brings about what would be said if the revision had it: a tool that cannot ask fails.
    async fn do_without(&mut self, row: &Row) {
        if let How::Put {
            tool, arguments, ..
        } = &row.how
        {
            let outcome = self.call(tool, arguments).await;
            assert!(outcome.before.is_empty(), "{outcome:#?}");
            assert_eq!(outcome.result()["isError"], true, "{outcome:#?}");
        }
    }

    async fn cancel(&mut self) {
        let params = json!({ "name": "wait", "arguments": {} });
        let mut call = self.send("tools/call", params).await;
        self.client.probe.started.reached(1).await;
        let cancel = json!({ "requestId": call.id.clone() });
        self.tell(CANCELLED, &cancel).await;
        // Without a session, a call is only cancelled by whoever hangs up.
        if (self.client.transport, self.revision()) == (Transport::Streamable, V26) {
            self.client.probe.opened.raise();
            let outcome = self.finish(&mut call).await;
            assert_eq!(outcome.result()["content"][0]["text"], "");
            return;
        }
        self.client.probe.dropped.reached(1).await;
        self.must_end_unanswered(&mut call).await;
    }

    async fn must_end_unanswered(&mut self, call: &mut Pending) {
        if call.is_shared() {
            self.must_be_quiet().await;
        } else {
            assert_eq!(self.hear(call).await, None);
        }
    }

    async fn listen(&mut self) {
        let mut listening = self.send("subscriptions/listen", filter()).await;
        self.must_be_acknowledged(&mut listening).await;
        self.aside = Some(listening);
    }

    async fn must_be_acknowledged(&mut self, listening: &mut Pending) {
        let first = self.hear(listening).await.expect("the stream begins");
        assert_eq!(first["method"], "notifications/subscriptions/acknowledged");
    }

    /// Everybody hears of a change. A change of the resources is one of a resource as well.
    async fn announce(&mut self, method: &str, tool: &str) {
        let mut aside = match self.aside.take() {
            Some(aside) => aside,
            None => self.client.overhear().await,
        };
        let mut expected = vec![method];
        if tool == "test_trigger_resource_change" {
            expected.push("notifications/resources/updated");
        }
        let outcome = self.call(tool, &json!({})).await;
        expected.retain(|method| !outcome.has_heard(method));
        while !expected.is_empty() {
            let message = self.hear(&mut aside).await.expect("the stream goes on");
            expected.retain(|method| message["method"] != *method);
        }
        self.aside = Some(aside);
    }

    /// A question is taken back when the call that asks it is cancelled. In the stateless era
    /// only the end of a stream is told, at the very end.
    async fn withdraw(&mut self) {
        if self.revision() == V26 {
            return;
        }
        let tool = "test_input_required_result_list_roots";
        let params = json!({ "name": tool, "arguments": {} });
        let mut call = self.send("tools/call", params).await;
        let question = self.hear(&mut call).await.expect("it asks");
        assert_eq!(question["method"], "roots/list");
        let cancel = json!({ "requestId": call.id.clone() });
        self.tell(CANCELLED, &cancel).await;
        let withdrawn = self.hear(&mut call).await.expect("it takes that back");
        assert_eq!(withdrawn["method"], CANCELLED);
        assert_eq!(withdrawn["params"]["requestId"], question["id"]);
        self.must_end_unanswered(&mut call).await;
    }

    /// Makes a task of a call; gives its name.
    async fn start_task(&mut self, tool: &str, arguments: &Value) -> Value {
        let mut params = json!({ "name": tool, "arguments": arguments });
        if self.revision() == V11 {
            params["task"] = json!({ "ttl": 60_000 });
        }
        let outcome = self.ask("tools/call", params).await;
        let result = outcome.result();
        let task = result.get("task").unwrap_or(result);
        assert!(task["taskId"].is_string(), "{result:#}");
        task["taskId"].clone()
    }

    /// A task asks, is answered, and is over; whoever listens is told of both.
    async fn update(&mut self) {
        let arguments = json!({ "filename": "x" });
        let id = self.start_task("confirm_delete", &arguments).await;
        let params = json!({ "notifications": { "taskIds": [id] } });
        let mut listening = self.send("subscriptions/listen", params).await;
        self.must_be_acknowledged(&mut listening).await;
        let asking = self.hear_of(&mut listening, "input_required").await;
        let asked = asking["inputRequests"].as_object().expect("questions");
        let responses = self.responses(asked);
        let params = json!({ "taskId": id, "inputResponses": responses });
        self.ask("tasks/update", params).await.result();
        let over = self.hear_of(&mut listening, "completed").await;
        assert_eq!(over["result"]["content"][0]["text"], "x is deleted");
    }

    /// A task is cancelled, and its session hears that without asking.
    async fn stand(&mut self) {
        let arguments = json!({ "seconds": 60, "label": "x" });
        let id = self.start_task("slow_compute", &arguments).await;
        let mut aside = match self.aside.take() {
            Some(aside) => aside,
            None => self.client.overhear().await,
        };
        let outcome = self.ask("tasks/cancel", json!({ "taskId": id })).await;
        outcome.result();
        let mut told = outcome.before;
        let is_told = |told: &Value| {
            told["method"] == STANDS
                && told["params"]["taskId"] == id
                && told["params"]["status"] == "cancelled"
        };
        while !told.iter().any(is_told) {
            told.push(self.hear(&mut aside).await.expect("the stream goes on"));
        }
        self.aside = Some(aside);
    }

    /// The task that is told of as soon as it has come so far.
    async fn hear_of(&mut self, listening: &mut Pending, status: &str) -> Value {
        loop {
            let mut message = self.hear(listening).await.expect("the stream goes on");
            assert_eq!(message["method"], "notifications/tasks", "{message}");
            if message["params"]["status"] == status {
                return message["params"].take();
            }
        }
    }
}

fn filter() -> Value {
    json!({ "notifications": {
        "toolsListChanged": true,
        "promptsListChanged": true,
        "resourcesListChanged": true,
        "resourceSubscriptions": [WATCHED],
    } })
}

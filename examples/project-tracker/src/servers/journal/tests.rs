//! Calls at both servers, and what the audit logs of both APIs say of them.

use std::time::Duration;

use mcp_server::audit::{Audit, JsonLines};
use mcp_server::auth::{Lookup as _, Secret};
use mcp_server::testing::Client;
use serde_json::{Value, json};

use super::audit;
use crate::backend::{ADMIN_TOKEN, AGENCY_KEY, DEMO_TOKEN, GLOBEX_TOKEN, READER_TOKEN};
use crate::delegation::Api;
use crate::servers::rig::{Gate, Rig, Visitor, served};
use crate::servers::{agency, workspace};

const AGENCY_READER: &str = "studio-reader-0000-local-AGY1004";
const HARBOUR: &str = "harbour-admin-0000-local-AGY2001";
const REVISIONS: [&str; 2] = ["2025-11-25", "2026-07-28"];
const BOUND: Duration = Duration::from_secs(20);

/// A backend, and both servers over it.
struct Both {
    rig: Rig,
    audit: Audit,
    workspace: Visitor,
    agency: Visitor,
}

impl Both {
    async fn start() -> Self {
        let rig = Rig::start().await;
        let audit = rig.audit();
        Self::recorded(rig, audit).await
    }

    async fn recorded(rig: Rig, audit: Audit) -> Self {
        let workspace = workspace::builder(rig.access(Api::V1), audit.clone());
        let agency = agency::builder(rig.access(Api::V4), audit.clone()).unwrap();
        Self {
            workspace: served(workspace.build().unwrap(), workspace::PATH).await,
            agency: served(agency.build().unwrap(), agency::PATH).await,
            audit,
            rig,
        }
    }

    async fn member(&self, token: &str) -> Visitor {
        let bearer = format!("Bearer {token}");
        self.workspace.greet("authorization", &bearer).await
    }

    /// What the log of an org or a division says, when all calls are in it, of calls and of what they changed.
    async fn log(&self, api: &str, header: &str, credential: &str, query: &str) -> Vec<Value> {
        assert!(self.audit.flush(BOUND).await);
        let url = format!("{}/api/{api}/audit?{query}", self.rig.backend);
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let asked = http.get(url).header(header, credential).send().await;
        let answer: Value = asked.unwrap().json().await.unwrap();
        let entries = answer["data"].as_array();
        let entries = entries.unwrap_or_else(|| panic!("{answer}")).iter();
        let changed = |entry: &Value| entry["status"].as_i64().is_none_or(|status| status < 300);
        let others = entries.filter(|entry| entry["method"] != "GET" && changed(entry));
        others.cloned().collect()
    }

    async fn log_of(&self, token: &str, query: &str) -> Vec<Value> {
        let bearer = format!("Bearer {token}");
        self.log("v1", "authorization", &bearer, query).await
    }
}

fn call(tool: &str, arguments: &Value) -> Value {
    let params = json!({ "name": tool, "arguments": arguments });
    json!({ "jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": params })
}

/// What is said of calls, the first of them first.
fn told(log: &[Value]) -> Vec<[&str; 3]> {
    let entries = log.iter().rev();
    let members = ["account", "name", "outcome"];
    entries
        .map(|entry| {
            members.map(|member| entry[member].as_str().unwrap_or_else(|| panic!("{entry}")))
        })
        .collect()
}

#[tokio::test]
async fn what_only_reads_fails_or_is_refused_stands_in_the_log_of_the_workspace() {
    let both = Both::start().await;
    let (reader, member) = (
        both.member(READER_TOKEN).await,
        both.member(DEMO_TOKEN).await,
    );
    let new = json!({ "project": "CORE", "title": "Not by me" });
    for (visitor, tool, arguments) in [
        (&reader, "get_issue", json!({ "issue": "CORE-1" })),
        (&reader, "create_issue", new.clone()),
        (&member, "get_issue", json!({ "issue": "CORE-999" })),
        (&member, "create_issue", json!({ "project": "CORE" })),
        (&member, "dispatch_agent", json!({ "agent": "Triage" })),
        (&member, "no_such_tool", json!({ "secret": "x" })),
    ] {
        visitor.ask(&call(tool, &arguments)).await;
        // In the order in which they are made.
        assert!(both.audit.flush(BOUND).await);
    }
    let log = both.log_of(ADMIN_TOKEN, "").await;
    assert_eq!(
        told(&log),
        [
            ["reader", "get_issue", "ok"],
            ["reader", "create_issue", "refused"],
            ["demo", "get_issue", "tool_error"],
            ["demo", "create_issue", "tool_error"],
            ["demo", "dispatch_agent", "tool_error"],
            ["demo", "no_such_tool", "refused"],
        ]
    );
    assert!(
        log.iter()
            .all(|entry| entry["via"] == "mcp" && entry["duration_ms"].is_f64())
    );
    let refused = &log[4];
    assert_eq!(
        (&refused["arguments"], &refused["token_id"]),
        (&new, &json!(3))
    );
    let why = refused["message"].as_str().unwrap();
    assert!(why.contains("`issues:write`"), "{why}");
    let unknown = log[0]["arguments"].as_str().unwrap();
    assert!(unknown.contains("does not exist"), "{unknown}");
    assert_eq!(both.log_of(GLOBEX_TOKEN, "").await, Vec::<Value>::new());
}

#[tokio::test]
async fn what_is_read_by_its_name_stands_in_the_log() {
    let both = Both::start().await;
    let (reader, member) = (
        both.member(READER_TOKEN).await,
        both.member(DEMO_TOKEN).await,
    );
    let ask = |method: &str, params: &Value| json!({ "jsonrpc": "2.0", "id": 3, "method": method, "params": params });
    let read = |uri: &str| ask("resources/read", &json!({ "uri": uri }));
    let triage = json!({ "name": "triage", "arguments": { "project": "CORE" } });
    let typed = json!({
        "ref": { "type": "ref/resource", "uri": "tracker://issues/{id}" },
        "argument": { "name": "id", "value": "CORE-" },
    });
    for (visitor, request) in [
        (&reader, read("tracker://projects")),
        (&reader, read("tracker://issues/CORE-1")),
        (&member, read("tracker://issues/CORE-999")),
        (&member, read("tracker://nothing")),
        (&reader, ask("prompts/get", &triage)),
        (&reader, ask("completion/complete", &typed)),
    ] {
        visitor.ask(&request).await;
        assert!(both.audit.flush(BOUND).await);
    }
    let log = both.log_of(ADMIN_TOKEN, "").await;
    assert_eq!(
        told(&log),
        [
            ["reader", "tracker://projects", "ok"],
            ["reader", "tracker://issues/CORE-1", "ok"],
            ["demo", "tracker://issues/CORE-999", "error"],
            ["demo", "tracker://nothing", "refused"],
            ["reader", "triage", "ok"],
            ["reader", "tracker://issues/{id}", "ok"],
        ]
    );
    let arguments: Vec<_> = log[..2].iter().map(|entry| &entry["arguments"]).collect();
    assert_eq!(
        arguments,
        [&json!({ "id": "CORE-" }), &json!({ "project": "CORE" })]
    );
    for (method, count) in [
        ("resources/read", 4),
        ("prompts/get", 1),
        ("completion/complete", 1),
    ] {
        let found = both.log_of(ADMIN_TOKEN, &format!("method={method}")).await;
        assert_eq!(found.len(), count, "{method}");
    }
    let named = both
        .log_of(ADMIN_TOKEN, "name=tracker://issues/CORE-1")
        .await;
    assert_eq!((named.len(), &named[0]["token_id"]), (1, &json!(3)));
}

#[tokio::test]
async fn what_a_list_shows_is_asked_of_the_api_and_noted_there() {
    let both = Both::start().await;
    let member = both.member(DEMO_TOKEN).await;
    let list = json!({ "jsonrpc": "2.0", "id": 3, "method": "resources/list" });
    let (_, answer) = member.ask(&list).await;
    let listed = answer["result"]["resources"].to_string();
    assert!(listed.contains("tracker://projects/CORE"), "{listed}");
    let bearer = format!("Bearer {ADMIN_TOKEN}");
    let url = format!(
        "{}/api/v1/audit?actor=demo&via=mcp&method=GET",
        both.rig.backend
    );
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let log = http.get(url).header("authorization", bearer).send().await;
    let log: Value = log.unwrap().json().await.unwrap();
    assert_eq!(log["data"][0]["path"], "/api/v1/projects", "{log}");
}

#[tokio::test]
async fn what_a_tool_changes_stands_beside_its_call() {
    let both = Both::start().await;
    let comment = json!({ "issue": "CORE-1", "body": "pfai_member_local_only is mine" });
    let member = both.member(DEMO_TOKEN).await;
    assert!(!member.call("create_comment", comment).await.1);
    let log = both.log_of(ADMIN_TOKEN, "actor=demo&via=mcp").await;
    let [called, changed] = &log[..] else {
        panic!("{log:?}");
    };
    assert_eq!(
        (&called["outcome"], &called["name"]),
        (&json!("ok"), &json!("create_comment"))
    );
    assert_eq!(called["arguments"]["body"], "[redacted] is mine");
    assert_eq!(
        (&changed["status"], &changed["name"]),
        (&json!(201), &Value::Null)
    );
    assert_eq!(changed["token_id"], called["token_id"]);
}

#[tokio::test]
async fn a_tool_of_a_feature_that_is_off_is_one_that_was_refused() {
    let both = Both::start().await;
    let flag = format!("{}/api/v1/flags/workflows", both.rig.backend);
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let off = http
        .patch(flag)
        .bearer_auth(ADMIN_TOKEN)
        .json(&json!({ "enabled": false }));
    assert_eq!(off.send().await.unwrap().status(), 200);
    let member = both.member(DEMO_TOKEN).await;
    let (_, answer) = member.ask(&call("list_agents", &json!({}))).await;
    assert_eq!(answer["error"]["code"], -32602);
    let log = both.log_of(ADMIN_TOKEN, "via=mcp").await;
    assert_eq!(told(&log), [["demo", "list_agents", "refused"]]);
}

#[tokio::test]
async fn the_agency_has_a_log_of_its_own_and_each_division_too() {
    let both = Both::start().await;
    let reader = both.agency.greet("apikey", AGENCY_READER).await;
    let other = both.agency.greet("apikey", HARBOUR).await;
    for (visitor, tool, arguments) in [
        (&reader, "list_companies", json!({ "name": "Museum" })),
        (&reader, "delete_company", json!({ "id": 1 })),
        (&reader, "get_company", json!({ "id": 9999 })),
        (&reader, "get_company", json!({ "id": "one" })),
        (&other, "get_company", json!({ "id": 1 })),
    ] {
        visitor.ask(&call(tool, &arguments)).await;
        assert!(both.audit.flush(BOUND).await);
    }
    let log = both.log("v4", "apikey", AGENCY_KEY, "").await;
    let name = log[0]["account"].as_str().unwrap();
    assert_eq!(
        told(&log),
        [
            [name, "list_companies", "ok"],
            [name, "delete_company", "refused"],
            [name, "get_company", "tool_error"],
            [name, "get_company", "tool_error"],
        ]
    );
    let log = both.log("v4", "apikey", HARBOUR, "").await;
    assert_eq!(told(&log), [["Cem", "get_company", "tool_error"]]);
    assert_eq!(both.log_of(ADMIN_TOKEN, "").await, Vec::<Value>::new());
}

#[tokio::test]
async fn who_was_known_before_the_first_request_is_known_to_the_log() {
    let both = Both::start().await;
    let access = both.rig.access(Api::V1);
    let server = workspace::builder(access.clone(), both.audit.clone());
    let server = server.build().unwrap();
    let found = access.find(&Secret::new(READER_TOKEN)).await;
    let reader = found.unwrap().unwrap();
    for revision in REVISIONS {
        let client = Client::with_revision_as(&server, reader.clone(), revision);
        let client = client.await.unwrap();
        let project = json!({ "project": "CORE" });
        assert!(!client.call("get_project", project).await.unwrap().is_error);
    }
    let log = both.log_of(ADMIN_TOKEN, "").await;
    assert_eq!(told(&log), [["reader", "get_project", "ok"]; 2]);
}

#[tokio::test]
async fn no_tool_runs_that_the_log_cannot_tell_of() {
    let rig = Rig::start().await;
    let gate = Gate::closed(&rig).await;
    let audit = audit(&gate.url, &rig.secret, None).unwrap();
    let both = Both::recorded(rig, audit).await;
    let member = both.member(DEMO_TOKEN).await;
    let admin = both.agency.greet("apikey", AGENCY_KEY).await;
    let comment = json!({ "issue": "CORE-1", "body": "Unheard of" });
    let company = json!({ "name": "Unheard of" });
    let calls = [
        (&member, call("create_comment", &comment)),
        (&admin, call("create_company", &company)),
    ];
    for (visitor, call) in &calls {
        let (status, answer) = visitor.ask(call).await;
        assert_eq!(status, 503, "{answer}");
        assert_eq!(answer["error"]["data"]["reason"], "audit_unavailable");
    }
    // The changes would be noted past the servers.
    assert_eq!(both.log_of(ADMIN_TOKEN, "").await, Vec::<Value>::new());
    assert_eq!(
        both.log("v4", "apikey", AGENCY_KEY, "").await,
        Vec::<Value>::new()
    );
    assert_eq!(both.audit.lost(), 4);
    gate.open();
    for (visitor, call) in &calls {
        let (status, answer) = visitor.ask(call).await;
        assert_eq!(
            (status, &answer["result"]["isError"]),
            (200, &Value::Null),
            "{answer}"
        );
    }
    let log = both.log_of(ADMIN_TOKEN, "outcome=ok").await;
    assert_eq!(told(&log), [["demo", "create_comment", "ok"]]);
}

/// A device on which there is never room.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn where_there_is_a_file_the_log_alone_is_not_enough() {
    let rig = Rig::start().await;
    let full = JsonLines::create("/dev/full").unwrap();
    let audit = audit(&rig.backend, &rig.secret, Some(full)).unwrap();
    let both = Both::recorded(rig, audit).await;
    let member = both.member(DEMO_TOKEN).await;
    let (status, _) = member.ask(&call("list_projects", &json!({}))).await;
    assert_eq!(status, 503);
    let log = both.log_of(ADMIN_TOKEN, "").await;
    assert_eq!(told(&log), [["demo", "list_projects", "refused"]]);
}

#[tokio::test]
async fn why_a_record_is_lost_repeats_nothing_of_it() {
    let rig = Rig::start().await;
    // The backend does not know this secret.
    let secret = crate::delegation::ServiceSecret::new(None).unwrap();
    let audit = audit(&rig.backend, &secret, None).unwrap();
    let both = Both::recorded(rig, audit).await;
    let member = both.member(DEMO_TOKEN).await;
    let (status, answer) = member.ask(&call("list_projects", &json!({}))).await;
    assert_eq!(
        (status, &answer["error"]["data"]["reason"]),
        (503, &json!("audit_unavailable"))
    );
    let refused = mcp_rest::ApiError::Refused {
        status: mcp_rest::StatusCode::UNPROCESSABLE_ENTITY,
        message: "CORE-1".to_owned(),
        retry_after: None,
    };
    assert_eq!(
        super::reason(&refused),
        "the audit log of the backend answers 422 Unprocessable Entity"
    );
}

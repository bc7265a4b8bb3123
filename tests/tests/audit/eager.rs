//! What reads the parameters of a call is its owner's code as much as the function that takes them:
//! none of it runs before the record of the start is there.

use std::cell::RefCell;
use std::str::FromStr;

use mcp_server::audit::Audit;
use mcp_server::model::{PromptDefinition, ToolDefinition};
use mcp_server::prelude::*;
use mcp_server::{Builder, FromContext, IntoPrompt, Prompt, Rejection, Revision, Tool};
use serde_json::{Value, json};

use crate::book::{Book, Broken, PATIENCE};
use crate::support::client::Client;
use crate::support::envelope::V11;
use crate::support::heard::Heard;
use crate::support::wires::{Transport, WIRES};

thread_local! {
    /// What ran, on the only thread of a test.
    static RAN: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

fn ran(what: &'static str) {
    RAN.with_borrow_mut(|ran| ran.push(what));
}

/// What ran since somebody looked, in the order of the alphabet.
fn runs() -> Vec<&'static str> {
    let mut runs = RAN.take();
    runs.sort_unstable();
    runs
}

struct Ticket;

impl FromContext for Ticket {
    fn from_context(_: &Context) -> Result<Self, Rejection> {
        ran("extractor");
        Ok(Self)
    }
}

struct Doomed;

impl FromContext for Doomed {
    fn from_context(_: &Context) -> Result<Self, Rejection> {
        panic!("no ticket")
    }
}

struct Key(u8);

impl FromStr for Key {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        ran("parser");
        text.parse().map(Self)
    }
}

#[derive(schemars::JsonSchema)]
struct Weight(#[expect(dead_code, reason = "only its schema counts")] u8);

impl<'de> serde::Deserialize<'de> for Weight {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        ran("deserializer");
        u8::deserialize(from).map(Self)
    }
}

fn fallback() -> u8 {
    ran("default");
    3
}

/// Weigh
#[tool]
fn weigh(_ticket: Ticket, weight: Weight, #[arg(default = fallback())] times: u8) -> String {
    ran("function");
    let _ = weight;
    format!("weighed {times} times")
}

/// Weigh at leisure
#[tool(task)]
fn at_leisure(_ticket: Ticket, weight: Weight) {
    ran("function");
    let _ = weight;
}

/// Look into it
#[prompt]
fn look(_ticket: Ticket, #[arg(parse, complete = keys)] key: Key) -> String {
    ran("function");
    format!("look into {}", key.0)
}

/// The first of all
#[resource("vault://first")]
fn first(_ticket: Ticket) -> &'static str {
    ran("function");
    "the first"
}

/// One of many
#[resource("vault://items/{key}")]
fn item(_ticket: Ticket, #[arg(parse, complete = keys)] key: Key) -> String {
    ran("function");
    format!("item {}", key.0)
}

fn keys(_context: Context, _typed: Typed) -> [&'static str; 1] {
    ran("completer");
    ["17"]
}

/// Panic before it runs
#[tool]
fn doomed(_doomed: Doomed) {}

/// Panic before it runs
#[prompt]
fn doomed_prompt(_doomed: Doomed) -> &'static str {
    ""
}

/// Panic before it runs
#[resource("vault://doomed/first")]
fn doomed_first(_doomed: Doomed) -> &'static str {
    ""
}

/// Panic before it runs
#[resource("vault://doomed/items/{key}")]
fn doomed_item(_doomed: Doomed, key: u8) -> String {
    key.to_string()
}

fn raw_tool() -> Tool {
    Tool::raw(ToolDefinition::new("raw", "Do it by hand"), |_| {
        ran("closure");
        Box::pin(async { Ok(vec![Content::text("by hand")].into()) })
    })
}

fn raw_prompt() -> Prompt {
    Prompt::raw(PromptDefinition::new("raw"), |_| {
        ran("closure");
        Box::pin(async { "by hand".into_prompt() })
    })
}

fn doomed_raw() -> Prompt {
    Prompt::raw(PromptDefinition::new("doomed_raw"), |_| panic!("by hand"))
}

fn vault(builder: Builder) -> Builder {
    builder
        .tools(toolset![weigh, at_leisure, doomed].tool(raw_tool()))
        .prompts(prompts![look, doomed_prompt])
        .prompts(Prompts::new().prompt(raw_prompt()).prompt(doomed_raw()))
        .resources(resources![first, item, doomed_first, doomed_item])
}

/// A client of a server with or without records, which has read nobody's parameters yet.
async fn connect(way: (Transport, Revision), audit: Option<&Audit>) -> Client {
    let options = |builder| match audit {
        Some(audit) => vault(builder).audit(audit.clone()),
        None => vault(builder),
    };
    let client = Client::connect_to(way.0, way.1, options).await;
    // The schema shows the default.
    runs();
    client
}

fn named(name: &str, arguments: Value) -> Value {
    json!({ "name": name, "arguments": arguments })
}

fn completion(of: Value, argument: &str) -> Value {
    json!({ "ref": of, "argument": { "name": argument, "value": "1" } })
}

/// What is asked, what runs for it, and what the answer says.
fn asked() -> [(&'static str, Value, Vec<&'static str>, &'static str); 8] {
    let template = json!({ "type": "ref/resource", "uri": "vault://items/{key}" });
    let prompt = json!({ "type": "ref/prompt", "name": "look" });
    [
        (
            "tools/call",
            named("weigh", json!({ "weight": 9 })),
            vec!["default", "deserializer", "extractor", "function"],
            "weighed 3 times",
        ),
        (
            "tools/call",
            named("raw", json!({})),
            vec!["closure"],
            "by hand",
        ),
        (
            "prompts/get",
            named("look", json!({ "key": "5" })),
            vec!["extractor", "function", "parser"],
            "look into 5",
        ),
        (
            "prompts/get",
            named("raw", json!({})),
            vec!["closure"],
            "by hand",
        ),
        (
            "resources/read",
            json!({ "uri": "vault://first" }),
            vec!["extractor", "function"],
            "the first",
        ),
        (
            "resources/read",
            json!({ "uri": "vault://items/7" }),
            vec!["extractor", "function", "parser"],
            "item 7",
        ),
        (
            "completion/complete",
            completion(prompt, "key"),
            vec!["completer"],
            "17",
        ),
        (
            "completion/complete",
            completion(template, "key"),
            vec!["completer"],
            "17",
        ),
    ]
}

#[tokio::test]
async fn nothing_of_the_owners_runs_without_a_record_of_the_start() {
    for way in WIRES {
        let audit = Audit::required(Broken);
        let mut client = connect(way, Some(&audit)).await;
        for (method, params, ..) in asked() {
            let heard = client.ask(method, params.clone()).await;
            let reason = &heard.error()["data"]["reason"];
            assert_eq!(reason, "audit_unavailable", "{way:?} {method} {params}");
            assert!(runs().is_empty(), "{way:?} {method} {params}");
        }
        assert!(audit.flush(PATIENCE).await);
    }
}

#[tokio::test]
async fn all_of_it_runs_once_when_the_record_is_there() {
    for way in WIRES {
        let book = Book::required();
        let mut plain = connect(way, None).await;
        let mut client = connect(way, Some(&book.audit)).await;
        for (method, params, own, says) in asked() {
            let expected = plain.ask(method, params.clone()).await;
            assert_eq!(runs(), own, "{way:?} {method} {params}");
            let heard = client.ask(method, params.clone()).await;
            assert_eq!(runs(), own, "{way:?} {method} {params}");
            assert_eq!(heard.result(), expected.result(), "{way:?} {method}");
            assert!(heard.result().to_string().contains(says), "{heard:?}");
            let records = book.records().await;
            let [.., start, end] = &records[..] else {
                panic!("{records:?}")
            };
            let outcomes = [&start["outcome"], &end["outcome"]];
            assert_eq!(outcomes, ["started", "ok"], "{way:?} {method}");
        }
    }
}

/// What an answer says of a panic, and with which status.
fn told(heard: &Heard, method: &str) -> (Option<u16>, Value, String) {
    let (code, text) = match method {
        "tools/call" => (heard.result()["isError"].clone(), heard.text()),
        _ => {
            let error = heard.error();
            (error["code"].clone(), error["message"].as_str().unwrap())
        }
    };
    let (text, _reference) = text.split_once("ref ").expect("it has a reference");
    (heard.status, code, text.to_owned())
}

#[tokio::test]
async fn what_panics_over_parameters_is_answered_as_ever_and_recorded() {
    let asked = [
        ("tools/call", named("doomed", json!({}))),
        ("prompts/get", named("doomed_prompt", json!({}))),
        ("prompts/get", named("doomed_raw", json!({}))),
        ("resources/read", json!({ "uri": "vault://doomed/first" })),
        ("resources/read", json!({ "uri": "vault://doomed/items/7" })),
    ];
    for way in WIRES {
        let book = Book::required();
        let mut plain = connect(way, None).await;
        let mut client = connect(way, Some(&book.audit)).await;
        for (method, params) in &asked {
            let expected = plain.ask(method, params.clone()).await;
            let heard = client.ask(method, params.clone()).await;
            assert_eq!(
                told(&heard, method),
                told(&expected, method),
                "{way:?} {params}"
            );
            let records = book.records().await;
            let [.., start, end] = &records[..] else {
                panic!("{records:?}")
            };
            let outcomes = [&start["outcome"], &end["outcome"]];
            assert_eq!(outcomes, ["started", "panicked"], "{way:?} {params}");
        }
        client.must_be_quiet().await;
    }
}

#[tokio::test]
async fn nothing_of_a_task_runs_without_a_record_of_its_start() {
    let audit = Audit::required(Broken);
    let mut client = connect((Transport::Lines, V11), Some(&audit)).await;
    let arguments = json!({ "weight": 9 });
    let params = json!({ "name": "at_leisure", "arguments": arguments, "task": {} });
    let begun = client.ask("tools/call", params).await;
    let id = json!({ "taskId": begun.result()["task"]["taskId"] });
    let end = client.ask("tasks/result", id).await;
    assert_eq!(end.error()["data"]["reason"], "audit_unavailable");
    assert!(runs().is_empty());
}

#[tokio::test]
async fn what_runs_nothing_needs_no_record_of_a_start() {
    for way in WIRES {
        let audit = Audit::required(Broken);
        let mut client = connect(way, Some(&audit)).await;
        let prompt = json!({ "type": "ref/prompt", "name": "raw" });
        let params = completion(prompt, "key");
        let heard = client.ask("completion/complete", params).await;
        assert_eq!(heard.result()["completion"]["values"], json!([]));
        assert!(runs().is_empty(), "{way:?}");
    }
}
